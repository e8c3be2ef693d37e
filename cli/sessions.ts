import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { fileTrouble } from './file-error';
import { isTokenText } from './token';

/** Tokens by the origin of their service. */
const keptShape = z.record(z.string(), z.unknown());

/** Where a user keeps what is theirs. */
export interface UserPlaces {
  env: NodeJS.ProcessEnv;
  /** absolute path */
  home: string;
  platform: NodeJS.Platform;
}

/**
 * The file of a user's sign-ins.
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function sessionsFile({ env, home, platform }: UserPlaces): string {
  const { APPDATA = '', XDG_CONFIG_HOME = '' } = env;
  const named = platform === 'win32' ? APPDATA : XDG_CONFIG_HOME;
  // What is relative would be another place in each folder: the specification has it ignored.
  const folder = path.isAbsolute(named) ? named : path.join(home, '.config');
  return path.join(folder, 'newsreel', 'sessions.json');
}

/** The sign-ins of one user, in a file that only they can read. */
export class Sessions {
  /** @param file absolute path */
  constructor(private readonly file: string) {}

  /** The token for a service; null where nobody is signed in there, or the file can't be read. */
  of(origin: string): string | null {
    const token = this.read()[origin];
    return typeof token === 'string' && isTokenText(token) ? token : null;
  }

  /** Makes sure that a sign-in could be kept. @throws Failure */
  prepare(): void {
    this.guard(() => {
      const folder = path.dirname(this.file);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
      accessSync(folder, constants.W_OK);
    });
  }

  /** Keeps the token for a service. @throws Failure */
  keep(origin: string, token: string): void {
    this.prepare();
    this.write({ ...this.read(), [origin]: token });
  }

  /** Forgets the token for a service. @throws Failure */
  forget(origin: string): void {
    const { [origin]: token, ...others } = this.read();
    if (token !== undefined) this.write(others);
  }

  /** What can't be read holds no sign-in: nothing is lost that a new one does not bring. */
  private read(): Record<string, unknown> {
    try {
      return keptShape.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      return {};
    }
  }

  private write(kept: Record<string, unknown>): void {
    this.guard(() => {
      const draft = `${this.file}.${randomBytes(8).toString('hex')}`;
      try {
        writeFileSync(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
        renameSync(draft, this.file);
      } catch (error) {
        rmSync(draft, { force: true });
        throw error;
      }
    });
  }

  private guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw fileTrouble(error, this.file, 'written');
    }
  }
}
