import fc from 'fast-check';
import { atom, entry, item, jsonFeed, read, rss } from './documents';

const identities = (document: string) => read(document).entries.map(({ identity }) => identity);
const withGuid = (guid: string, elements = '') => `<item><guid>${guid}</guid>${elements}</item>`;
const withLink = (link: string, elements = '') => `<item><link>${link}</link>${elements}</item>`;

describe('what names an entry', () => {
  it.each([
    ['its guid', rss(withGuid('a1', '<link>https://a.example/x</link>')), 'a1'],
    ['its Atom id', atom(entry(1, '<title>x</title>')), 'urn:news:1'],
    ['its JSON Feed id', jsonFeed([{ id: 'j1', title: 'x' }]), 'j1'],
    ['a number', jsonFeed([{ id: 42, title: 'x' }]), '42'],
    ['its link, without guid', rss(withLink('https://a.example/x')), 'https://a.example/x'],
    [
      'its link, with an empty guid',
      rss(withGuid(' ', '<link>https://a.example/x</link>')),
      'https://a.example/x',
    ],
    [
      'rdf:about',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/><item rdf:about="r1"><title>x</title></item></rdf:RDF>',
      'r1',
    ],
  ])('%s', (_, document, identity) => {
    expect(identities(document)).toEqual([identity]);
  });

  it('a digest of its text, where it has nothing else', () => {
    const [one, two] = identities(
      rss(
        '<item><title>x</title><description>1</description></item><item><title>x</title><description>2</description></item>',
      ),
    );
    expect(one).toMatch(/^text:[0-9a-f]{40}$/);
    expect(two).not.toBe(one);
    expect(identities(rss('<item><title>x</title><description>1</description></item>'))).toEqual([one]);
  });
});

describe('spellings that are one', () => {
  const spelled = (name: string) => [identities(rss(withGuid(name)))[0], identities(rss(withLink(name)))[0]];

  it.each([
    ['http and https', 'http://a.example/x?b=1', 'https://a.example/x?b=1'],
    ['escaped ampersands', 'https://a.example/?a=1&amp;b=2', 'https://a.example/?a=1&amp;#038;b=2'],
    ['ampersands escaped twice', 'https://a.example/?a=1&amp;b=2', 'https://a.example/?a=1&amp;amp;b=2'],
    ['letters written out', 'https://a.example/%C3%BC', 'https://a.example/ü'],
    ['white space', 'https://a.example/x', '\n  https://a.example/x\t'],
    ['tracking', 'https://a.example/x?id=1', 'https://a.example/x?utm_source=rss&amp;id=1&amp;fbclid=2'],
  ])('%s', (_, one, other) => {
    expect(spelled(other)).toEqual(spelled(one));
  });

  it('but not names that differ otherwise', () => {
    const names = [
      'https://a.example/x',
      'https://a.example/X',
      'https://a.example/x/',
      'https://a.example/x#y',
      'x',
      'X',
    ];
    expect(new Set(names.flatMap(spelled)).size).toBe(names.length);
  });
});

describe('a name that several entries share', () => {
  it('gives way to their links', () => {
    const items = ['1', '2'].map((n) =>
      withGuid('same', `<link>https://a.example/${n}</link><title>Title ${n}</title>`),
    );
    expect(identities(rss(items.join('') + withGuid('own')))).toEqual([
      'https://a.example/1',
      'https://a.example/2',
      'own',
    ]);
  });

  it('gives way to their text, where they share the link too', () => {
    const items = ['1', '2'].map((n) =>
      withGuid('same', `<link>https://a.example/</link><title>Title ${n}</title>`),
    );
    expect(identities(rss(items.join('')))).toEqual([
      expect.stringMatching(/^text:/),
      expect.stringMatching(/^text:/),
    ]);
  });

  it('does not depend on their order', () => {
    const items = ['1', '2', '3'].map((n) =>
      withGuid('same', `<link>https://a.example/${n}</link><title>Title ${n}</title>`),
    );
    expect(identities(rss(items.toReversed().join('')))).toEqual(
      identities(rss(items.join(''))).toReversed(),
    );
  });

  it('is one entry, where link and title are the same', () => {
    const items = ['1', '2'].map((n) =>
      withGuid('same', `<link>https://a.example/</link><title>Title</title><description>${n}</description>`),
    );
    const { entries } = read(rss(items.join('')));
    expect(entries.map((each) => each.clean()?.summary)).toEqual(['1']);
  });

  it('gives way, where another entry is named by that link', () => {
    const items = [
      withGuid('https://a.example/1', '<link>https://a.example/other</link><title>Other</title>'),
      withLink('https://a.example/1', '<title>One</title>'),
    ];
    expect(new Set(identities(rss(items.join('')))).size).toBe(2);
  });
});

