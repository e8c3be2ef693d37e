import { type Digest, type DigestSection, digestMail } from '../../../functions/mail/digest';
import type { Mail } from '../../../functions/mail/mail';
import { composeMime } from '../../../functions/mail/mime';
import type { Address } from '../../../functions/readers/address';
import { linksOf, readHtml } from './read-html';

const FROM = { name: 'Newsreel', address: 'news@newsreel.example' as Address };

type Article = DigestSection['articles'][number];

const article = (title: string, more: Partial<Article> = {}): Article => ({
  title,
  url: `https://articles.example/${encodeURIComponent(title)}`,
  summary: `Of ${title}.`,
  author: null,
  publishedAt: '2026-11-22T05:40:00.000Z',
  ...more,
});

const section = (title: string, articles: Article[], isSample = false): DigestSection => ({
  title,
  isSample,
  articles,
});

const DIGEST: Digest = {
  to: 'reader@example.org' as Address,
  every: 'day',
  timeZone: 'Europe/Berlin',
  unsubscribeUrl: `https://news.example.org/unsubscribe?token=${'r'.repeat(27)}.${'s'.repeat(22)}`,
  accountUrl: 'https://news.example.org/account',
  homeUrl: 'https://news.example.org/',
  service: 'news.example.org',
  sections: [section('One', [article('b'), article('a')]), section('Two', [article('c')])],
};

const digest = (more: Partial<Digest> = {}): Mail => digestMail({ ...DIGEST, ...more });
const ofOne = (one: Partial<Article>, title = 'Title') =>
  digest({ sections: [section('Source', [article(title, one)])] });
const seen = (mail: Mail) => readHtml(mail.html).text;

/** Of the HTML as it is sent. */
async function sentBytes(mail: Mail): Promise<number> {
  const message = (await composeMime(mail, FROM)).toString('latin1');
  const part = message.slice(message.indexOf('Content-Type: text/html'));
  expect(part).toContain('Content-Transfer-Encoding: quoted-printable');
  return part.length;
}

