import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { codeOf, messageOf } from './problem';

/** secrets.json is not as it must be. */
export class InvalidSecretsError extends Error {
  override name = 'InvalidSecretsError';
}

const shape = z.record(z.string(), z.string());

/**
 * Secrets by name: what `/newsreel/` holds in the Parameter Store on AWS. A variable wins over the file:
 * `NEWSREEL_SECRET_<NAME>`, in upper case with `_` for all else, or `NEWSREEL_ADMIN_TOKEN` for `admin-token`.
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
    const variables = [`NEWSREEL_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`];
    if (name === 'admin-token') variables.unshift('NEWSREEL_ADMIN_TOKEN');
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
