import { randomBytes } from 'node:crypto';
import { ADMIN_TOKEN } from './names';
import { createSecret, readSecret } from './parameters';

/** A token that was rolled is known everywhere after this long. */
const KEPT_MS = 60_000;

let kept: { token: string; until: number } | undefined;

/** The admin token; made the first time that somebody asks for it. */
export async function adminToken(): Promise<string> {
  if (kept !== undefined && Date.now() < kept.until) return kept.token;
  const token = (await readSecret(ADMIN_TOKEN)) ?? (await makeToken());
  kept = { token, until: Date.now() + KEPT_MS };
  return token;
}

async function makeToken(): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  if (await createSecret(ADMIN_TOKEN, token)) return token;
  // Somebody else was first.
  const theirs = await readSecret(ADMIN_TOKEN);
  if (theirs === null) throw new Error('There is no admin token, and none could be made');
  return theirs;
}
