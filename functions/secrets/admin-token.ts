import { createHash, timingSafeEqual } from 'node:crypto';
import { ADMIN_TOKEN } from './names';
import { ownSecret } from './own-secret';

/** The admin token; made the first time that somebody asks for it. */
export const adminToken = ownSecret(ADMIN_TOKEN);

/** Whether this is the admin token. Digests are compared, so that neither length nor content shows in the time. */
export async function isAdminToken(given: string): Promise<boolean> {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(await adminToken()));
}
