import fc from 'fast-check';
import { parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith';
import { parse } from '../../../functions/feed/parse';

/** What tells an entry from others, as its feed writes it. */
interface Named {
  id: string | undefined;
  title: string | undefined;
  link: string | undefined;
  date: string | undefined;
}

interface Told {
  title: string | undefined;
  entries: Named[];
}

/** What we read of a feed that nothing is wrong with. */
function ours(xml: string): Told {
  const { channel, degraded } = parse(xml);
  expect(degraded).toBe(false);
  return {
    title: channel.title?.value,
    entries: channel.entries.map(({ dates, id, links, title }) => ({
      id,
      title: title?.value,
      link: links[0],
      date: dates[0],
    })),
  };
}

// What feedsmith reads, which knows well-formed feeds only.

function judgedRss(xml: string): Told {
  const { items = [], title } = parseRssFeed(xml);
  return {
    title,
    entries: items.map((item) => ({
      id: item.guid?.value,
      title: item.title,
      link: item.link,
      date: item.pubDate ?? item.dc?.dates?.[0],
    })),
  };
}

function judgedRdf(xml: string): Told {
  const { items = [], title } = parseRdfFeed(xml);
  return {
    title,
    entries: items.map((item) => ({
      id: item.rdf?.about,
      title: item.title,
      link: item.link,
      date: item.dc?.dates?.[0],
    })),
  };
}

function judgedAtom(xml: string): Told {
  const { entries = [], title } = parseAtomFeed(xml);
  return {
    title: title?.value,
    entries: entries.map((entry) => ({
      id: entry.id,
      title: entry.title?.value,
      link: entry.links?.find(({ rel = 'alternate' }) => rel === 'alternate')?.href,
      date: entry.published ?? entry.updated,
    })),
  };
}

const NAMESPACES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" ' +
  'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ' +
  'xmlns:georss="http://www.georss.org/georss" xmlns:podcast="https://podcastindex.org/namespace/1.0" ' +
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="https://x.example/"';

/** Elements that are not an entry's own, though their names are those of its own. */
const DECOY =
  '<title>Decoy</title><link href="https://decoy.example/">https://decoy.example/</link><id>decoy</id><guid>decoy</guid>' +
  '<published>1999-01-01T00:00:00Z</published><updated>1999-01-01T00:00:00Z</updated><pubDate>1999-01-01</pubDate>' +
  '<dc:date>1999-01-01</dc:date><media:title>Decoy</media:title>';

const XHTML = `<div xmlns="http://www.w3.org/1999/xhtml"><div>${DECOY}</div><div><br/><details><summary>s</summary></details>${DECOY}</div></div>`;
const NESTED = `<item>${DECOY}</item><item/><entry>${DECOY}<entry/></entry><channel>${DECOY}</channel><feed>${DECOY}</feed>`;

const BETWEEN = fc.constantFrom(
  '',
  '\n  ',
  `<!-- <item>${DECOY}</item></item></entry> -->`,
  '<?decoy <title> ?>',
  '\n<!-- </channel> -->\n',
);

/** Elements that an entry of any format may have beside its own. */
const ANYWHERE = fc.constantFrom(
  '<itunes:title>Decoy</itunes:title><itunes:summary>s</itunes:summary>',
  '<media:title>Decoy</media:title><media:description>Decoy</media:description>',
  `<media:group><media:group>${DECOY}</media:group><media:content url="https://decoy.example/1.mp4"><media:content url="https://decoy.example/2.mp4"/>${DECOY}</media:content></media:group>`,
  `<georss:where>${DECOY}</georss:where><podcast:liveItem>${DECOY}</podcast:liveItem>`,
  `<x:title>Decoy</x:title><x:link>decoy</x:link><x:id>decoy</x:id><x:entry>${DECOY}</x:entry><x:item>${DECOY}</x:item>`,
  `<x:extension title="a > b" link='"/>'><x:extension>${NESTED}</x:extension></x:extension>`,
  `<content:encoded><![CDATA[<p>${NESTED}</p></item></entry>]]></content:encoded>`,
  `<author><name>Decoy</name>${DECOY}</author>`,
);

const IN_ITEMS = fc.constantFrom(
  `<image><url>https://decoy.example/i.png</url>${DECOY}</image>`,
  `<textInput>${DECOY}</textInput>`,
  '<source url="https://decoy.example/">Decoy</source>',
  `<description>${XHTML}</description>`,
  `<body xmlns="http://www.w3.org/1999/xhtml">${XHTML}</body>`,
  `<category>a<category>${DECOY}</category></category>`,
);

const IN_ENTRIES = fc.constantFrom(
  `<source>${DECOY}<author><name>Decoy</name></author></source>`,
  `<content type="xhtml">${XHTML}</content>`,
  `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><content>${NESTED}</content><title>a</title></div></content>`,
  `<content type="application/atom+xml">${NESTED}</content>`,
  `<summary type="xhtml">${XHTML}</summary>`,
  '<link rel="enclosure" href="https://decoy.example/"/><link rel="replies">decoy</link><link rel="self" href="decoy"/>',
);

const WORDS = fc.constantFrom(
  'plain',
  'é ☃ 😀',
  ' ',
  '\n',
  '&amp;',
  '&amp;amp;',
  '&lt;b&gt;bold&lt;/b&gt;',
  '&#233;&#x2603;',
  '<!-- </title><item> -->',
  '<![CDATA[</title></item><b>&amp; ]]>',
  '<![CDATA[]]>',
);

const text = fc.array(WORDS, { maxLength: 6 }).map((words) => `A${words.join('')}`);
const address = fc.constantFrom(
  '/1?a=1&amp;b=2',
  'https://a.example/x',
  '<![CDATA[https://a.example/?c&d]]>',
);
const date = fc.constantFrom('Thu, 01 Jan 2004 19:48:21 GMT', '2004-01-01T00:00:00Z');

/** Elements in any order, with other things between them. */
function mixed(own: fc.Arbitrary<string>[], others: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.tuple(...own), fc.array(fc.oneof(others, ANYWHERE), { maxLength: 4 }))
    .chain(([elements, rest]) => {
      const all = [...elements, ...rest];
      return fc.tuple(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(BETWEEN, { minLength: all.length, maxLength: all.length }),
      );
    })
    .map(([elements, between]) => elements.map((element, i) => `${between[i]}${element}`).join(''));
}

