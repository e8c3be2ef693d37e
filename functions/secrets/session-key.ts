import { SESSION_KEY } from './names';
import { ownSecret } from './own-secret';

/** The key is too short to sign with: somebody set it by hand. */
export class WeakSessionKeyError extends Error {
  override name = 'WeakSessionKeyError';
}

/** RFC 7518, section 3.2: at least as long as the hash. */
const FEWEST_BYTES = 32;

const secret = ownSecret(SESSION_KEY);

/**
 * What the tokens of readers are signed with; made the first time that somebody asks for it.
 * @throws WeakSessionKeyError
 */
export async function sessionKey(): Promise<Uint8Array> {
  const key = new TextEncoder().encode(await secret());
  if (key.length >= FEWEST_BYTES) return key;
  throw new WeakSessionKeyError(
    `The secret ${SESSION_KEY} has ${key.length} bytes and must have ${FEWEST_BYTES}: delete it, and one is made`,
  );
}
