import type { Source } from '../sources/source';

/** EventBridge fires within the minute, so that what is due at the next full half hour is due now. */
const SLACK_MS = 60_000;

/** Whether a source is to be asked by the schedule. @param at ms since 1970 */
export function isDue(source: Source, at: number): boolean {
  return (
    mayBeAsked(source, at) && (source.nextFetchAt === null || Date.parse(source.nextFetchAt) <= at + SLACK_MS)
  );
}

/** Whether a source may be asked at all: it is not gone, and did not ask us to wait. @param at ms since 1970 */
export function mayBeAsked(source: Source, at: number): boolean {
  if (source.status === 'gone') return false;
  return source.retryAfter === null || Date.parse(source.retryAfter) <= at;
}

/** As often as the schedule looks, in minutes: half an hour, unless the local run says otherwise. */
export const usualPace = (): number => Number(process.env['NEWSREEL_EVERY']) || 30;
