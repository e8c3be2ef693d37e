import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import type { Mail } from '../../../functions/mail/mail';
import { composeMime, InvalidHeaderNameError } from '../../../functions/mail/mime';
import { parseSender, type Sender } from '../../../functions/mail/sender';
import type { Address } from '../../../functions/readers/address';
import { character } from '../../character';

const FROM: Sender = { name: 'Newsreel', address: 'news@newsreel.example' as Address };
const MAIL: Mail = {
  kind: 'test',
  to: 'reader@example.org' as Address,
  subject: 'A subject',
  html: '<p>Hello &amp; welcome</p>',
  text: 'Hello & welcome\n',
};

const compose = (mail: Partial<Mail>, from = FROM) => composeMime({ ...MAIL, ...mail }, from);
/** The message as a program for mail reads it. */
const read = async (mail: Partial<Mail>, from = FROM) =>
  simpleParser(await compose(mail, from), { skipHtmlToText: true, skipTextToHtml: true });
const namesOf = (message: { headerLines: readonly { key: string }[] }) =>
  message.headerLines.map(({ key }) => key).sort();

const COMMON = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
];

describe('a message', () => {
  test('holds text and HTML as alternatives, and the headers of a mail that a machine wrote', async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const message = await read({});
    expect(message).toMatchObject({
      subject: 'A subject',
      html: '<p>Hello &amp; welcome</p>',
      text: 'Hello & welcome\n',
      from: { value: [{ name: 'Newsreel', address: 'news@newsreel.example' }] },
      to: { value: [{ name: '', address: 'reader@example.org' }] },
      attachments: [],
    });
    expect(message.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
    expect(message.headers.get('auto-submitted')).toBe('auto-generated');
    expect(message.messageId).toMatch(/^<[\w-]+@newsreel\.example>$/);
    expect(message.date?.getTime()).toBeGreaterThanOrEqual(before);
    expect(namesOf(message)).toEqual(COMMON);
  });

  test('has an id of its own', async () => {
    expect((await read({})).messageId).not.toBe((await read({})).messageId);
  });

  test('has lines as SES takes them, and keeps long ones whole', async () => {
    const link = `https://news.example.org/sign-in?token=${'aB3='.repeat(400)}`;
    const written = { text: `${link}\n`, html: `<a href="${link}">${'x'.repeat(3000)}</a>` };
    const lines = (await compose(written)).toString('latin1').split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(78);
    expect(lines.some((line) => /[\r\n]/.test(line))).toBe(false);
    expect(await read(written)).toMatchObject(written);
  });

  test('says in whatever script what was written', async () => {
    const texts = { text: 'Grüße, 世界 🗞️ שלום\n', html: '<p>Grüße, 世界 🗞️ שלום</p>' };
    expect(await read(texts)).toMatchObject(texts);
  });

  test('reads no file and asks no server for what looks like one', async () => {
    const message = await read({ text: 'file:///etc/passwd', html: '<img src="http://127.0.0.1:9/x">' });
    expect(message.text).toBe('file:///etc/passwd');
    expect(message.html).toBe('<img src="http://127.0.0.1:9/x">');
  });
});

describe('a subject', () => {
  test.each([
    ['markup and quotes', '<b onclick="x">"Quoted" & \'single\'</b>'],
    ['marks of direction', '\u202eevil\u202c \u200fשלום\u200e'],
    ['emoji', '🗞️👩‍👩‍👧 news '.repeat(10).trim()],
    ['what looks encoded', '=?UTF-8?Q?Bcc=3A_x?='],
    ['what looks like a header', 'Bcc: victim@example.org'],
    ['commas and brackets', 'a, b <c@d.example>; e'],
  ])('with %s comes through', async (_, subject) => {
    const message = await read({ subject });
    // What looks encoded is read as if it were: it can't do more than that.
    expect(message.subject).toBe(subject.startsWith('=?') ? 'Bcc: x' : subject);
    expect(namesOf(message)).toEqual(COMMON);
  });

  test.each(['\r\n', '\n', '\r', '\r\n\r\n', '\u2028', '\u0085', '\0', '\v\f'])(
    'that goes on after %j stays one line',
    async (end) => {
      const message = await read({ subject: `News${end}Bcc: victim@example.org${end}${end}<b>body</b>` });
      expect(message.subject).toBe('News Bcc: victim@example.org <b>body</b>');
      expect(namesOf(message)).toEqual(COMMON);
      expect(message.text).toBe(MAIL.text);
    },
  );

  test.each(['x', 'ü', '🗞', 'word '])('of a thousand %j is cut, in lines that may be', async (sign) => {
    const subject = sign.repeat(1000);
    const message = await read({ subject });
    expect(message.subject?.endsWith('…')).toBe(true);
    expect([...(message.subject ?? '')]).toHaveLength(250);
    expect(subject).toContain(message.subject?.slice(0, -1));
    const lines = (await compose({ subject })).toString('latin1').split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);
  });

  test('of any signs whatever adds no header and ends no part', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: character, maxLength: 300 }),
        fc.string({ unit: character, maxLength: 100 }),
        async (subject, value) => {
          const message = await read(
            { subject, headers: { 'X-Any': `v${value}` } },
            { ...FROM, name: value },
          );
          expect(namesOf(message).filter((name) => name !== 'subject')).toEqual(
            [...COMMON, 'x-any'].filter((name) => name !== 'subject').sort(),
          );
          expect(message.from?.value).toHaveLength(1);
          expect(message.from?.value[0]?.address).toBe(FROM.address);
          expect(message.text).toBe(MAIL.text);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('headers of its own', () => {
  test('are sent under their names, in one line', async () => {
    const headers = {
      'List-Unsubscribe': '<https://news.example.org/unsubscribe?token=abc>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click\r\nBcc: victim@example.org',
    };
    const message = await read({ headers });
    expect(message.headerLines.map(({ line }) => line)).toEqual(
      expect.arrayContaining([
        'List-Unsubscribe: <https://news.example.org/unsubscribe?token=abc>',
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click Bcc: victim@example.org',
      ]),
    );
    expect(namesOf(message)).toEqual([...COMMON, 'list-unsubscribe', 'list-unsubscribe-post'].sort());
  });

  test.each(['X-A\r\nBcc', 'X A', 'X-A:', '', 'X-Ä', 'From: a@b.example ('])(
    'are refused under the name %j',
    async (name) => {
      await expect(compose({ headers: { [name]: 'v' } })).rejects.toThrow(InvalidHeaderNameError);
    },
  );
});

describe('a sender', () => {
  test.each([
    ['news@newsreel.example', { name: '', address: 'news@newsreel.example' }],
    ['Newsreel <News@Newsreel.example>', { name: 'Newsreel', address: 'news@newsreel.example' }],
    ['"Reel, Inc." <news@newsreel.example>', { name: 'Reel, Inc.', address: 'news@newsreel.example' }],
    ['', null],
    ['Newsreel', null],
    ['a@newsreel.example, b@newsreel.example', null],
    ['Newsreel <not an address>', null],
  ])('written as %j', (written, sender) => {
    expect(parseSender(written)).toEqual(sender);
  });

  test.each(['Größe 🗞', 'Reel, "Inc." <x@y.example>', 'News\r\nBcc: victim@example.org'])(
    'called %j is still one',
    async (name) => {
      const message = await read({}, { ...FROM, name });
      expect(message.from?.value).toEqual([
        { name: name.replace('\r\n', ' '), address: 'news@newsreel.example' },
      ]);
      expect(namesOf(message)).toEqual(COMMON);
    },
  );
});
