import { atom, cleaned, entry, FEED_URL, onlyEntry, read } from './documents';

const only = (elements: string, attributes = '') =>
  onlyEntry(atom(entry(1, `<title>T</title>${elements}`), attributes));

describe('the title', () => {
  it.each([
    ['<title>Fish &amp; Chips &lt;b></title>', 'Fish & Chips <b>'],
    ['<title type="text">The &lt;b>bold&lt;/b> title</title>', 'The bold title'],
    ['<title type="html">The &lt;b>bold&lt;/b> &amp;amp; title</title>', 'The bold & title'],
    [
      '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>bold</b> &amp; title</div></title>',
      'The bold & title',
    ],
    ['<title type="text/html" mode="base64">VGhlIDxiPmJvbGQ8L2I+IHRpdGxl</title>', 'The bold title'],
    ['<title/><title>The second</title>', 'The second'],
    ['<source><title>No</title></source><title>Yes</title>', 'Yes'],
    ['<title type="text/html" mode="escaped">The &lt;b>bold&lt;/b> title</title>', 'The bold title'],
  ])('%s', (title, expected) => {
    expect(onlyEntry(atom(entry(1, title))).title).toBe(expected);
  });
});

describe('the link', () => {
  it.each([
    [
      'the alternate one',
      '<link rel="self" href="/s"/><link rel="alternate" href="/a"/>',
      'https://news.example/a',
    ],
    ['one without relation', '<link rel="related" href="/r"/><link href="/a"/>', 'https://news.example/a'],
    [
      'a page before data',
      '<link rel="alternate" type="application/json" href="/j"/><link rel="alternate" type="text/html" href="/h"/>',
      'https://news.example/h',
    ],
    [
      'data, where there is no page',
      '<link rel="alternate" type="application/json" href="/j"/>',
      'https://news.example/j',
    ],
    ['where the content is', '<content src="/c" type="text/html"/>', 'https://news.example/c'],
    [
      'the enclosure',
      '<link rel="edit" href="/e"/><link rel="enclosure" href="/m.mp3" type="audio/mpeg"/>',
      'https://news.example/m.mp3',
    ],
    [
      'one whose relation is written out',
      '<link rel="http://www.iana.org/assignments/relation/alternate" href="/a"/>',
      'https://news.example/a',
    ],
    ['one in capitals', '<link rel="ALTERNATE" type="TEXT/HTML" href="/a"/>', 'https://news.example/a'],
    ['one with the address as its text', '<link rel="alternate">/a</link>', 'https://news.example/a'],
    [
      'one with a base of its own',
      '<link xml:base="https://b.example/x/" href="a"/>',
      'https://b.example/x/a',
    ],
    ['none of others', '<link rel="self" href="/s"/><link rel="replies" href="/r"/>', null],
  ])('is %s', (_, links, url) => {
    expect(only(links).url).toBe(url);
  });

  it('is the id, where that is an address', () => {
    const enclosure = '<link rel="enclosure" href="https://a.example/1.mp3"/>';
    const document = atom(`<entry>${enclosure}<id>https://a.example/1</id><title>T</title></entry>`);
    expect(cleaned(document)[0]?.url).toBe('https://a.example/1');
  });
});

describe('xml:base', () => {
  it('counts from the feed to the content', () => {
    const document = atom(
      '<entry xml:base="2004/"><id>1</id><title>T</title><link href="post"/>' +
        '<content type="html" xml:base="images/">&lt;img src="x.png"> &lt;a href="#n">n&lt;/a></content></entry>',
      'xml:base="https://base.example/blog/"',
    );
    expect(onlyEntry(document)).toMatchObject({
      url: 'https://base.example/blog/2004/post',
      image: 'https://base.example/blog/2004/images/x.png',
      content: expect.stringContaining('href="https://base.example/blog/2004/post#n"'),
    });
  });

  it.each([
    ['content', '<content type="html" xml:base="https://b.example/">&lt;a href="x">x&lt;/a></content>'],
    ['summary', '<summary type="html" xml:base="https://b.example/">&lt;a href="x">x&lt;/a></summary>'],
    ['div', '<content type="xhtml"><div xml:base="https://b.example/"><a href="x">x</a></div></content>'],
  ])('counts for the %s that it stands at', (_, element) => {
    expect(only(element).content).toContain('href="https://b.example/x"');
  });

  it('of a summary does not count for the content', () => {
    const elements =
      '<summary xml:base="https://b.example/">s</summary><content type="html">&lt;a href="/x">x&lt;/a></content>';
    expect(only(elements).content).toContain('href="https://news.example/x"');
  });

  it('may be relative itself, to where the feed came from', () => {
    expect(only('<link href="x"/>', 'xml:base="/b/"').url).toBe(new URL('/b/x', FEED_URL).href);
  });
});

