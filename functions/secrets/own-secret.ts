import { randomBytes } from 'node:crypto';
import { createSecret, readSecret } from './parameters';

/** A secret that was rolled is known everywhere after this long. */
const KEPT_MS = 60_000;

/**
 * A secret that is the service's own: 32 random bytes in base64url, made the first time that somebody asks, and
 * kept for a minute.
 * @returns what reads it
 */
export function ownSecret(name: string): () => Promise<string> {
  let kept: { value: string; at: number } | undefined;
  return async () => {
    // A clock that is set back would have it kept for longer.
    if (kept !== undefined && Math.abs(Date.now() - kept.at) < KEPT_MS) return kept.value;
    const value = (await readSecret(name)) ?? (await make(name));
    kept = { value, at: Date.now() };
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
