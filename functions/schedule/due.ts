import type { Source } from '../sources/source';

/** EventBridge fires within the minute, so that what is due at the next full half hour is due now. */
const SLACK_MS = 60_000;

/** An event may come so late that its sources were asked since by somebody else. */
const LATE_MS = 3_600_000;

/** Whether a source is to be asked by the schedule. @param at ms since 1970 */
export function isDue(source: Source, at: number): boolean {
  if (!mayBeAsked(source, at)) return false;
  const { nextFetchAt } = source;
  return nextFetchAt === null || Date.parse(nextFetchAt) <= at + SLACK_MS || wasAskedByWrongClock(source, at);
}

/** Whether a source may be asked at all: it is not gone, and did not ask us to wait. @param at ms since 1970 */
export function mayBeAsked(source: Source, at: number): boolean {
  const { status, retryAfter } = source;
  if (status === 'gone') return false;
  return retryAfter === null || Date.parse(retryAfter) <= at || wasAskedByWrongClock(source, at);
}

/** Whether a source was last asked in the future: whatever was to be waited for then is as wrong. */
const wasAskedByWrongClock = ({ askedAt }: Source, at: number): boolean =>
  askedAt !== null && Date.parse(askedAt) > at + LATE_MS;

/** As often as the schedule looks, in minutes: half an hour, unless the local run says otherwise. */
export const usualPace = (): number => Number(process.env['NEWSREEL_EVERY']) || 30;