describe('summary and content', () => {
  it.each([
    ['html', '<content type="html">&lt;p>a &lt;a href="/b">b&lt;/a>&lt;/p></content>'],
    [
      'xhtml',
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a <a href="/b">b</a></p></div></content>',
    ],
    [
      'XHTML with a prefix',
      '<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>a <x:a href="/b">b</x:a></x:p></x:div></content>',
    ],
    [
      'application/xhtml+xml',
      '<content type="application/xhtml+xml"><div><p>a <a href="/b">b</a></p></div></content>',
    ],
    [
      'base64',
      `<content type="text/html" mode="base64">\n${Buffer.from('<p>a <a href="/b">b</a></p>').toString('base64')}\n</content>`,
    ],
    ['inline markup', '<content type="text/html" mode="xml"><p>a <a href="/b">b</a></p></content>'],
    ['XHTML that is escaped', '<content type="xhtml">&lt;p>a &lt;a href="/b">b&lt;/a>&lt;/p></content>'],
    ['markup of no type', '<content>&lt;p>a &lt;a href="/b">b&lt;/a>&lt;/p></content>'],
  ])('%s', (_, content) => {
    expect(only(content)).toMatchObject({
      summary: 'a b',
      content: '<p>a <a href="https://news.example/b" rel="noopener noreferrer nofollow">b</a></p>',
    });
  });

  it('take text literally', () => {
    expect(only('<summary type="text">if (a &lt; b) &lt;p></summary>')).toMatchObject({
      summary: 'if (a < b) <p>',
      content: null,
    });
  });

  it('keep the lines of a long text', () => {
    const { content } = only(
      `<content type="text">${'word '.repeat(150)}\nmore &amp;amp; &lt;more></content>`,
    );
    expect(content).toMatch(/word <br \/>more &amp;amp; &lt;more&gt;$/);
  });

  it('leave out content that is no text', () => {
    expect(only('<summary>S</summary><content type="image/png">iVBORw0KGgo=</content>')).toMatchObject({
      summary: 'S',
      content: null,
    });
  });

  it("are YouTube's description and thumbnail", () => {
    const media =
      '<media:group><media:thumbnail url="https://i.example/1.jpg" width="480"/><media:description>Line 1\nLine 2</media:description></media:group>';
    expect(only(media)).toMatchObject({ summary: 'Line 1 Line 2', image: 'https://i.example/1.jpg' });
  });
});

describe('the author', () => {
  const person = (name: string) => `<author><name>${name}</name><email>x@a.example</email></author>`;
  it.each([
    ['all of them', person('Jane') + person('Joe'), '', 'Jane, Joe'],
    ["the feed's, where the entry has none", '', person('The Editors'), 'The Editors'],
    ["the entry's own first", person('Jane'), person('The Editors'), 'Jane'],
    ['an address without name', '<author><email>jane@a.example</email></author>', '', 'jane@a.example'],
    [
      "its source's before the feed's",
      '<source><author><name>Jane</name></author></source>',
      person('The Editors'),
      'Jane',
    ],
    ['nobody', '', '', null],
  ])('is %s', (_, elements, head, author) => {
    expect(onlyEntry(atom(entry(1, `<title>T</title>${elements}`), '', head)).author).toBe(author);
  });
});

it('reads categories by their label', () => {
  expect(
    only(
      '<category term="sci" label="Science"/><category term="arts"/><category term="http://schemas.example/kind#post"/>',
    ).categories,
  ).toEqual(['Science', 'arts']);
});

describe('the date', () => {
  const dated = (elements: string) => read(atom(entry(1, elements))).entries[0]?.publishedAt;
  it.each([
    [
      'published',
      '<updated>2005-01-01T00:00:00Z</updated><published>2004-01-01T00:00:00Z</published>',
      Date.UTC(2004, 0, 1),
    ],
    [
      'pubDate, which is of RSS',
      '<updated>2005-01-01T00:00:00Z</updated><pubDate>Thu, 01 Jan 2004 00:00:00 GMT</pubDate>',
      Date.UTC(2004, 0, 1),
    ],
    ['updated', '<updated>2005-01-01T00:00:00Z</updated>', Date.UTC(2005, 0, 1)],
    [
      'issued (Atom 0.3)',
      '<modified>2005-01-01T00:00:00Z</modified><issued>2004-01-01T00:00:00Z</issued>',
      Date.UTC(2004, 0, 1),
    ],
    ['created (Atom 0.3)', '<created>2003-01-01T00:00:00Z</created>', Date.UTC(2003, 0, 1)],
    ['modified (Atom 0.3)', '<modified>2005-01-01T00:00:00Z</modified>', Date.UTC(2005, 0, 1)],
    [
      'updated behind nonsense',
      '<published>0001-01-01T00:00:00Z</published><updated>2005-01-01T00:00:00Z</updated>',
      Date.UTC(2005, 0, 1),
    ],
    ['none', '', null],
  ])('is %s', (_, elements, expected) => {
    expect(dated(elements)).toBe(expected);
  });
});
