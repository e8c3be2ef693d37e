import fc from 'fast-check';
import { calendarOf, startOfDay } from '../../../functions/reading-pages/days';

const at = (moment: string) => new Date(moment);

describe('a calendar', () => {
  const berlin = calendarOf('Europe/Berlin', Date.parse('2026-11-23T08:00:00Z'));

  it.each([
    ['2026-11-23T08:30:00Z', '2026-11-23', '09:30', 'Today'],
    ['2026-11-22T23:30:00Z', '2026-11-23', '00:30', 'Today'],
    ['2026-11-22T22:30:00Z', '2026-11-22', '23:30', 'Yesterday'],
    ['2026-11-21T12:00:00Z', '2026-11-21', '13:00', 'Saturday, 21 November'],
    ['2025-12-31T23:30:00Z', '2026-01-01', '00:30', 'Thursday, 1 January'],
    ['2025-12-31T12:00:00Z', '2025-12-31', '13:00', 'Wednesday, 31 December 2025'],
  ])('has %s on %s at %s, %s', (moment, day, time, name) => {
    expect([berlin.dayOf(at(moment)), berlin.timeOf(at(moment)), berlin.nameOf(at(moment))]).toEqual([
      day,
      time,
      name,
    ]);
  });

  it('writes a whole moment', () => {
    expect(berlin.wholeOf(at('2026-11-22T23:30:00Z'))).toBe('23 November 2026, 00:30');
  });

  it.each([
    ['the night an hour is twice', '2026-10-25T23:30:00+01:00', '2026-10-24T23:30:00+02:00'],
    ['the day after', '2026-10-26T00:30:00+01:00', '2026-10-25T00:10:00+02:00'],
    ['the night an hour is left out', '2026-03-30T00:30:00+02:00', '2026-03-29T00:30:00+01:00'],
  ])('knows yesterday in %s', (_, now, moment) => {
    expect(calendarOf('Europe/Berlin', Date.parse(now)).nameOf(at(moment))).toBe('Yesterday');
  });

  it('has days that go on from one to the next, in every zone', () => {
    const zones = fc.constantFrom('UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu');
    const moments = fc.date({ min: at('1971-01-01'), max: at('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, moments, moments, (zone, one, other) => {
        const calendar = calendarOf(zone, one.getTime());
        const [earlier, later] = one < other ? [one, other] : [other, one];
        expect(calendar.dayOf(earlier) <= calendar.dayOf(later)).toBe(true);
        expect(calendar.nameOf(one)).toBe('Today');
      }),
    );
  });

  it('refuses a zone that there is none of', () => {
    expect(() => calendarOf('Nowhere/Land', 0)).toThrow(RangeError);
  });
});

describe('a day begins', () => {
  it.each([
    ['2026-11-20', 'UTC', '2026-11-20T00:00:00Z'],
    ['2026-11-20', 'Pacific/Kiritimati', '2026-11-19T10:00:00Z'],
    ['2026-11-20', 'Pacific/Pago_Pago', '2026-11-20T11:00:00Z'],
    ['2026-11-20', 'Asia/Kathmandu', '2026-11-19T18:15:00Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00Z'],
    // The clock goes on at midnight.
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00Z'],
  ])('%s in %s at %s', (day, zone, moment) => {
    expect(new Date(startOfDay(day, zone)).toISOString()).toBe(at(moment).toISOString());
  });

  it('where the day before ends, in every zone', () => {
    const zones = fc.constantFrom('UTC', 'Pacific/Chatham', 'America/St_Johns', 'America/Sao_Paulo');
    const days = fc
      .date({ min: at('1975-01-01'), max: at('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(zones, days, (zone, day) => {
        const { dayOf } = calendarOf(zone, 0);
        const begin = startOfDay(day, zone);
        expect(dayOf(new Date(begin))).toBe(day);
        expect(dayOf(new Date(begin - 1)) < day).toBe(true);
      }),
    );
  });
});
