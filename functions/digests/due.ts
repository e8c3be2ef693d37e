import { lastSlot, periodStart, type Rhythm } from './clock';
import type { Subscription } from './roster';

/** When digests are sent: at the hour that each reader has chosen, or now, as the admin asked. */
export type Occasion = 'hour' | 'now';

/**
 * Whether a reader's digest is to be made: none went in their current day or week. By the clock its hour must have come
 * since they asked for it, and nobody have looked since; an hour that nobody kept is made good as long as the day or
 * week lasts.
 * @param now ms since 1970
 */
export function isDue(subscription: Subscription, occasion: Occasion, now: number): boolean {
  const rhythm = rhythmOf(subscription);
  if (rhythm === null) return false;
  const { sentAt, claimedAt, setAt } = subscription;
  const start = periodStart(rhythm, now);
  if (timeOf(sentAt) >= start) return false;
  if (occasion === 'now') return true;
  const slot = lastSlot(rhythm, now);
  return slot >= start && slot > timeOf(setAt) && slot > timeOf(claimedAt);
}

const timeOf = (moment: string | null): number =>
  moment === null ? Number.NEGATIVE_INFINITY : Date.parse(moment);

/**
 * Whether the digest of the current day or week was claimed and is not done with: it is being sent, was refused, or
 * broke off. Of an earlier one the next tells.
 * @param now ms since 1970
 */
export function isLeftUndone(subscription: Subscription, now: number): boolean {
  const { claimedAt, coveredAt, sentAt } = subscription;
  const rhythm = rhythmOf(subscription);
  const isOpen = sentAt !== null && sentAt === claimedAt && sentAt !== coveredAt;
  return rhythm !== null && isOpen && timeOf(sentAt) >= periodStart(rhythm, now);
}

/** When somebody's digests come; null where they want none. */
export function rhythmOf({ settings: { every, hour, timeZone } }: Subscription): Rhythm | null {
  return every === 'never' ? null : { every, hour, timeZone };
}
