import fc from 'fast-check';
import { afterFailure, afterNews, afterNothingNew } from '../../../functions/schedule/pace';
import { makeSource } from '../../source';

const AT = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ago = (ms: number): string => new Date(AT - ms).toISOString();
const minutes = (next: number): number => (next - AT) / MINUTE;

describe('a source without a pace of its own', () => {
  it('that brought something is looked at as often as the schedule looks', () => {
    expect(minutes(afterNews(makeSource(), AT, 30))).toBe(30);
    expect(minutes(afterNews(makeSource(), AT, 5))).toBe(5);
  });

  it.each([
    ['a minute', MINUTE, 60],
    ['four hours', 4 * HOUR, 60],
    ['a day', 24 * HOUR, 180],
    ['a week', 7 * 24 * HOUR, 360],
    ['ten years', 87_600 * HOUR, 360],
  ])('that has been silent for %s is looked at after a while', (_, silence, expected) => {
    expect(minutes(afterNothingNew(makeSource({ newsAt: ago(silence) }), AT))).toBe(expected);
  });

  it('that never brought anything is as silent as it is old', () => {
    expect(minutes(afterNothingNew(makeSource({ addedAt: ago(24 * HOUR) }), AT))).toBe(180);
  });
});

describe('a source', () => {
  it('whose keeper has set its pace keeps it', () => {
    const source = makeSource({ every: 7, newsAt: ago(240 * HOUR) });
    expect(minutes(afterNothingNew(source, AT))).toBe(7);
    expect(minutes(afterNews(source, AT, 30))).toBe(7);
  });

  it('is left alone as long as its feed or its server asks for, up to a day', () => {
    expect(minutes(afterNews(makeSource({ leastMinutes: 240 }), AT, 30))).toBe(240);
    expect(minutes(afterNews(makeSource({ leastMinutes: 240, every: 5 }), AT, 30))).toBe(240);
    expect(minutes(afterNothingNew(makeSource({ leastMinutes: 99_999 }), AT))).toBe(24 * 60);
  });

  it('is not visited in the hours and on the days that its feed rules out', () => {
    const atNoon = makeSource({ skipHours: [12, 13] });
    expect(new Date(afterNews(atNoon, AT, 30)).toISOString()).toBe('2026-11-22T14:00:00.000Z');
    const onSunday = makeSource({ skipDays: [0], skipHours: [0] });
    expect(new Date(afterNews(onSunday, AT, 30)).toISOString()).toBe('2026-11-23T01:00:00.000Z');
    const always = makeSource({ skipDays: [0, 1, 2, 3, 4, 5, 6] });
    expect(minutes(afterNews(always, AT, 30))).toBe(30);
  });

  it('that fails is tried half as often each time, and not together with the others', () => {
    const wait = (failures: number, random: number) =>
      minutes(afterFailure(makeSource({ failures }), AT, 30, random));
    expect([1, 2, 3, 4].map((failures) => wait(failures, 0))).toEqual([30, 60, 120, 240]);
    expect(wait(1, 1)).toBeCloseTo(37.5);
    expect(wait(1_000, 0)).toBe(24 * 60);
  });

  it('is never due before it was asked, and within two days or what its feed rules out', () => {
    const rhythm = fc.record({
      every: fc.option(fc.integer({ min: 1, max: 1_440 })),
      newsAt: fc.option(fc.date({ min: new Date(0), max: new Date(AT), noInvalidDate: true })),
      leastMinutes: fc.option(fc.integer({ min: 0, max: 1e6 })),
      skipHours: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(rhythm, ({ newsAt, ...more }) => {
        const source = makeSource({ ...more, newsAt: newsAt?.toISOString() ?? null });
        const next = afterNothingNew(source, AT);
        expect(next).toBeGreaterThan(AT);
        expect(next).toBeLessThanOrEqual(AT + 48 * HOUR);
        if (more.skipHours.length > 0) expect(more.skipHours).not.toContain(new Date(next).getUTCHours());
      }),
    );
  });
});