describe('a digest', () => {
  test('keeps the order of its sources and articles, in both parts, each article with its link', () => {
    const mail = digest();
    const headings = ['One', 'b', 'a', 'Two', 'c'];
    const shown = readHtml(mail.html)
      .runs.map(({ text }) => text)
      .filter((text) => headings.includes(text));
    expect(shown).toEqual(headings);
    expect(mail.text.split('\n').filter((line) => headings.includes(line))).toEqual(headings);
    expect(linksOf(readHtml(mail.html)).slice(0, 3)).toEqual([
      'https://articles.example/b',
      'https://articles.example/a',
      'https://articles.example/c',
    ]);
    expect(mail.text).toContain(
      '\nOne\n---\n\nb\nSun 22 Nov, 06:40\nhttps://articles.example/b\nOf b.\n\na\n',
    );
  });

  test('counts', () => {
    expect(digest().text).toContain('3 articles from 2 sources\n');
    expect(ofOne({}).text).toContain('\n1 article from 1 source\n');
  });

  test.each([
    [['Rust 2.0 is out'], 'Rust 2.0 is out'],
    [['Rust 2.0 is out', 'x'], 'Rust 2.0 is out, and 1 more'],
    [['Rust 2.0 is out', ...'abcdefghijkl'], 'Rust 2.0 is out, and 12 more'],
    [['word '.repeat(50), 'x'], `${'word '.repeat(16).trim()}…, and 1 more`],
    [['a\r\nBcc: x\u202e', 'x'], 'a Bcc: x, and 1 more'],
  ])('of %j has the subject %j', (titles, subject) => {
    expect(
      digest({
        sections: [
          section(
            'S',
            titles.map((title) => article(title)),
          ),
        ],
      }).subject,
    ).toBe(subject);
  });

  test.each([
    ['Europe/Berlin', 'Sun 22 Nov, 00:30'],
    ['UTC', 'Sat 21 Nov, 23:30'],
    ['America/New_York', 'Sat 21 Nov, 18:30'],
    ['Asia/Kolkata', 'Sun 22 Nov, 05:00'],
  ])('has its times as %s has them', (timeZone, time) => {
    const sections = [
      section('S', [article('x', { publishedAt: '2026-11-21T23:30:00.000Z', author: 'Ada' })]),
    ];
    const mail = digest({ timeZone, sections });
    for (const part of [mail.text, seen(mail)]) {
      expect(part).toContain(`Ada · ${time}`);
      expect(part).toContain(`Times are those of ${timeZone}.`);
    }
  });

  test('over a change to summer time has the times that were on the clocks', () => {
    const timed = (publishedAt: string) => ofOne({ publishedAt }).text;
    expect(timed('2026-03-29T00:30:00.000Z')).toContain('Sun 29 Mar, 01:30');
    expect(timed('2026-03-29T01:30:00.000Z')).toContain('Sun 29 Mar, 03:30');
  });

  test('cuts summaries at a word, at 200 characters', () => {
    const summary = 'seven77 '.repeat(40).trim();
    const [, shown = ''] = /\n(seven77.*…)\n/.exec(ofOne({ summary }).text) ?? [];
    expect(shown).toMatch(/seven77…$/);
    expect(shown.length).toBeGreaterThan(190);
    expect(shown.length).toBeLessThanOrEqual(200);
    expect(seen(ofOne({ summary }))).toContain(shown);
  });

  test('has what others wrote in elements that find their own direction', () => {
    const mail = digest({
      sections: [section('מקור', [article('כותרת', { summary: 'תקציר', author: 'מחבר' })])],
    });
    const { runs } = readHtml(mail.html);
    for (const theirs of ['מקור', 'כותרת', 'תקציר', 'מחבר']) {
      expect(runs.filter(({ text }) => text === theirs).map(({ dir }) => dir)).toEqual(['auto']);
    }
  });

  test('marks samples, and nothing else', () => {
    const mail = digest({
      sections: [section('Ours', [article('a')]), section('Theirs', [article('b')], true)],
    });
    expect(mail.text).toContain('\nTheirs · sample\n---');
    expect(mail.text).toContain('\nOurs\n---');
    expect(seen(mail)).toContain('Theirs · sample');
    expect(seen(mail)).not.toContain('Ours · sample');
  });

  test('leaves a title without a link where its article has none of the web', () => {
    const mail = ofOne({ url: 'javascript:alert(1)' });
    expect(seen(mail)).toContain('Title');
    expect(mail.html + mail.text).not.toContain('javascript');
  });

  test('turns dark where the reader’s screen is, in Outlook on the web as well', () => {
    const { html } = digest();
    for (const where of ['@media (prefers-color-scheme: dark)', '[data-ogsc] .ink', '[data-ogsb] .ground']) {
      expect(html).toContain(where);
    }
  });
});

