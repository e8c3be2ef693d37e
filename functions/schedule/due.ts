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

/** When a source is due again if it is asked now and has nothing to say against it. @param at ms since 1970 */
export const nextLook = (source: Source, at: number): string =>
  new Date(at + source.every * 60_000).toISOString();
