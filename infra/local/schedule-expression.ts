import { Cron } from 'croner';
import { messageOf } from './problem';

/** A rule's expression that this run can't read. */
export class ScheduleExpressionError extends Error {
  override name = 'ScheduleExpressionError';
}

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * When a rule is due next.
 * @param expression `rate(5 minutes)` or `cron(minute hour day-of-month month day-of-week year)`, in UTC
 * @returns null where it never is again
 * @throws ScheduleExpressionError
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function nextTime(expression: string, after: Date): Date | null {
  const [, number, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (number !== undefined) return new Date(after.getTime() + Number(number) * (UNITS[unit] ?? 0));
  const [, cron] = /^cron\((\S+ \S+ \S+ \S+ \S+ \S+)\)$/.exec(expression) ?? [];
  if (cron === undefined) throw new ScheduleExpressionError(`${expression} is no rate or cron expression`);
  try {
    // EventBridge counts weekdays from 1 for Sunday, has `?` in one of the day fields, and takes `0/30`.
    const pattern = new Cron(`0 ${cron}`, {
      mode: '7-part',
      // UTC, in a quarter of the time that it takes by its name.
      utcOffset: 0,
      alternativeWeekdays: true,
      sloppyRanges: true,
      paused: true,
    });
    return pattern.nextRun(after);
  } catch (error) {
    throw new ScheduleExpressionError(`${expression}: ${messageOf(error)}`);
  }
}
