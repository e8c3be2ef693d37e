import type { DigestSettings } from '../digests/settings';

const DAYS = { day: 'every day', week: 'every Monday' };

/** When a digest comes, such as `every Monday at 08:00 (Europe/Berlin)`; null where none does. */
export function rhythmText({ every, hour, timeZone }: DigestSettings): string | null {
  if (every === 'never') return null;
  return `${DAYS[every]} at ${String(hour).padStart(2, '0')}:00 (${timeZone})`;
}
