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

/**
 * When a source is due again if it is asked now and has nothing to say against it, in ISO 8601.
 * @param at ms since 1970
 * @param usual minutes between two looks at a source whose keeper says nothing else
 */
export const nextLook = (source: Source, at: number, usual: number): string =>
  new Date(at + (source.every ?? usual) * 60_000).toISOString();

/** As often as the schedule looks, in minutes: half an hour, unless the local run says otherwise. */
export const usualPace = (): number => Number(process.env['NEWSREEL_EVERY']) || 30;
