import fc from 'fast-check';
import { parseDate } from '../../../functions/feed/dates';
import { character } from '../../character';

function iso(date: string): string | null {
  const ms = parseDate(date);
  return ms === null ? null : new Date(ms).toISOString();
}

describe('dates of RFC 822 and its relatives', () => {
  it.each([
    ['Thu, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21.000Z'],
    ['Mon, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21.000Z'],
    ['1 Jan 2004 19:48:21 +0000', '2004-01-01T19:48:21.000Z'],
    ['Thursday, 1 January 2004 19:48 GMT', '2004-01-01T19:48:00.000Z'],
    ['Thu,1 Jan 2004 19:48:21+0900', '2004-01-01T10:48:21.000Z'],
    ['01 Jan 04 19:48:21 UT', '2004-01-01T19:48:21.000Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['01 Jan 103 19:48:21 Z', '2003-01-01T19:48:21.000Z'],
    ['Thu, 01 Jan 2004', '2004-01-01T00:00:00.000Z'],
    ['January 5th, 2004 10:00 PM EST', '2004-01-06T03:00:00.000Z'],
    ['Jan 5 2004 12:30 a.m.', '2004-01-05T00:30:00.000Z'],
    ['5 Jan 2004 10 PM', '2004-01-05T22:00:00.000Z'],
    ['Thu Jan  1 19:48:21 2004', '2004-01-01T19:48:21.000Z'],
    ['Thu Jan 01 19:48:21 EST 2004', '2004-01-02T00:48:21.000Z'],
    ['Thu Jan 01 19:48:21 -0500 2004', '2004-01-02T00:48:21.000Z'],
    ['Thu Jan 01 2004 19:48:21 GMT+0100 (Central European Time)', '2004-01-01T18:48:21.000Z'],
    ['10:00, 05-Jan-2004', '2004-01-05T10:00:00.000Z'],
    ['5 Jan 2004 9:5:3', '2004-01-05T09:05:03.000Z'],
    ['Tue, 05 Jan 2010 24:00:00 GMT', '2010-01-06T00:00:00.000Z'],
    ['Tue, 05 Jan 2010 99:99:99 GMT', '2010-01-05T00:00:00.000Z'],
  ])('%s', (date, expected) => {
    expect(iso(date)).toBe(expected);
  });

  it.each([
    ['EST', 5],
    ['EDT', 4],
    ['PST', 8],
    ['PDT', 7],
    ['CET', -1],
    ['CEST', -2],
    ['MEZ', -1],
    ['MESZ', -2],
    ['BST', -1],
    ['JST', -9],
    ['GMT+2', -2],
    ['GMT-05:00', 5],
    ['UTC +0200', -2],
    ['+02:00', -2],
    ['+2', -2],
    ['-0330', 3.5],
    ['+530', -5.5],
    ['\u22120500', 5],
    ['+0000 (UTC)', 0],
    ['Nowhere', 0],
    ['', 0],
  ])('zone %s', (zone, hoursToUtc) => {
    expect(parseDate(`Mon, 05 Jan 2004 12:00:00 ${zone}`)).toBe(
      Date.UTC(2004, 0, 5, 12 + hoursToUtc, (hoursToUtc % 1) * 60 && 30),
    );
  });

  it.each([
    ['2. März 2021 08:00 MEZ', '2021-03-02T07:00:00.000Z'],
    ['Di, 12 Mai 2020 10:00:00 +0200', '2020-05-12T08:00:00.000Z'],
    ['mar, 12 mai 2020 10:00:00 +0200', '2020-05-12T08:00:00.000Z'],
    ['mardi 3 août 2021 19h48', '2021-08-03T19:48:00.000Z'],
    ['20 févr. 2013 12:00', '2013-02-20T12:00:00.000Z'],
    ['vie, 05 dic 2014 09:00:00 GMT', '2014-12-05T09:00:00.000Z'],
    ['gio, 02 lug 2015 09:00:00 GMT', '2015-07-02T09:00:00.000Z'],
    ['Пт, 15 сен 2017 10:00:00 +0300', '2017-09-15T07:00:00.000Z'],
    ['15 października 2017', '2017-10-15T00:00:00.000Z'],
    ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', '2004-07-11T17:00:00.000Z'],
    ['2004-július-13T9:15-05:00', '2004-07-13T14:15:00.000Z'],
    ['2004년 05월 28일  01:31:15', '2004-05-27T16:31:15.000Z'],
    ['2004-05-28 오후 11:23:17', '2004-05-28T14:23:17.000Z'],
    ['2004-05-25 오전 12:23 GMT', '2004-05-25T00:23:00.000Z'],
    ['2017年9月15日 10:00', '2017-09-15T10:00:00.000Z'],
  ])('in other languages: %s', (date, expected) => {
    expect(iso(date)).toBe(expected);
  });

  it.each([
    ['31.12.2004 23:59', '2004-12-31T23:59:00.000Z'],
    ['01.02.2004', '2004-02-01T00:00:00.000Z'],
    ['12/31/2004 23:59', '2004-12-31T23:59:00.000Z'],
    ['31/12/2004', '2004-12-31T00:00:00.000Z'],
    ['01/02/2004', '2004-01-02T00:00:00.000Z'],
  ])('in numbers: %s', (date, expected) => {
    expect(iso(date)).toBe(expected);
  });
});

describe('dates of ISO 8601', () => {
  it.each([
    ['2004', '2004-01-01T00:00:00.000Z'],
    ['2004-05', '2004-05-01T00:00:00.000Z'],
    ['2004-05-06', '2004-05-06T00:00:00.000Z'],
    ['2004/5/6', '2004-05-06T00:00:00.000Z'],
    ['20040506', '2004-05-06T00:00:00.000Z'],
    ['2004-127', '2004-05-06T00:00:00.000Z'],
    ['2004-05-06T07:08Z', '2004-05-06T07:08:00.000Z'],
    ['2004-05-06T07:08:09', '2004-05-06T07:08:09.000Z'],
    ['2004-05-06 07:08:09', '2004-05-06T07:08:09.000Z'],
    ['2004-05-06T07:08:09.123456Z', '2004-05-06T07:08:09.123Z'],
    ['2004-05-06T07:08:09,5+02:00', '2004-05-06T05:08:09.500Z'],
    ['2004-05-06T07:08:09-0700', '2004-05-06T14:08:09.000Z'],
    ['2004-05-06T07:08:09 +0200', '2004-05-06T05:08:09.000Z'],
    ['2004-05-06T07:08:09 EST', '2004-05-06T12:08:09.000Z'],
    ['2004-05-06T07Z', '2004-05-06T07:00:00.000Z'],
    ['20040506T070809Z', '2004-05-06T07:08:09.000Z'],
    ['20040506070809', '2004-05-06T07:08:09.000Z'],
    ['2004-05-06t07:08:09z', '2004-05-06T07:08:09.000Z'],
  ])('%s', (date, expected) => {
    expect(iso(date)).toBe(expected);
  });
});

describe('dates as numbers of the epoch', () => {
  it.each([
    ['1616161616', 1_616_161_616_000],
    ['1616161616.5', 1_616_161_616_500],
    ['999999999', 999_999_999_000],
    ['1616161616123', 1_616_161_616_123],
  ])('%s', (date, expected) => {
    expect(parseDate(date)).toBe(expected);
  });
});

it.each([
  '',
  ' ',
  'nonsense',
  'yesterday',
  '2 days ago',
  '0001-01-01T00:00:00Z',
  'Mon, 01 Jan 0001 00:00:00 +0000',
  '0000-00-00 00:00:00',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  '1970-01-01T23:59:59Z',
  '1969-07-20',
  '2004-13-01',
  'Mon, 30 Feb 2004 10:00:00 GMT',
  '12:00',
  'Jan',
  'x'.repeat(10_000),
  `1 Jan 2004 ${'('.repeat(10_000)}`,
])('is no date: %.40s', (date) => {
  expect(parseDate(date)).toBeNull();
});

it('takes dates from 1970-01-02 on', () => {
  expect(parseDate('1970-01-02T00:00:00Z')).toBe(86_400_000);
});

describe('whatever the zone of this machine', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  const moment = fc.date({ min: new Date('1970-01-03'), max: new Date('2099-12-31'), noInvalidDate: true });
  const zone = fc.constantFrom(
    'UTC',
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Kiritimati',
    'Europe/London',
  );

  it('reads what toISOString, toUTCString and toString write', () => {
    fc.assert(
      fc.property(moment, zone, (date, tz) => {
        process.env['TZ'] = tz;
        const seconds = Math.floor(date.getTime() / 1000) * 1000;
        expect(parseDate(date.toISOString())).toBe(date.getTime());
        expect(parseDate(date.toUTCString())).toBe(seconds);
        expect(parseDate(date.toString())).toBe(seconds);
      }),
    );
  });

  it('takes a date without a zone for UTC', () => {
    fc.assert(
      fc.property(moment, zone, (date, tz) => {
        process.env['TZ'] = tz;
        const seconds = Math.floor(date.getTime() / 1000) * 1000;
        expect(parseDate(date.toISOString().slice(0, 19))).toBe(seconds);
        expect(parseDate(date.toUTCString().replace(' GMT', ''))).toBe(seconds);
      }),
    );
  });

  it('subtracts any offset', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -12 * 60, max: 14 * 60 }), (date, offset) => {
        const local = new Date(Math.floor(date.getTime() / 1000) * 1000 + offset * 60_000);
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
          String(part).padStart(2, '0'),
        );
        const sign = offset < 0 ? '-' : '+';
        const expected = local.getTime() - offset * 60_000;
        expect(parseDate(local.toUTCString().replace('GMT', `${sign}${hours}${minutes}`))).toBe(expected);
        expect(parseDate(`${local.toISOString().slice(0, 19)}${sign}${hours}:${minutes}`)).toBe(expected);
      }),
    );
  });
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 120 }), (date) => {
      const ms = parseDate(date);
      expect(ms === null || ms >= 86_400_000).toBe(true);
    }),
  );
});
