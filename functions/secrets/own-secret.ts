import { randomBytes } from 'node:crypto';
import { isKept } from '../clock/is-kept';
import { createSecret, readSecret } from './parameters';

/** A secret that was rolled is known everywhere after this long. */
const KEPT_MS = 60_000;

/**
 * A secret that is the service's own: 32 random bytes in base64url, made the first time that somebody asks, and
 * kept for a minute.
 * @returns what reads it
 */
export function ownSecret(name: string): () => Promise<string> {
  let kept: { value: string; until: number } | undefined;
  return async () => {
    if (kept !== undefined && isKept(kept.until, KEPT_MS)) return kept.value;
    const value = (await readSecret(name)) ?? (await make(name));
    kept = { value, until: Date.now() + KEPT_MS };
    return value;
  };
}

async function make(name: string): Promise<string> {
  const value = randomBytes(32).toString('base64url');
  if (await createSecret(name, value)) return value;
  // Somebody else was first.
  const theirs = await readSecret(name);
  if (theirs === null) throw new Error(`There is no secret ${name}, and none could be made`);
  return theirs;
}
