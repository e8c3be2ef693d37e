/**
 * Whether what is kept for a while still is. A clock that is set back, as an instance's may be when it goes on after a
 * pause, would have it kept for as much longer: so it is not kept where its end is further off than it ever was.
 * @param until when it ends, ms since 1970
 * @param keptMs how long it is kept at most
 */
export const isKept = (until: number, keptMs: number, now = Date.now()): boolean =>
  now < until && until - now <= keptMs;
