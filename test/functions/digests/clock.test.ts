import fc from 'fast-check';
import { lastSlot, periodStart, type Rhythm } from '../../../functions/digests/clock';

const at = (time: string) => Date.parse(time);
const show = (ms: number) => new Date(ms).toISOString();
const daily = (hour: number, timeZone: string): Rhythm => ({ every: 'day', hour, timeZone });
const weekly = (hour: number, timeZone: string): Rhythm => ({ every: 'week', hour, timeZone });

describe('the last time that a digest was to come', () => {
  test.each<[string, Rhythm, string, string]>([
    ['at its hour', daily(8, 'UTC'), '2026-11-23T08:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    ['a moment before', daily(8, 'UTC'), '2026-11-23T07:59:59.000Z', '2026-11-22T08:00:00.000Z'],
    [
      'a zone half an hour off',
      daily(8, 'Asia/Kolkata'),
      '2026-11-23T02:30:00.000Z',
      '2026-11-23T02:30:00.000Z',
    ],
    [
      'a zone three quarters off',
      daily(8, 'Asia/Kathmandu'),
      '2026-11-23T02:20:00.000Z',
      '2026-11-23T02:15:00.000Z',
    ],
    [
      'beyond the date line',
      daily(8, 'Pacific/Kiritimati'),
      '2026-11-22T18:00:00.000Z',
      '2026-11-22T18:00:00.000Z',
    ],
    ['on Monday', weekly(8, 'Europe/Berlin'), '2026-11-25T12:00:00.000Z', '2026-11-23T07:00:00.000Z'],
    [
      'on the Monday before',
      weekly(8, 'Europe/Berlin'),
      '2026-11-23T06:59:00.000Z',
      '2026-11-16T07:00:00.000Z',
    ],
    [
      'an hour that summer time leaves out',
      daily(2, 'Europe/Berlin'),
      '2026-03-29T12:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'an hour that comes twice',
      daily(2, 'Europe/Berlin'),
      '2026-10-25T12:00:00.000Z',
      '2026-10-25T00:00:00.000Z',
    ],
    [
      'between its two times',
      daily(2, 'Europe/Berlin'),
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T00:00:00.000Z',
    ],
    [
      'the day after summer time began',
      daily(8, 'America/New_York'),
      '2026-03-09T12:00:00.000Z',
      '2026-03-09T12:00:00.000Z',
    ],
    ['the day before', daily(8, 'America/New_York'), '2026-03-07T13:00:00.000Z', '2026-03-07T13:00:00.000Z'],
  ])('%s', (_, rhythm, now, slot) => {
    expect(show(lastSlot(rhythm, at(now)))).toBe(slot);
  });
});

describe('the start of the day or week', () => {
  test.each<[string, Rhythm, string, string]>([
    ['midnight', daily(8, 'UTC'), '2026-11-23T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['where it is', daily(8, 'Asia/Tokyo'), '2026-11-22T16:00:00.000Z', '2026-11-22T15:00:00.000Z'],
    [
      'without a midnight',
      daily(8, 'America/Havana'),
      '2026-03-08T12:00:00.000Z',
      '2026-03-08T05:00:00.000Z',
    ],
    ['Monday', weekly(8, 'Asia/Tokyo'), '2026-11-29T14:59:59.000Z', '2026-11-22T15:00:00.000Z'],
  ])('%s', (_, rhythm, now, start) => {
    expect(show(periodStart(rhythm, at(now)))).toBe(start);
  });
});

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/St_Johns',
  'Pacific/Apia',
  'America/Santiago',
];
const MINUTE = 60_000;

/** What a clock on the wall shows. */
function wall(timeZone: string, ms: number): { day: string; hour: number; minute: number; weekday: string } {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    ms,
  );
  const [day = '', time = ''] = parts.split(', ');
  const weekday = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short' }).format(ms);
  return { day, hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)), weekday };
}

test('whatever the zone and the day: it is there once a day, at the hour or at the end of what summer time leaves out', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: at('2024-01-01T00:00:00Z') / MINUTE, max: at('2029-12-31T00:00:00Z') / MINUTE }),
      (timeZone, hour, minutes) => {
        const now = minutes * MINUTE;
        const slot = lastSlot(daily(hour, timeZone), now);
        expect(slot).toBeLessThanOrEqual(now);
        expect(now - slot).toBeLessThanOrEqual(25 * 60 * MINUTE);
        const shown = wall(timeZone, slot);
        const isThere = shown.hour === hour && shown.minute === 0;
        // Else the clock jumps here, from before the hour to after it.
        if (!isThere) {
          const before = wall(timeZone, slot - MINUTE);
          expect([
            before.hour * 60 + before.minute < hour * 60,
            shown.hour * 60 + shown.minute > hour * 60,
          ]).toEqual([true, true]);
        }
        const start = periodStart(daily(hour, timeZone), now);
        expect(wall(timeZone, start).day).toBe(wall(timeZone, now).day);
        expect(wall(timeZone, start - MINUTE).day).not.toBe(wall(timeZone, now).day);
        const week = periodStart(weekly(hour, timeZone), now);
        expect(wall(timeZone, week).weekday).toBe('Mon');
        expect(wall(timeZone, week - MINUTE).weekday).toBe('Sun');
        expect(now - week).toBeLessThanOrEqual((7 * 24 + 1) * 60 * MINUTE);
      },
    ),
    { numRuns: 300 },
  );
});
