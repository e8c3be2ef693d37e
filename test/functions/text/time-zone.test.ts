import { parseTimeZone } from '../../../functions/text/time-zone';

test.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['EUROPE/BERLIN', 'Europe/Berlin'],
  ['America/New_York', 'America/New_York'],
  ['america/port-au-prince', 'America/Port-au-Prince'],
  ['Etc/GMT+2', 'Etc/GMT+2'],
  ['utc', 'UTC'],
])('%j is %s', (name, zone) => {
  expect(parseTimeZone(name)).toBe(zone);
});

// Intl calls some of these by another name, which depends on its release.
test.each(['Asia/Kolkata', 'Europe/Kyiv', 'America/Argentina/Buenos_Aires', 'CET', 'EST', 'EST5EDT', 'PRC'])(
  '%s is a zone, and stays what it was called',
  (name) => {
    expect(parseTimeZone(name)).toBe(name);
  },
);

test.each([
  'Mars/Olympus',
  '',
  ' ',
  'UTC+2',
  'GMT+2',
  '+02:00',
  '+02',
  '-0500',
  '../etc/passwd',
  ' Europe/Berlin',
  'Europe/Berlin\n',
  'Europe/Berlin\0',
  'Europe',
  'europe/berlın',
  '\u202eUTC',
  'UTC\u200b',
  'PST',
  'bst',
  'IST',
  'JST',
  'SystemV/PST8',
  'US/Pacific-New',
  'Etc/Unknown',
  'posix/UTC',
  'localtime',
  'constructor',
  '__proto__',
  'x'.repeat(300),
  `Europe/${'x'.repeat(293)}`,
])('%j is none', (name) => {
  expect(parseTimeZone(name)).toBe(null);
});

test('all zones that Intl lists are', () => {
  const names = Intl.supportedValuesOf('timeZone');
  expect(names.length).toBeGreaterThan(300);
  expect(names.filter((name) => parseTimeZone(name) !== name)).toEqual([]);
});
