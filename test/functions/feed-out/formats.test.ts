import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import type { Article } from '../../../functions/article/article';
import { makeId } from '../../../functions/article/id';
import { readFeed } from '../../../functions/feed/read';
import { ATOM } from '../../../functions/feed-out/atom';
import { type Format, feedOf } from '../../../functions/feed-out/feed';
import { JSON_FEED } from '../../../functions/feed-out/json-feed';
import { RSS } from '../../../functions/feed-out/rss';
import { character } from '../../character';

const AT = Date.parse('2026-11-22T12:00:00Z');
const LINKS = {
  url: 'https://news.example/feed?search=a&source=b',
  homepage: 'https://news.example/',
};

const makeArticle = (more: Partial<Article> = {}): Article => ({
  id: makeId(AT, Buffer.alloc(10, 7)),
  source: 'a',
  title: 'A title',
  url: 'https://a.example/1?x=1&y=2',
  summary: 'What it says',
  author: 'Ada Lovelace',
  publishedAt: '2026-11-22T12:00:00.000Z',
  fetchedAt: '2026-11-22T12:30:00.000Z',
  categories: ['R&D', '"News" <all>'],
  image: 'https://a.example/1.png?w=1&h=2',
  ...more,
});

const written = (format: Format, articles: Article[], title = 'Newsreel') =>
  format.write(feedOf(title, LINKS, articles));
const ourReading = (format: Format, text: string) =>
  readFeed(Buffer.from(text), format.contentType, LINKS.url);