describe('the way out of a digest', () => {
  test('stands in the headers of RFC 8058, and visibly in both parts, with what it ends', () => {
    const mail = digest();
    expect(mail.headers).toEqual({
      'List-Id': 'Newsreel digests <digest.news.example.org>',
      'List-Unsubscribe': `<${DIGEST.unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(mail.text).toContain(`\nUnsubscribe from the daily digest\n${DIGEST.unsubscribeUrl}\n`);
    expect(mail.text).toContain('because you asked for its news by mail every day.');
    expect(linksOf(readHtml(mail.html))).toContain(DIGEST.unsubscribeUrl);
    const weekly = digest({ every: 'week' });
    for (const part of [weekly.text, seen(weekly)]) {
      expect(part).toContain('Unsubscribe from the weekly digest');
      expect(part).toContain('Your news of the week');
    }
  });

  test('is sent in one line that is not broken, however long the name of the service', async () => {
    const host = `${'long-name.'.repeat(20)}example.org`;
    const unsubscribeUrl = DIGEST.unsubscribeUrl.replace('news.example.org', host);
    const message = (await composeMime(digest({ unsubscribeUrl }), FROM)).toString('latin1');
    expect(message.replace(/\r\n /g, ' ')).toContain(`List-Unsubscribe: <${unsubscribeUrl}>\r\n`);
  });
});

describe('the List-Id', () => {
  test.each([
    ['news.example.org', 'digest.news.example.org'],
    ['News.Example.org:8443', 'digest.news.example.org'],
    ['bücher.example', 'digest.xn--bcher-kva.example'],
    ['abc123.execute-api.eu-west-1.amazonaws.com', 'digest.abc123.execute-api.eu-west-1.amazonaws.com'],
    ['localhost:3000', 'digest.localhost'],
    ['127.0.0.1:3000', 'digest.localhost'],
    ['[::1]:3000', 'digest.localhost'],
    ['', 'digest.localhost'],
    ['a>b', 'digest.localhost'],
    ['a\r\nBcc: x y.example', 'digest.localhost'],
    ['under_score.example', 'digest.localhost'],
    [`${'label-of-twenty-sig.'.repeat(13)}example`, 'digest.localhost'],
  ])('of %j is that of RFC 2919: %s', (service, id) => {
    expect(digest({ service }).headers?.['List-Id']).toBe(`Newsreel digests <${id}>`);
  });
});

describe('fifty articles', () => {
  const fifty = (make: (index: number) => Article, perSource = 50) =>
    digest({
      sections: Array.from({ length: 50 / perSource }, (_, source) =>
        section(
          make(source).title,
          Array.from({ length: perSource }, (_, index) => make(source * perSource + index)),
        ),
      ),
    });

  test.each([
    [
      'in English',
      article('A title of a usual length, or a little longer than that', {
        summary: 'word '.repeat(100),
        author: 'Ada Lovelace',
      }),
    ],
    [
      'in Chinese',
      article('夜行渡轮时隔九年重返港口，首航载有乘客', {
        url: 'https://example.cn/a',
        summary: '极光号周六晚间再度启航'.repeat(50),
        author: '李雷',
      }),
    ],
    [
      'in Russian',
      article('Ночной паром вернулся в порт после девяти лет', {
        url: 'https://example.ru/a',
        summary: 'После девяти зим '.repeat(40),
        author: 'Анна',
      }),
    ],
    [
      'that are as large as they can be',
      article('字'.repeat(500), {
        url: `https://x.example/?${'&='.repeat(400)}`,
        summary: '字'.repeat(500),
        author: '字'.repeat(500),
      }),
    ],
    ['of links alone', article('x', { url: `https://x.example/?${'&='.repeat(1000)}` })],
    [
      'of signs that take most room',
      article('\u{1d400}'.repeat(500), { summary: '"&<'.repeat(200), author: '&'.repeat(500) }),
    ],
  ])('%s stay below where Gmail cuts, of one source or of fifty', async (_, large) => {
    for (const perSource of [50, 1]) {
      const mail = fifty((index) => ({ ...large, title: `${index} ${large.title}` }), perSource);
      expect(await sentBytes(mail)).toBeLessThan(100_000);
      expect(readHtml(mail.html).elements.filter(({ name }) => name === 'h3')).toHaveLength(50);
      expect(linksOf(readHtml(mail.html))).toContain(DIGEST.unsubscribeUrl);
    }
  });

  test('have their summaries and links where there is room', () => {
    const mail = fifty((index) => article(`${index}`, { summary: 'word '.repeat(100) }));
    expect(linksOf(readHtml(mail.html)).filter((href) => href?.includes('articles.example'))).toHaveLength(
      50,
    );
    expect(mail.text.match(/(?:word ){39}word…/g)).toHaveLength(50);
  });

  test('in Chinese keep a part of their summaries', () => {
    const mail = fifty((index) =>
      article(`${index} 夜行渡轮重返港口`, { url: 'https://example.cn/a', summary: '字'.repeat(500) }),
    );
    expect(mail.text.match(/^字{60,}…$/gm)).toHaveLength(50);
  });
});
