import type { MailSettings } from '../../../infra/settings/mail';
import { parseSettings } from '../../../infra/settings/settings';

const parse = (context: Record<string, unknown>): MailSettings => parseSettings({}, context).mail;

it('has no mail where nothing is said, or nothing in so many words', () => {
  const none = { domain: null, sender: null };
  expect(parse({})).toEqual(none);
  expect(parse({ mailFrom: '', mailDomain: '' })).toEqual(none);
});

it.each([
  ['Newsreel <news@example.com>', 'news@example.com'],
  ['news@example.com', 'news@example.com'],
  ['"News, daily" <News@Example.com>', 'news@example.com'],
  ['Neuigkeiten <news@exämple.com>', 'news@xn--exmple-cua.com'],
])('takes the sender %j, whose address the keeper has verified', (mailFrom, address) => {
  expect(parse({ mailFrom })).toEqual({ domain: null, sender: { written: mailFrom, address } });
});

it('makes a sender of the domain where none is named', () => {
  expect(parse({ mailDomain: 'example.com' })).toEqual({
    domain: 'example.com',
    sender: { written: 'Newsreel <news@example.com>', address: 'news@example.com' },
  });
});

it.each(['editors@example.com', 'The editors <editors@daily.example.com>'])(
  'takes %j of the domain, or below it',
  (mailFrom) => {
    expect(parse({ mailDomain: 'example.com', mailFrom }).sender?.written).toBe(mailFrom);
  },
);

it.each(['news@example.org', 'news@notexample.com', 'news@example.com.evil.org', 'news@com'])(
  'refuses %j of another domain',
  (mailFrom) => {
    expect(() => parse({ mailDomain: 'example.com', mailFrom })).toThrow(RangeError);
    expect(() => parse({ mailDomain: 'example.com', mailFrom })).toThrow('"mailFrom"');
  },
);

it.each([
  'example',
  'Example.com',
  'https://example.com',
  'news@example.com',
  'example.com.',
  '.example.com',
  'ex ample.com',
  '-example.com',
  'example-.com',
  'exämple.com',
  '192.0.2.1',
  `${'a'.repeat(64)}.com`,
  `${'abcdefgh.'.repeat(28)}com`,
  'example.com\n',
  42,
  true,
])('refuses the domain %j, by name', (mailDomain) => {
  expect(() => parse({ mailDomain })).toThrow(RangeError);
  expect(() => parse({ mailDomain })).toThrow('"mailDomain"');
});

it.each([
  'Newsreel',
  'a@example.com, b@example.com',
  'Newsreel <a@example.com>, <b@example.com>',
  'Newsreel <a@example.com>\nBcc: <b@example.com>',
  'Newsreel\r\nBcc: x <a@example.com>',
  'Friends: a@example.com;',
  'news@localhost',
  'news@',
  7,
])('refuses the sender %j, by name', (mailFrom) => {
  expect(() => parse({ mailFrom })).toThrow(RangeError);
  expect(() => parse({ mailFrom })).toThrow('"mailFrom"');
});