/** The texts of an XML document's elements of a name, exactly as an XML processor hands them over. */
function textsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>(.*?)</${name}>`, 'gs'))].map(([, inner = '']) =>
    inner
      .split(/(<!\[CDATA\[.*?\]\]>)/s)
      .map((part) =>
        part.startsWith('<![CDATA[')
          ? part.slice(9, -3)
          : part
              .replace(/&lt;/g, '<')
              .replace(/&gt;/g, '>')
              .replace(/&quot;/g, '"')
              .replace(/&amp;/g, '&'),
      )
      .join(''),
  );
}

const HOSTILE: [string, string][] = [
  ['the end of CDATA', 'a ]]> b ]]]]>> c'],
  ['the beginning of CDATA', 'a <![CDATA[ b'],
  ['signs of XML', '5 < 6 && "7" > \'6\''],
  ['entities', '&amp; and &lt; and &#65; and &nope;'],
  ['a script', 'x <script>alert(1)</script> y'],
  ['a comment', 'x <!-- y'],
  ['emoji', '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽'],
  ['right to left', 'שלום עולם مرحبا'],
  ['a number', '42'],
  ['500 characters', '<'.repeat(500)],
  ['what is a name in every object', '__proto__'],
];

describe.each([
  ['Atom', ATOM, (text: string) => parseAtomFeed(text).entries?.[0]],
  ['RSS', RSS, (text: string) => parseRssFeed(text).items?.[0]],
  ['JSON Feed', JSON_FEED, (text: string) => parseJsonFeed(text).items?.[0]],
] as const)('%s', (name, format, parsed) => {
  it('is read back by our own reader', () => {
    const reading = ourReading(format, written(format, [makeArticle()], 'Newsreel: R&D'));
    expect(reading).toMatchObject({ title: 'Newsreel: R&D', homepage: 'https://news.example/' });
    expect(reading.entries).toHaveLength(1);
    expect(reading.entries[0]?.publishedAt).toBe(AT);
    expect(reading.entries[0]?.clean()).toMatchObject({
      title: 'A title',
      url: 'https://a.example/1?x=1&y=2',
      summary: 'What it says',
      author: 'Ada Lovelace',
      categories: ['R&D', '"News" <all>'],
      image: 'https://a.example/1.png?w=1&h=2',
    });
  });

  it.each(HOSTILE)('holds a title and a summary of %s', (_, text) => {
    const out = written(format, [
      makeArticle({ title: text, summary: text, author: text, categories: [text] }),
    ]);
    if (name === 'JSON Feed') {
      const [item] = (JSON.parse(out) as { items: object[] }).items;
      expect(item).toMatchObject({
        title: text,
        content_text: text,
        authors: [{ name: text }],
        tags: [text],
      });
    } else {
      expect(textsOf(out, 'title').at(-1)).toBe(text);
      const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
      if (name === 'RSS') expect(textsOf(out, 'description').at(-1)).toBe(escaped);
      else expect(textsOf(out, 'summary')).toEqual([text]);
    }
    expect(ourReading(format, out).entries).toHaveLength(1);
  });

  it.each([
    ['control characters', 'a\u0000b\u0008c\u001fd'],
    ['halves of surrogate pairs', '\ud800ab\udfffcd\ud83d'],
    ['what is no character', 'ab\ufffecd\uffff'],
  ])('leaves out %s', (_, title) => {
    expect(parsed(written(format, [makeArticle({ title })]))).toMatchObject({
      title: name === 'Atom' ? { value: 'abcd' } : 'abcd',
    });
  });

  it.each(['\u0001\u0002', '\u0085', '\u2028', ' '])(
    'has a title even where nothing of it (%j) can be shown',
    (title) => {
      const out = written(format, [makeArticle({ title })]);
      expect(ourReading(format, out).entries[0]?.clean()?.title).toContain('a.example/1');
    },
  );

  it('may do without summary, author, categories and image', () => {
    const bare = makeArticle({ summary: '', author: null, categories: [], image: null });
    const [entry] = ourReading(format, written(format, [bare])).entries;
    expect(entry?.clean()).toMatchObject({ title: 'A title', summary: '', categories: [], image: null });
  });

  it('may be empty', () => {
    expect(ourReading(format, written(format, []))).toMatchObject({ title: 'Newsreel', entries: [] });
  });

  it('is read by another parser, whatever is in it', () => {
    const text = fc.string({ unit: character, maxLength: 60 });
    fc.assert(
      fc.property(fc.record({ title: text, summary: text, author: text }), text, (fields, title) => {
        const out = written(format, [makeArticle(fields)], `Newsreel: ${title}`);
        // XML 1.0 has no way to hold these.
        expect(out).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
        const id = makeArticle().id;
        expect(parsed(out)).toMatchObject(
          name === 'RSS' ? { guid: { value: id } } : { id: name === 'Atom' ? `urn:ulid:${id}` : id },
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('Atom', () => {
  const one = makeArticle();
  const other = makeArticle({ id: makeId(AT - 1000, Buffer.alloc(10, 8)), author: null });
  const xml = written(ATOM, [one, other]);
  const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

  it('has what RFC 4287 requires of a feed', () => {
    const [head = ''] = xml.split('<entry>');
    expect(xml).toMatch(
      /^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/,
    );
    expect(textsOf(head, 'id')).toEqual([LINKS.url]);
    expect(textsOf(head, 'title')).toEqual(['Newsreel']);
    expect(textsOf(head, 'updated')).toEqual(['2026-11-22T12:30:00.000Z']);
    expect(textsOf(head, 'name')).toEqual(['Newsreel']);
    expect(parseAtomFeed(xml).links).toEqual([
      { href: LINKS.url, rel: 'self', type: 'application/atom+xml' },
      { href: LINKS.homepage, rel: 'alternate' },
    ]);
  });

  it('has what RFC 4287 requires of each entry, once', () => {
    const entries = xml.split('<entry>').slice(1);
    expect(entries).toHaveLength(2);
    entries.forEach((entry, index) => {
      expect(textsOf(entry, 'id')).toEqual([`urn:ulid:${[one, other][index]?.id}`]);
      expect(textsOf(entry, 'title')).toHaveLength(1);
      expect(textsOf(entry, 'summary')).toHaveLength(1);
      expect(textsOf(entry, 'updated')).toEqual([expect.stringMatching(RFC_3339)]);
      expect(textsOf(entry, 'published')).toEqual([expect.stringMatching(RFC_3339)]);
      expect(entry.match(/rel="alternate"/g)).toHaveLength(1);
    });
  });
});

describe('RSS', () => {
  it('names its own URL, ids that are no links, and dates of RFC 822', () => {
    const xml = written(RSS, [makeArticle()]);
    expect(xml).toContain(
      '<atom:link href="https://news.example/feed?search=a&amp;source=b" rel="self" type="application/rss+xml"/>',
    );
    expect(xml).toContain(`<guid isPermaLink="false">${makeArticle().id}</guid>`);
    expect(textsOf(xml, 'pubDate')).toEqual(['Sun, 22 Nov 2026 12:00:00 GMT']);
    expect(textsOf(xml, 'link')).toEqual([LINKS.homepage, 'https://a.example/1?x=1&y=2']);
    expect(textsOf(xml, 'dc:creator')).toEqual(['Ada Lovelace']);
    expect(xml).not.toMatch(/<(?:author|enclosure)\b/);
  });
});

describe('JSON Feed', () => {
  it('has what version 1.1 requires', () => {
    expect(JSON.parse(written(JSON_FEED, [makeArticle({ summary: '' })]))).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Newsreel',
      feed_url: LINKS.url,
      home_page_url: LINKS.homepage,
      items: [{ id: makeArticle().id, content_text: '', date_published: '2026-11-22T12:00:00.000Z' }],
    });
    expect(JSON.parse(written(JSON_FEED, []))).toMatchObject({ title: 'Newsreel', items: [] });
  });
});
