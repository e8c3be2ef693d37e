import { isDue } from '../../../functions/digests/due';
import type { Subscription } from '../../../functions/digests/roster';
import type { DigestSettings } from '../../../functions/digests/settings';

const place = (
  claimedAt: string | null,
  setAt: string,
  settings: Partial<DigestSettings> = {},
): Subscription => ({
  reader: 'r'.repeat(27),
  since: '2026-01-01T00:00:00.000Z',
  settings: {
    every: 'day',
    hour: 8,
    timeZone: 'Europe/Berlin',
    search: null,
    sources: [],
    categories: [],
    ...settings,
  },
  setAt,
  secret: 's'.repeat(22),
  claimedAt,
  coveredAt: claimedAt,
  sentAt: claimedAt,
});
/** One that had nothing to tell. */
const silent = (claimedAt: string): Subscription => ({ ...place(claimedAt, LONG_AGO), sentAt: null });
const LONG_AGO = '2026-01-01T00:00:00.000Z';
const YESTERDAY = '2026-11-22T07:00:00.000Z';
const weekly: Partial<DigestSettings> = { every: 'week' };

test.each<[string, Subscription, string, { hour: boolean; now: boolean }]>([
  ['at its hour', place(YESTERDAY, LONG_AGO), '2026-11-23T07:00:00Z', { hour: true, now: true }],
  ['before its hour', place(YESTERDAY, LONG_AGO), '2026-11-23T06:45:00Z', { hour: false, now: true }],
  [
    'later that day, where nobody came at its hour',
    place(YESTERDAY, LONG_AGO),
    '2026-11-23T22:45:00Z',
    { hour: true, now: true },
  ],
  [
    'after midnight where they are, the hour of yesterday is over',
    place('2026-11-21T07:00:00.000Z', LONG_AGO),
    '2026-11-22T23:15:00Z',
    { hour: false, now: true },
  ],
  [
    'once it was sent',
    place('2026-11-23T07:00:00.000Z', LONG_AGO),
    '2026-11-23T07:15:00Z',
    { hour: false, now: false },
  ],
  [
    'once the admin has sent it earlier that day',
    place('2026-11-23T01:00:00.000Z', LONG_AGO),
    '2026-11-23T07:00:00Z',
    { hour: false, now: false },
  ],
  ['the first', place(null, LONG_AGO), '2026-11-23T07:00:00Z', { hour: true, now: true }],
  [
    'the first, asked for after its hour',
    place(null, '2026-11-23T07:00:01.000Z'),
    '2026-11-23T09:00:00Z',
    { hour: false, now: true },
  ],
  [
    'on the day after that',
    place(null, '2026-11-23T07:00:01.000Z'),
    '2026-11-24T07:00:00Z',
    { hour: true, now: true },
  ],
  [
    'where there was nothing to tell at its hour',
    silent('2026-11-23T07:00:00.000Z'),
    '2026-11-23T07:15:00Z',
    { hour: false, now: true },
  ],
  [
    'where there was nothing to tell when the admin asked before its hour',
    silent('2026-11-23T05:00:00.000Z'),
    '2026-11-23T07:00:00Z',
    { hour: true, now: true },
  ],
  ['never', place(null, LONG_AGO, { every: 'never' }), '2026-11-23T07:00:00Z', { hour: false, now: false }],
  [
    'weekly, on Monday',
    place('2026-11-16T07:00:00.000Z', LONG_AGO, weekly),
    '2026-11-23T07:00:00Z',
    { hour: true, now: true },
  ],
  [
    'weekly, on Sunday',
    place('2026-11-16T07:00:00.000Z', LONG_AGO, weekly),
    '2026-11-22T07:00:00Z',
    { hour: false, now: false },
  ],
  [
    'weekly, late on Thursday',
    place('2026-11-16T07:00:00.000Z', LONG_AGO, weekly),
    '2026-11-26T07:00:00Z',
    { hour: true, now: true },
  ],
  [
    'weekly, on Thursday after daily ones',
    place('2026-11-25T07:00:00.000Z', LONG_AGO, weekly),
    '2026-11-26T07:00:00Z',
    { hour: false, now: false },
  ],
  [
    'a day that is 23 hours long',
    place('2026-03-28T07:00:00.000Z', LONG_AGO),
    '2026-03-29T06:00:00Z',
    { hour: true, now: true },
  ],
  [
    'a day that is 25 hours long',
    place('2026-10-24T06:00:00.000Z', LONG_AGO),
    '2026-10-25T06:00:00Z',
    { hour: false, now: true },
  ],
])('%s', (_, subscription, time, due) => {
  const now = Date.parse(time);
  expect({ hour: isDue(subscription, 'hour', now), now: isDue(subscription, 'now', now) }).toEqual(due);
});

test('through years of changing clocks there is one digest each day, at eight', () => {
  for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
    let subscription = place(null, '2025-12-31T23:00:00.000Z', { timeZone });
    const times: number[] = [];
    const quarter = 15 * 60_000;
    for (
      let now = Date.parse('2026-01-01T00:00:00Z');
      now < Date.parse('2027-01-02T00:00:00Z');
      now += quarter
    ) {
      // The rule rings twice, and a worker is late.
      for (const ring of [now, now, now - quarter]) {
        if (!isDue(subscription, 'hour', ring)) continue;
        times.push(ring);
        const at = new Date(ring).toISOString();
        subscription = { ...subscription, claimedAt: at, sentAt: at };
      }
    }
    const shown = times.map((time) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(time),
    );
    expect(new Set(shown.map((time) => time.slice(0, 10))).size).toBe(shown.length);
    expect(shown.every((time) => time.endsWith('08:00'))).toBe(true);
    expect(shown.length).toBeGreaterThanOrEqual(365);
  }
});
