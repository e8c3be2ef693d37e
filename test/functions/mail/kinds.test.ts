import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { type Digest, digestMail } from '../../../functions/mail/digest';
import { samples } from '../../../functions/mail/kinds';
import type { Mail } from '../../../functions/mail/mail';
import { composeMime } from '../../../functions/mail/mime';
import { passReceiptMail } from '../../../functions/mail/pass-receipt';
import { paymentFailedMail } from '../../../functions/mail/payment-failed';
import { signInMail } from '../../../functions/mail/sign-in';
import { subscriptionEndedMail } from '../../../functions/mail/subscription-ended';
import { trialEndsMail } from '../../../functions/mail/trial-ends';
import { welcomeMail } from '../../../functions/mail/welcome';
import type { Address } from '../../../functions/readers/address';
import { character } from '../../character';
import { linksOf, type Read, readHtml, structureOf } from './read-html';

const FROM = { name: 'Newsreel', address: 'news@newsreel.example' as Address };
const to = 'reader@example.org' as Address;
const WEB = 'https://news.example.org/x?a=1&b=2';

const digestOf = (t: string, url: string): Digest => ({
  to,
  every: 'week',
  timeZone: 'UTC',
  unsubscribeUrl: url,
  accountUrl: url,
  homeUrl: url,
  // The name of a host is never longer.
  service: t.slice(0, 253),
  sections: [false, true].map((isSample) => ({
    title: t,
    isSample,
    articles: [
      { title: t, url, summary: t, author: t, publishedAt: '2026-11-22T05:40:00.000Z' },
      { title: t, url, summary: t, author: t, publishedAt: '2026-11-22T05:40:00.000Z' },
    ],
  })),
});

/** Every kind, with one text wherever there is text, and one URL wherever there is one. */
const KINDS: Record<string, (t: string, url: string) => Mail> = {
  'sign-in': (t, url) => signInMail({ to, link: url, minutes: 15, service: t }),
  welcome: (t, url) => welcomeMail({ to, reason: t, accountUrl: url, service: t }),
  'pass-receipt': (t, url) =>
    passReceiptMail({
      to,
      amount: t,
      days: 30,
      paidOn: t,
      lastsUntil: t,
      payment: t,
      accountUrl: url,
      service: t,
    }),
  'payment-failed': (t, url) =>
    paymentFailedMail({
      to,
      amount: t,
      payUrl: url,
      accessUntil: t,
      nextAttempt: t,
      accountUrl: url,
      service: t,
    }),
  'trial-ends': (t, url) => trialEndsMail({ to, endsOn: t, amount: t, accountUrl: url, service: t }),
  'subscription-ended': (t, url) => subscriptionEndedMail({ to, endedOn: t, accountUrl: url, service: t }),
  digest: (t, url) => digestMail(digestOf(t, url)),
};

const NASTY = [
  '"><script>alert(1)</script><a href="',
  '</title><img src=x onerror=alert(1)>',
  "'\" onmouseover=alert(1) x='",
  '</style><script>x</script>',
  '<![endif]--><!-- -->',
  'a]]>&amp;&lt;b&gt;&#0;',
  `{{x}} \${x} <%= x %> %s \\n $& $1`,
  'a\r\nBcc: victim@example.org\r\n\r\n<b>x</b>',
  'a\u2028b\u2029c\u0085d\u000be',
  '\u202eabc\u202c \u2066def\u2069 \u2067x',
  'a\0b\u0007c\u009bd',
  'x\ud800y',
  'x'.repeat(10_000),
  'word '.repeat(2_000),
  '字'.repeat(10_000),
  '👩‍👩‍👧‍👦'.repeat(500),
  'ם שלום עולם',
];

const HOSTILE_URLS = [
  'javascript:alert(1)',
  ' \tjava\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  '//evil.example',
  '',
];

