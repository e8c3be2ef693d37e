import fc from 'fast-check';
import { atom, cleaned, entry, item, read, rss } from './documents';

const numbers = [1, 2, 3, 4, 5];
const rssItems = numbers.map((n) =>
  item(n, `<title>Title ${n}</title><description><![CDATA[<p>Text ${n}</p>]]></description>`),
);
const atomEntries = numbers.map((n) =>
  entry(n, `<title>Title ${n}</title><content type="html">&lt;p>Text ${n}&lt;/p></content>`),
);

function titles(document: string) {
  const { degraded, entries } = read(document);
  return { degraded, titles: entries.map((each) => each.clean()?.title) };
}

function first(count: number) {
  return { degraded: true, titles: numbers.slice(0, count).map((n) => `Title ${n}`) };
}

describe('a feed that was cut off', () => {
  const cut = (document: string, at: string) => document.slice(0, document.indexOf(at) + at.length);

  it.each([
    ['RSS in a text', cut(rss(rssItems.join('')), 'Text 4'), first(4)],
    ['RSS in a title', cut(rss(rssItems.join('')), '<title>Title 4'), first(3)],
    ['RSS in a tag', cut(rss(rssItems.join('')), '<guid isPermaLink="false">5</gu'), first(4)],
    ['RSS between entries', cut(rss(rssItems.join('')), `${rssItems[2]}`), first(3)],
    ['RSS behind the last entry', cut(rss(rssItems.join('')), `${rssItems[4]}`), first(5)],
    ['Atom in a text', cut(atom(atomEntries.join('')), 'Text 4'), first(4)],
    ['Atom in an attribute', cut(atom(atomEntries.join('')), 'Title 4</title><content type="ht'), first(4)],
  ])('%s keeps its entries', (_, document, expected) => {
    expect(titles(document)).toEqual(expected);
  });

  it.each([
    ['RSS', rssItems, rss(rssItems.join(''))],
    ['Atom', atomEntries, atom(atomEntries.join(''))],
  ])('%s anywhere keeps all entries that are whole', (_, entries, document) => {
    const from = document.indexOf(`${entries[1]}`);
    fc.assert(
      fc.property(fc.integer({ min: from, max: document.length - 8 }), (length) => {
        const whole = entries.filter((each) => document.indexOf(each) + each.length <= length).length;
        const found = titles(document.slice(0, length));
        expect([first(whole), first(whole + 1)]).toContainEqual(found);
      }),
    );
  });

  it('shows nothing of the last entry but what is whole', () => {
    const document = rss(
      item(1, '<title>T</title><link>https://a.example/1</link><description>Only half').slice(0, -7),
    ).replace('</channel></rss>', '');
    expect(cleaned(document)).toMatchObject([{ title: 'T', url: 'https://a.example/1', summary: '' }]);
  });

  it.each([
    '<title>T</title><description>x</description><gu',
    '<guid>1</guid><link>https://a.example/</link><ti',
  ])('leaves out a last entry without title or name: %s', (elements) => {
    expect(titles(rss(`${rssItems[0]}<item>${elements}`).replace('</channel></rss>', ''))).toEqual(first(1));
  });
});