const titled = text.map((title) => `<title>${title}</title>`);
const linked = address.map((link) => `<link>${link}</link>`);
const dated = date.map((each) => `<dc:date>${each}</dc:date>`);

const item = mixed(
  [
    titled,
    linked,
    fc.uuid().map((id) => `<guid isPermaLink="false">${id}</guid>`),
    fc.oneof(
      dated,
      date.map((each) => `<pubDate>${each}</pubDate>`),
    ),
  ],
  IN_ITEMS,
);

const rdfItem = mixed([titled, linked, dated], IN_ITEMS);

const entry = mixed(
  [
    fc.oneof(
      text.map((title) => `<title type="html">${title}</title>`),
      titled,
      fc.constant(
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <title>B</title> &lt; <link/>c</div></title>',
      ),
    ),
    fc.constantFrom('<link href="/1?a=1&amp;b=2"/>', `<link rel='alternate' href='/2' title='a > b'></link>`),
    fc.uuid().map((id) => `<id>urn:uuid:${id}</id>`),
    date.map((each) => `<updated>${each}</updated>`),
    fc.oneof(
      fc.constant(''),
      date.map((each) => `<published>${each}</published>`),
    ),
  ],
  IN_ENTRIES,
);

const HEADING = `<image>${DECOY}</image><textInput>${DECOY}</textInput><x:y>${DECOY}</x:y>`;

/** The source of some entries. @param begin of the one at an index, its tag */
function several(elements: fc.Arbitrary<string>, begin: (i: number) => string, end: string) {
  return fc
    .tuple(fc.array(elements, { maxLength: 4 }), BETWEEN)
    .map(([each, between]) => each.map((inner, i) => `${between}${begin(i)}${inner}${end}`).join(''));
}

const rss = fc
  .tuple(
    titled,
    several(item, () => '<item>', '</item>'),
  )
  .map(
    ([title, items]) =>
      `<?xml version="1.0"?><rss version="2.0" ${NAMESPACES}><channel>${HEADING}${title}${items}</channel></rss>`,
  );

const rdf = fc
  .tuple(
    titled,
    several(rdfItem, (i) => `<item rdf:about="https://a.example/${i}">`, '</item>'),
  )
  .map(
    ([title, items]) =>
      `<rdf:RDF ${NAMESPACES} xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://a.example/">${title}` +
      '<items><rdf:Seq><rdf:li rdf:resource="https://decoy.example/"/></rdf:Seq></items></channel>' +
      `${items}${HEADING.replaceAll('textInput', 'textinput')}</rdf:RDF>`,
  );

const atom = fc
  .tuple(
    titled,
    several(entry, () => '<entry>', '</entry>'),
  )
  .map(
    ([title, entries]) =>
      `<feed xmlns="http://www.w3.org/2005/Atom" ${NAMESPACES}><x:y>${DECOY}</x:y><id>f</id>${title}${entries}</feed>`,
  );

const ATOM_NAMES = /(<\/?)(feed|entry|id|title|link|updated|published|source|content|summary)(?=[\s/>])/g;
const prefixed = atom.map((xml) =>
  xml.replace(ATOM_NAMES, '$1atom:$2').replace('xmlns="http://www.w3', 'xmlns:atom="http://www.w3'),
);

describe('a well-formed feed', () => {
  it.each([
    ['RSS 2.0', rss, judgedRss],
    ['RSS 1.0', rdf, judgedRdf],
    ['Atom', atom, judgedAtom],
    ['Atom with a prefix', prefixed, judgedAtom],
  ])('of %s is read as feedsmith reads it', (_, feeds, judged) => {
    fc.assert(
      fc.property(feeds, (xml) => {
        expect(ours(xml)).toEqual(judged(xml));
      }),
      { numRuns: 150 },
    );
  });
});