/** What must never be in any part of a mail. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u202a-\u202e\u2066-\u2069\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/;

function expectHarmless(read: Read): void {
  for (const { name, attributes } of read.elements) {
    expect(['script', 'img', 'iframe', 'form', 'svg', 'link', 'object', 'base']).not.toContain(name);
    for (const attribute of Object.keys(attributes)) expect(attribute).not.toMatch(/^on/i);
  }
  for (const href of linksOf(read)) expect(href).toMatch(/^https?:\/\//);
}

const COMMON = 'auto-submitted content-type date from message-id mime-version subject to'.split(' ');
const LIST = ['list-id', 'list-unsubscribe', 'list-unsubscribe-post'];

/** The mail is what another program reads after it was sent. */
async function expectReadBack(mail: Mail): Promise<void> {
  const message = await simpleParser(await composeMime(mail, FROM), {
    skipHtmlToText: true,
    skipTextToHtml: true,
  });
  expect(message.html).toBe(mail.html);
  expect(message.text).toBe(mail.text);
  expect(message.subject).toBe(mail.subject);
  expect(message.headerLines.map(({ key }) => key).sort()).toEqual(
    (mail.kind === 'digest' ? [...COMMON, ...LIST] : COMMON).sort(),
  );
}

test('every kind is tried', () => {
  expect(Object.keys(KINDS).sort()).toEqual(Object.keys(samples).sort());
});

describe.each(Object.entries(KINDS))('a mail of %s', (kind, write) => {
  const plain = write('harmless', WEB);
  const structure = structureOf(readHtml(plain.html));

  test.each(NASTY)('is as it was, and read back as it is, with %j for a text', async (nasty) => {
    const mail = write(nasty, WEB);
    const read = readHtml(mail.html);
    expect(structureOf(read)).toEqual(structure);
    expectHarmless(read);
    for (const part of [mail.subject, mail.text, mail.html]) expect(part).not.toMatch(FORBIDDEN);
    expect(mail.subject).not.toContain('\n');
    expect(mail.text.split('\n').length).toBe(plain.text.split('\n').length);
    await expectReadBack(mail);
  });

  test('shows template syntax as it is written, in both parts', () => {
    const syntax = `{{x}} \${x} <%= x %> %s $& $1`;
    const { html, text } = write(syntax, WEB);
    expect(readHtml(html).text).toContain(syntax);
    expect(text).toContain(syntax);
  });

  test.each(HOSTILE_URLS)('does not link %j', async (url) => {
    const mail = write('harmless', url);
    const read = readHtml(mail.html);
    expectHarmless(read);
    expect(linksOf(read)).toEqual([]);
    expect(mail.text).not.toContain('script:');
    expect(mail.headers?.['List-Unsubscribe']).toBeUndefined();
  });

  test.each([
    'https://news.example.org/"><script>alert(1)</script><a href="',
    "https://news.example.org/' onload='x",
    'https://news.example.org/\r\nBcc: victim@example.org',
    'https://news.example.org/?\u202egnp.exe',
    'https://news.example.org/>,<https://evil.example/',
  ])('links %j as a browser reads it', async (url) => {
    const mail = write('harmless', url);
    const read = readHtml(mail.html);
    expect(structureOf(read)).toEqual(structure);
    expect(new Set(linksOf(read))).toEqual(new Set([new URL(url).href]));
    expect(mail.text).toContain(new URL(url).href);
    await expectReadBack(mail);
  });

  test('is harmless with any signs whatever', async () => {
    // What there is no text of has no element either, as an author.
    const anything = fc.string({ unit: character, maxLength: 400 }).map((signs) => `v${signs}`);
    const markup = fc
      .array(
        fc.constantFrom('<', '>', '"', "'", '&', '=', '/', '--', ']]>', 'script', 'on', ' ', '\n', '\u202e'),
      )
      .map((signs) => `v${signs.join('')}`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, markup), async (nasty) => {
        const mail = write(nasty, WEB);
        const read = readHtml(mail.html);
        expect(structureOf(read)).toEqual(structure);
        expectHarmless(read);
        for (const part of [mail.subject, mail.text, mail.html]) expect(part).not.toMatch(FORBIDDEN);
        await expectReadBack(mail);
      }),
      { numRuns: 40 },
    );
  });

  test('says in HTML what it says in text, and links the same', () => {
    const mail = samples[kind]?.() ?? plain;
    const read = readHtml(mail.html);
    const lines = mail.text.split('\n').filter((line) => !/^(?:-*|-- )$/.test(line));
    for (const line of lines.filter((text) => !text.startsWith('https://'))) {
      for (const part of line.split(/(?<=^[A-Z][a-z ]{3,11}): /)) expect(read.text).toContain(part);
    }
    const urls = lines.filter((text) => text.startsWith('https://'));
    expect(new Set(linksOf(read))).toEqual(new Set(urls));
  });
});

