import { optionalNumber, optionalText } from '../table/attributes';
import type { Item } from '../table/client';

/** How long before its end a token is renewed; a tenth of a short life. */
const AHEAD_MS = 60_000;

/** A token that was given. Times are ms since 1970. */
export interface KeptToken {
  token: string;
  /** when to look for another one */
  renewAt: number;
  endsAt: number;
}

/** That no token was given. */
export interface Refusal {
  reason: string;
  until: number;
}

/** What is known of one grant; both where a token that is still good could not be renewed. */
export interface KnownGrant {
  token: KeptToken | null;
  refusal: Refusal | null;
}

/** A token that was given just now. */
export const keptToken = (token: string, lifeMs: number, now: number): KeptToken => ({
  token,
  renewAt: now + lifeMs - Math.min(AHEAD_MS, lifeMs / 10),
  endsAt: now + lifeMs,
});

/** What the table knows of a grant. */
export function parseGrantItem(item: Item): KnownGrant {
  const token = optionalText(item, 'accessToken');
  const reason = optionalText(item, 'refusal');
  const time = (name: string) => optionalNumber(item, name) ?? 0;
  return {
    token: token === null ? null : { token, renewAt: time('renewAt'), endsAt: time('endsAt') },
    refusal: reason === null ? null : { reason, until: time('refusedUntil') },
  };
}

/** What is known of a grant as it lies in the table. */
export function grantAttributes({ token, refusal }: KnownGrant): Item {
  return {
    ...(token && {
      accessToken: { S: token.token },
      renewAt: { N: String(token.renewAt) },
      endsAt: { N: String(token.endsAt) },
    }),
    ...(refusal && { refusal: { S: refusal.reason }, refusedUntil: { N: String(refusal.until) } }),
  };
}

/** What to do for a token: take the one that is there, go without for now, or ask for another. */
export type Verdict =
  | { kind: 'take'; token: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'renew'; fallback: string | null };

/**
 * What to do with what is known of a grant. A token whose renewal was refused is good to its end.
 * @param rejected a token that the source does not take any more, null for none
 */
export function judge({ token, refusal }: KnownGrant, rejected: string | null, now: number): Verdict {
  const good = token !== null && token.token !== rejected && now < token.endsAt ? token : null;
  if (good !== null && now < good.renewAt) return { kind: 'take', token: good.token };
  if (refusal !== null && now < refusal.until) {
    return good === null ? { kind: 'refused', reason: refusal.reason } : { kind: 'take', token: good.token };
  }
  return { kind: 'renew', fallback: good?.token ?? null };
}
