import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { ADMIN_TOKEN, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } from '../../functions/secrets/names';
import { codeOf, messageOf } from './problem';

/** secrets.json is not as it must be. */
export class InvalidSecretsError extends Error {
  override name = 'InvalidSecretsError';
}

const shape = z.record(z.string(), z.string());

/** Variables of some secrets' own. */
const OWN_VARIABLES = new Map([
  [ADMIN_TOKEN, 'NEWSREEL_ADMIN_TOKEN'],
  [STRIPE_SECRET_KEY, 'STRIPE_SECRET_KEY'],
  [STRIPE_WEBHOOK_SECRET, 'STRIPE_WEBHOOK_SECRET'],
]);

/**
 * Secrets by name: what `/newsreel/` holds in the Parameter Store on AWS. A variable wins over the file: one of the
 * secret's own, or `NEWSREEL_SECRET_<NAME>`, in upper case with `_` for all else.
 */
export class Secrets {
  private readonly held = new Map<string, string>();

  /**
   * @param file absolute path of secrets.json, read at each call so that it may be edited meanwhile
   * @throws InvalidSecretsError where it is there but broken
   */
  constructor(
    private readonly file: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    this.read();
  }

  /** @returns the secret; null where there is none by this name */
  get(name: string): string | null {
    const held = this.held.get(name);
    if (held !== undefined) return held;
    const variables = [
      OWN_VARIABLES.get(name) ?? '',
      `NEWSREEL_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`,
    ];
    const fromVariable = variables.map((variable) => this.env[variable]).find(Boolean);
    return fromVariable ?? (this.read().get(name) || null);
  }

  /** Keeps a secret in the file, readable by its owner alone. */
  set(name: string, value: string): void {
    const secrets = this.read().set(name, value);
    const written = `${this.file}.${process.pid}`;
    writeFileSync(written, `${JSON.stringify(Object.fromEntries(secrets), null, 2)}\n`, { mode: 0o600 });
    chmodSync(written, 0o600);
    renameSync(written, this.file);
  }

  /** Holds a secret as it is for as long as this process lives, whatever becomes of the file. */
  hold(name: string, value: string): void {
    this.held.set(name, value);
  }

  private read(): Map<string, string> {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return new Map();
      throw new InvalidSecretsError(`${this.file} cannot be read: ${messageOf(error)}`);
    }
    try {
      // Some editors begin a file with a byte order mark.
      return new Map(Object.entries(shape.parse(JSON.parse(text.replace(/^\uFEFF/, '')))));
    } catch {
      // What is wrong is not quoted: it could be a secret.
      throw new InvalidSecretsError(`${this.file} must be a JSON object whose values are all strings.`);
    }
  }
}
