const DEFAULT_RETENTION_DAYS = 365;

/**
 * How long an article is kept, from the context value `retentionDays`
 * (`cdk deploy -c retentionDays=90`).
 *
 * @param context what the CDK has under that key: a string from the command line, a number from cdk.json,
 *   undefined where it was not set.
 * @returns whole days, 0 meaning for ever; 365 where it was not set.
 * @throws RangeError for anything that is not a whole number of days.
 */
export function parseRetentionDays(context: unknown): number {
  if (context === undefined) return DEFAULT_RETENTION_DAYS;
  const days = typeof context === 'string' && /^\d{1,6}$/.test(context) ? Number(context) : context;
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 0) {
    throw new RangeError(
      `Context "retentionDays" must be a whole number of days, 0 or more (0 keeps articles for ever), not ${JSON.stringify(context)}.`,
    );
  }
  return days;
}