it('shows an entry once that stands there twice', () => {
  const same = withLink('https://a.example/1', '<title>One</title>');
  expect(identities(rss(same + withLink('https://a.example/2') + same))).toEqual([
    'https://a.example/1',
    'https://a.example/2',
  ]);
});

it('never gives two entries one name, nor loses one', () => {
  const name = fc.constantFrom('', 'a', 'b', 'https://a.example/', 'http://a.example/', 'https://b.example/');
  const record = fc.record({
    guid: name,
    link: name,
    title: fc.constantFrom('', 'x', 'y'),
    text: fc.constantFrom('', '1', '2'),
  });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      const items = records.map(({ guid, link, title, text }) =>
        withGuid(guid, `<link>${link}</link><title>${title}</title><description>${text}</description>`),
      );
      const found = identities(rss(items.join('')));
      expect(new Set(found).size).toBe(found.length);
      const texts = new Set(
        records.map(({ title, text }) => `${title} ${text}`).filter((text) => text !== ' '),
      );
      const shown = new Set(
        read(rss(items.join('')))
          .entries.map((each) => each.clean())
          .map((fields) => `${fields?.title} ${fields?.summary}`),
      );
      // What has the id, link and title of another is that other, edited.
      const edited = records.some(({ guid, title }) => guid !== '' && title !== '');
      if (!edited)
        for (const text of texts) expect([...shown].some((each) => each.includes(text.trim()))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

describe('the other names of an entry', () => {
  const names = (document: string) =>
    read(document).entries.map((each) => ({ identity: each.identity, formerly: each.formerly() }));
  const elements = '<link>http://a.example/1</link><title>One</title>';
  const text = expect.stringMatching(/^text:[0-9a-f]{40}$/);

  it('are those of the other levels', () => {
    expect(names(rss(withGuid('g', elements)))).toEqual([
      { identity: 'g', formerly: ['https://a.example/1', text] },
    ]);
    expect(names(rss(withGuid('', elements)))).toEqual([
      { identity: 'https://a.example/1', formerly: [text] },
    ]);
    expect(names(rss('<item><title>One</title></item>'))).toEqual([{ identity: text, formerly: [] }]);
    expect(names(rss(withGuid('http://a.example/1', elements)))).toEqual([
      { identity: 'https://a.example/1', formerly: [text] },
    ]);
  });

  it('lead from the one reading to the other, where an id is shared in one of them', () => {
    const first = withGuid('same', elements);
    const second = withGuid('same', '<link>http://a.example/2</link><title>Two</title>');
    const [alone] = names(rss(first));
    const [shared] = names(rss(first + second));
    expect(shared?.formerly).toContain(alone?.identity);
    expect(alone?.formerly).toContain(shared?.identity);
  });

  it('are none of those that entries of this reading have', () => {
    const other = withGuid('http://a.example/1', '<link>http://a.example/2</link><title>Two</title>');
    expect(names(rss(withGuid('g', elements) + other))).toEqual([
      { identity: 'g', formerly: [text] },
      { identity: 'https://a.example/1', formerly: ['https://a.example/2', text] },
    ]);
  });
});

describe('the fingerprint', () => {
  const fingerprint = (document: string) => read(document).entries[0]?.fingerprint;
  const elements =
    '<title>T</title><link>https://a.example/1</link><description>D</description><category>C</category><dc:creator>A</dc:creator>';
  const before = fingerprint(rss(item(1, elements)));

  it('is hexadecimal', () => {
    expect(before).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each(['T', 'D', 'C', 'A', 'a.example/1'])('changes with %s', (part) => {
    expect(
      fingerprint(
        rss(item(1, elements.replace(`>${part}<`, '>changed<').replace(`//${part}`, '//changed.example'))),
      ),
    ).not.toBe(before);
  });

  it.each([
    ['the date', `${elements}<pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate>`],
    [
      'the number of comments',
      `${elements}<slash:comments xmlns:slash="http://purl.org/rss/1.0/modules/slash/">5</slash:comments>`,
    ],
    ['white space around', elements.replace('>D<', '>\n D <')],
    ['how characters are written', elements.replace('>D<', '><![CDATA[D]]><')],
    ['tracking', elements.replace('example/1', 'example/1?utm_source=rss')],
    [
      'the order of elements',
      elements
        .split(/(?<=<\/[^>]+>)/)
        .reverse()
        .join(''),
    ],
  ])('does not change with %s', (_, changed) => {
    expect(fingerprint(rss(item(1, changed)))).toBe(before);
  });
});
