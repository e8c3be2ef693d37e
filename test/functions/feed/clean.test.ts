import fc from 'fast-check';
import { atom, cleaned, entry, item, onlyEntry, rss } from './documents';

const described = (html: string, more = '') =>
  onlyEntry(rss(item(1, `<title>T</title><description><![CDATA[${html}]]></description>${more}`)));

describe('nothing to show', () => {
  it.each([
    ['no title and no summary', item(1, '<link>https://a.example/</link>')],
    ['an empty title', item(1, '<title> &#160; </title>')],
    [
      'a title of markup alone',
      item(1, '<title>&lt;b&gt;&lt;/b&gt;</title><description>&lt;p&gt;&lt;/p&gt;</description>'),
    ],
  ])('%s', (_, source) => {
    expect(cleaned(rss(source))).toEqual([]);
  });
});

describe('the title', () => {
  it('is the first words of the summary, where there is none', () => {
    const { title } = onlyEntry(rss(item(1, `<description>${'some words '.repeat(20)}</description>`)));
    expect(title).toMatch(/^some words .* (some|words)…$/);
    expect(title.length).toBeLessThanOrEqual(80);
  });

  it('has at most 1,000 characters', () => {
    expect(onlyEntry(rss(item(1, `<title>${'word '.repeat(1_000)}</title>`))).title).toMatch(/^.{900,999}…$/);
  });
});

describe('the summary', () => {
  it('has at most 500 characters', () => {
    expect(described('word '.repeat(1_000)).summary).toMatch(/^(word ){98,99}word…$/);
    expect(described('字'.repeat(1_000)).summary).toBe(`${'字'.repeat(499)}…`);
    expect(described('👍'.repeat(1_000)).summary).toBe(`${'👍'.repeat(249)}…`);
  });

  it('is the beginning of the content, where there is none', () => {
    expect(
      onlyEntry(
        atom(
          entry(1, '<title>T</title><summary> </summary><content type="html">&lt;p>Hello&lt;/p></content>'),
        ),
      ).summary,
    ).toBe('Hello');
  });

  it('is plain, also where markup calls itself text', () => {
    const said = (summary: string) =>
      onlyEntry(atom(entry(1, `<title>T</title><summary type="text">${summary}</summary>`))).summary;
    expect(said('&lt;p&gt;Fish &amp;amp; chips&lt;/p&gt;')).toBe('Fish & chips');
    expect(said('1 &lt; 2, use the &lt;div&gt; tag')).toBe('1 < 2, use the <div> tag');
  });

  it('is what a picture shows, where there is nothing else', () => {
    expect(described('<img src="/x.png" alt="A fish">').summary).toBe('A fish');
  });

  it('is empty, where there is neither', () => {
    expect(onlyEntry(rss(item(1, '<title>T</title>')))).toMatchObject({ summary: '', content: null });
  });
});

describe('the content', () => {
  const encoded = (html: string) => `<content:encoded><![CDATA[${html}]]></content:encoded>`;

  it.each([
    ['says the same', '<p>Hello <b>world</b></p>', ''],
    ['says the same without markup', 'Hello world', encoded('Hello world')],
    ['says less', 'Hello, wide world', encoded('<p>wide world</p>')],
    ['is empty', 'Hello', encoded(' ')],
    ['has but a tracking pixel', 'Hello<img src="https://a.example/p" width="1" height="1">', ''],
  ])('is none where it %s', (_, html, more) => {
    expect(described(html, more).content).toBeNull();
  });

  it.each([
    ['goes on', '<p>Hello</p>', encoded('<p>Hello world</p>'), '<p>Hello world</p>'],
    ['is longer than a summary', `<p>${'word '.repeat(200)}</p>`, '', `<p>${'word '.repeat(200)}</p>`],
    ['has an image', 'Hello<img src="/x.png">', '', 'Hello<img src="https://news.example/x.png" />'],
    ['has a list', '<ul><li>a</li></ul>', '', '<ul><li>a</li></ul>'],
    [
      'is in the description, not in a poorer content',
      `<p>${'word '.repeat(200)}</p>`,
      encoded('word word'),
      `<p>${'word '.repeat(200)}</p>`,
    ],
  ])('is there where it %s', (_, html, more, content) => {
    expect(described(html, more).content).toBe(content);
  });
});

it('has at most 20 categories of at most 100 characters', () => {
  const names = Array.from({ length: 50 }, (_, i) => `<category>${i} ${'long '.repeat(50)}</category>`).join(
    '',
  );
  const { categories } = onlyEntry(rss(item(1, `<title>T</title>${names}`)));
  expect(categories).toHaveLength(20);
  expect(Math.max(...categories.map(({ length }) => length))).toBeLessThanOrEqual(100);
});

it('holds its promises whatever an item says', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 1_500 }),
    fc.stringMatching(/^(<\/?[bpi]>|&[a-z]+;|[a-z ]){0,200}$/),
  );
  fc.assert(
    fc.property(text, text, text, text, (title, link, description, category) => {
      const cdata = (value: string) => `<![CDATA[${value.replaceAll(']]>', '')}]]>`;
      const source = item(
        1,
        `<title>${cdata(title)}</title><link>${cdata(link)}</link><description>${cdata(description)}</description><category>${cdata(category)}</category>`,
      );
      for (const fields of cleaned(rss(source))) {
        expect(fields.title.length).toBeGreaterThan(0);
        expect(fields.title.length).toBeLessThanOrEqual(1_000);
        expect(fields.summary.length).toBeLessThanOrEqual(500);
        for (const plain of [fields.title, fields.summary, ...fields.categories]) {
          expect(plain).toBe(plain.trim());
          expect(plain).not.toMatch(/\p{Surrogate}|\p{Cc}|\s\s/u);
        }
        for (const url of [fields.url, fields.image])
          if (url !== null) expect(new URL(url).protocol).toMatch(/^https?:$/);
      }
    }),
  );
});