describe.each(Object.entries(samples))('the sample of %s', (kind, sample) => {
  const mail = sample();
  const { elements, text } = readHtml(mail.html);

  test('is of its kind, and says which service it is from, and why', () => {
    expect(mail.kind).toBe(kind);
    expect(mail.text).toMatch(/\n-- \nSent by Newsreel at news\.example\.org because .+\n/);
    expect(text).toContain('Sent by Newsreel at news.example.org because ');
  });

  test('holds in programs for mail: a language, both colour schemes, tables that only lay out', async () => {
    expect(elements.find(({ name }) => name === 'html')?.attributes['lang']).toBe('en');
    expect(elements).toContainEqual({
      name: 'meta',
      attributes: { name: 'color-scheme', content: 'light dark' },
    });
    expect(mail.html).toContain('prefers-color-scheme: dark');
    for (const { name, attributes } of elements) {
      if (name === 'table') expect(attributes['role']).toBe('presentation');
    }
    expect(mail.html).not.toMatch(/url\(|@import|src=/);
    expect(Buffer.byteLength(mail.html)).toBeLessThan(20_000);
    await expectReadBack(mail);
  });

  test('has one first heading, and none that skips a level', () => {
    const levels = elements.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    levels.forEach((level, index) => {
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    });
  });
});

describe('what nobody knows is left out', () => {
  const all = { to, accountUrl: WEB, service: 'news.example.org' };

  test.each([
    [
      'pass-receipt',
      passReceiptMail({ ...all, amount: null, days: 1, paidOn: 'today', lastsUntil: null, payment: 'pi_1' }),
    ],
    [
      'payment-failed',
      paymentFailedMail({ ...all, amount: null, payUrl: WEB, accessUntil: null, nextAttempt: null }),
    ],
    ['trial-ends', trialEndsMail({ ...all, endsOn: 'tomorrow', amount: null })],
  ])('in a mail of %s', (_, { subject, html, text }) => {
    for (const part of [subject, readHtml(html).text, text]) expect(part).not.toMatch(/null|undefined|NaN/);
  });

  test('and what is known is said', () => {
    const receipt = passReceiptMail({
      ...all,
      amount: '€20.00',
      days: 1,
      paidOn: 'A',
      lastsUntil: 'B',
      payment: 'pi_1',
    });
    expect(receipt.text).toContain(
      'What: Pass for 1 day\nAmount: €20.00\nPaid on: A\nLasts until: B\nPayment: pi_1\n',
    );
    const failed = paymentFailedMail({
      ...all,
      amount: '€5.00',
      payUrl: `${WEB}&pay`,
      accessUntil: 'C',
      nextAttempt: 'D',
    });
    for (const said of ['payment of €5.00', 'Until C you keep', 'tried again on D', `${WEB}&pay`, WEB]) {
      expect(failed.text).toContain(said);
    }
    expect(trialEndsMail({ ...all, endsOn: 'E', amount: '€5.00' }).text).toContain('€5.00 is charged');
  });
});