describe('an entry that is broken', () => {
  it.each([
    ['an open title', '</title>', ''],
    ['an open comment', '<title>Title 3', '<!-- <title>Title 3'],
    ['an open CDATA section', '<p>Text 3</p>]]>', '<p>Text 3</p>'],
    ['an end tag of nothing', '<title>Title 3', '</x><title>Title 3'],
  ])('by %s is read all the same, and all others', (_, search, replacement) => {
    const broken = rssItems.with(2, `${rssItems[2]}`.replace(search, replacement));
    const { degraded, titles: found } = titles(rss(broken.join('')));
    expect(degraded).toBe(true);
    expect(found).toEqual(expect.arrayContaining(['Title 1', 'Title 2', 'Title 5']));
    expect(found.length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ['RSS', rss(rssItems.join('').replace('</item>', ''))],
    ['RSS, the last one', rss(rssItems.join('').slice(0, -7))],
    ['RSS, in part', rss(rssItems.join('').replace('</item>', '</item '))],
    ['Atom', atom(atomEntries.join('').replace('</entry>', ''))],
  ])('by a missing end tag is read all the same (%s)', (_, document) => {
    expect(titles(document)).toEqual(first(5));
  });

  it('by an attribute without end costs no other', () => {
    const broken = rssItems.with(2, `${rssItems[2]}`.replace('="false"', '="false'));
    expect(titles(rss(broken.join(''))).titles).toEqual(first(5).titles);
  });

  it('by bare ampersands and angle brackets says what it says', () => {
    const elements =
      '<title>AT&T < IBM & <3 you</title><link>/x?a=1&b=2&copy=3</link><description>1 < 2 && 3 > 2</description>';
    expect(cleaned(rss(item(1, elements)))).toMatchObject([
      {
        title: 'AT&T < IBM & <3 you',
        url: 'https://news.example/x?a=1&b=2&copy=3',
        summary: '1 < 2 && 3 > 2',
      },
    ]);
  });
});

it('sees that a feed was cut off, though its text speaks of the end', () => {
  const about = item(6, '<title>Title 6</title><description><![CDATA[</channel></rss>]]></description>');
  const document = rss(about);
  expect(titles(document.slice(0, document.indexOf(']]>') + 17))).toEqual({
    degraded: true,
    titles: ['Title 6'],
  });
});

it.each(['</RSS>', '</rss\n', '</rss >'])('takes a feed for whole that ends with %j', (end) => {
  expect(titles(rss(rssItems.join('')).replace('</rss>', end))).toMatchObject({ degraded: false });
});

it('does not take a text about tags for a broken feed', () => {
  const about = item(
    6,
    '<title>Title 6</title><description><![CDATA[Write <item> and <entry> here]]></description>',
  );
  expect(titles(rss(rssItems.join('') + about))).toEqual({
    degraded: false,
    titles: [...numbers, 6].map((n) => `Title ${n}`),
  });
});

it('finds items within the list of their addresses', () => {
  const items = numbers.map((n) => `<rdf:li><item><title>Title ${n}</title></item></rdf:li>`).join('');
  const document = `<rdf:RDF><channel><items><rdf:Seq>${items}</rdf:Seq></items></channel></rdf:RDF>`;
  expect(titles(document).titles).toEqual(first(5).titles);
});

it('takes what stands within an element of an entry for no other entry', () => {
  const quoted = '<content type="application/atom+xml"><entry><title>Title 0</title></entry></content>';
  expect(titles(atom(numbers.map((n) => entry(n, `${quoted}<title>Title ${n}</title>`)).join('')))).toEqual({
    ...first(5),
    degraded: false,
  });
});

it.each(['<description>Use <item>', '<description>Use <item> here</description>'])(
  'takes an entry that begins within %s for another one',
  (description) => {
    const broken = item(0, `<title>Title 0</title>${description}`);
    const all = ['Title 0', undefined, ...first(5).titles];
    expect(titles(rss(broken + rssItems.join('')))).toEqual({ degraded: true, titles: all });
  },
);

it('marks a feed that is broken before it is cut at 10,000 entries', () => {
  const broken = Array.from({ length: 10_001 }, (_, i) => `<item><title>${i}</item>`).join('');
  expect(titles(rss(broken)).degraded).toBe(true);
});

it('reads a feed that is broken all over', () => {
  const broken = Array.from({ length: 3_000 }, (_, i) => `<item><title>${i}</item>`).join('');
  const { degraded, titles: found } = titles(rss(broken));
  expect(degraded).toBe(true);
  expect(found).toHaveLength(3_000);
});

it.each([
  ['whole', '</rss>', false],
  ['broken but whole', '</b></rss>', false],
  ['cut off', '', true],
])('says of a feed that is %s whether there is more', (_, end, truncated) => {
  expect(read(rss(rssItems.join('')).replace('</rss>', end)).truncated).toBe(truncated);
});
