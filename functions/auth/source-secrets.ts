import { isKept } from '../clock/is-kept';
import { log } from '../log/log';
import { FetchError } from '../network/failure';
import { PARAMETER_PREFIX } from '../secrets/names';
import { readSecret } from '../secrets/parameters';

/** A secret that was changed is known after this long, one that was set up at last after that. */
const KEPT_MS = 60_000;
const MISSING_KEPT_MS = 5_000;

/** The secrets that sources name, kept for a minute. A secret that many ask for at once is read once. */
export class SourceSecrets {
  private readonly kept = new Map<string, { value: Promise<string>; until: number }>();

  /** @param readValue null where there is none */
  constructor(
    private readonly readValue: (name: string) => Promise<string | null> = readSecret,
    private readonly now: () => number = Date.now,
  ) {}

  /** A secret's value. @throws FetchError that names it and says how it is set up */
  async read(name: string): Promise<string> {
    const kept = this.kept.get(name);
    if (kept !== undefined && isKept(kept.until, KEPT_MS, this.now())) return kept.value;
    const entry = { value: this.ask(name), until: this.now() + KEPT_MS };
    this.kept.set(name, entry);
    entry.value.catch(() => {
      entry.until = this.now() + MISSING_KEPT_MS;
    });
    return entry.value;
  }

  private async ask(name: string): Promise<string> {
    const value = await this.readValue(name).catch((error: unknown) => {
      log.error('A secret cannot be read', error, { secret: name });
      throw new FetchError(`Its secret "${name}" cannot be read just now`);
    });
    if (value !== null) return value;
    throw new FetchError(
      `Its secret "${name}" is not set up: store it as the SecureString parameter ${PARAMETER_PREFIX}${name}, ` +
        `or locally in secrets.json or as ${variableOf(name)}`,
    );
  }
}

const variableOf = (name: string): string =>
  `NEWSREEL_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
