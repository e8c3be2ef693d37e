import { cleaned, item, onlyEntry, read, rss } from './documents';

const only = (elements: string) => onlyEntry(rss(`<item><title>T</title>${elements}</item>`));

it('reads the channel', () => {
  expect(
    read(rss('', '<title>The &lt;b&gt;News&lt;/b&gt; &amp;amp; more</title><link>/home</link>')),
  ).toEqual({
    title: 'The News & more',
    homepage: 'https://news.example/home',
    leastMinutes: null,
    skipDays: [],
    skipHours: [],
    entries: [],
    degraded: false,
    truncated: false,
  });
  expect(read(rss('', '<description>untitled</description>'))).toMatchObject({ title: null, homepage: null });
});

it('keeps the order of the feed', () => {
  expect(
    cleaned(rss([3, 1, 2].map((n) => item(n, `<title>${n}</title>`)).join(''))).map(({ title }) => title),
  ).toEqual(['3', '1', '2']);
});

describe('the link', () => {
  it.each([
    [
      'is that of the item',
      '<link>https://a.example/1</link><guid>https://a.example/2</guid>',
      'https://a.example/1',
    ],
    ['is relative to the homepage', '<link>1.html</link>', 'https://news.example/1.html'],
    ['is a permanent guid', '<guid>https://a.example/2</guid>', 'https://a.example/2'],
    ['is no guid that is not permanent', '<guid isPermaLink="false">https://a.example/2</guid>', null],
    ['is no guid that is a number', '<guid>12345</guid>', null],
    ['is a relative guid that says so', '<guid isPermaLink="true">p/1</guid>', 'https://news.example/p/1'],
    ['is no guid that is no address', '<guid>tag:a.example,2004:1</guid>', null],
    [
      'is no script',
      '<link>javascript:alert(1)</link><guid>https://a.example/2</guid>',
      'https://a.example/2',
    ],
    [
      'is the enclosure else',
      '<guid isPermaLink="false">1</guid><enclosure url="https://a.example/1.mp3" type="audio/mpeg" length="1"/>',
      'https://a.example/1.mp3',
    ],
    [
      'is a media file else',
      '<media:content url="https://a.example/1.mp4" type="video/mp4"/>',
      'https://a.example/1.mp4',
    ],
    [
      'is relative to xml:base',
      '<link>1.html</link>',
      'https://base.example/x/1.html',
      ' xml:base="https://base.example/x/"',
    ],
    [
      'has single ampersands',
      '<link><![CDATA[https://a.example/?a=1&#038;b=2]]></link>',
      'https://a.example/?a=1&b=2',
    ],
  ])('%s', (_, elements, url, attributes = '') => {
    expect(onlyEntry(rss(`<item${attributes}><title>T</title>${elements}</item>`)).url).toBe(url);
  });
});

describe('the link, where feeds have it elsewhere', () => {
  it.each([
    ['a second one, the first being empty', '<link/><link>https://a.example/2</link>', 'https://a.example/2'],
    ['an attribute, as in Atom', '<link href="https://a.example/a"/>', 'https://a.example/a'],
    [
      "Atom's",
      '<atom:link rel="self" href="/s"/><atom:link href="https://a.example/a"/>',
      'https://a.example/a',
    ],
    [
      "Atom's before a guid",
      '<guid>https://a.example/g</guid><atom:link href="https://a.example/a"/>',
      'https://a.example/a',
    ],
    [
      "the one before FeedBurner's",
      '<feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://a.example/o</feedburner:origLink>',
      'https://a.example/o',
    ],
    [
      'none that belongs to what the item holds',
      '<source url="/s">S</source><image><link>/i</link></image>',
      null,
    ],
    ['none to its comments', '<comments>https://a.example/c</comments>', null],
  ])('is %s', (_, elements, url) => {
    expect(only(elements).url).toBe(url);
  });

  it.each(['rss', 'channel', 'item'])('is relative to xml:base of %s', (name) => {
    const document = rss(item(1, '<title>T</title><link>x</link>'));
    const based = document.replace(`<${name}`, `<${name} xml:base="https://base.example/y/"`);
    expect(onlyEntry(based).url).toBe('https://base.example/y/x');
  });
});

describe('the title', () => {
  it.each([
    ['<title/><title>The second</title>', 'The second'],
    ['<title><a href="/x" hreflang="en">A link</a></title>', 'A link'],
    ['<title>AT&T < IBM</title>', 'AT&T < IBM'],
    ['<title>&#8220;Caf&eacute;&#146;s&nbsp;&hellip;&rdquo;</title>', '“Café’s …”'],
    ['<title>Caf&amp;eacute; &amp;#8217;</title>', 'Café ’'],
    ['<title><!-- x --><![CDATA[A & B]]> &amp; C</title>', 'A & B & C'],
    [
      '<image><title>No</title></image><title>Yes</title><x:title xmlns:x="http://x.example/">No</x:title>',
      'Yes',
    ],
    ['<itunes:title>Of the episode</itunes:title>', 'Of the episode'],
    ['<title>Fish &amp;amp; Chips</title>', 'Fish & Chips'],
    ['<title>A &lt;b&gt;bold&lt;/b&gt; move</title>', 'A bold move'],
    ['<title><![CDATA[A <b>bold</b> move]]></title>', 'A bold move'],
    ['<title>A <b>bold</b> move</title>', 'A bold move'],
    ['<title>Use of &lt;T&gt; in generics</title>', 'Use of <T> in generics'],
    ['<title>\n  two\n  lines </title>', 'two lines'],
    ['<dc:title>From Dublin Core</dc:title>', 'From Dublin Core'],
    ['<media:title>From Media RSS</media:title>', 'From Media RSS'],
    ['<description>&lt;p&gt;The first words&lt;/p&gt; stand in</description>', 'The first words stand in'],
  ])('%s', (elements, title) => {
    expect(onlyEntry(rss(item(1, elements))).title).toBe(title);
  });
});

describe('the author', () => {
  it.each([
    ['<author>jane@a.example (Jane Doe)</author>', 'Jane Doe'],
    ['<author>Jane Doe</author>', 'Jane Doe'],
    ['<author>jane@a.example</author>', 'jane@a.example'],
    ['<dc:creator>Jane Doe</dc:creator><author>x@a.example</author>', 'Jane Doe'],
    ['<dc:creator>Jane</dc:creator><dc:creator>Joe</dc:creator><dc:creator>Jane</dc:creator>', 'Jane, Joe'],
    ['<dc:creator><![CDATA[Jane &amp; <a href="/joe">Joe</a>]]></dc:creator>', 'Jane & Joe'],
    ['<itunes:author>Jane Doe</itunes:author>', 'Jane Doe'],
    ['<author><name>Jane Doe</name><email>x@a.example</email></author>', 'Jane Doe'],
    ['<dc:creator/><author>Jane Doe</author>', 'Jane Doe'],
    ['<media:group><media:credit role="author">Jane Doe</media:credit></media:group>', 'Jane Doe'],
    ['<atom:author><atom:name>Jane Doe</atom:name></atom:author>', 'Jane Doe'],
    ['', null],
  ])('%s', (elements, author) => {
    expect(only(elements).author).toBe(author);
  });
});

it('reads categories', () => {
  const elements = ['Science', ' science ', 'Arts &amp;amp; Letters', 'https://a.example/tag', ''].map(
    (name) => `<category>${name}</category>`,
  );
  expect(only(`${elements.join('')}<dc:subject>Physics</dc:subject>`).categories).toEqual([
    'Science',
    'Arts & Letters',
    'Physics',
  ]);
});

describe('the date', () => {
  const dated = (elements: string) => read(rss(item(1, elements))).entries[0]?.publishedAt;
  it.each([
    [
      'pubDate',
      '<dc:date>2005-01-01</dc:date><pubDate>Thu, 01 Jan 2004 00:00:00 GMT</pubDate>',
      Date.UTC(2004, 0, 1),
    ],
    ['dc:date', '<dc:date>2005-01-01</dc:date>', Date.UTC(2005, 0, 1)],
    [
      'a usable one behind nonsense',
      '<pubDate>soon</pubDate><dc:date>2005-01-01</dc:date>',
      Date.UTC(2005, 0, 1),
    ],
    ['published', '<published>2006-01-01T00:00:00Z</published>', Date.UTC(2006, 0, 1)],
    ['date', '<date>2006-01-01</date>', Date.UTC(2006, 0, 1)],
    [
      'dcterms:issued',
      '<dc:date>2005-01-01</dc:date><dcterms:issued>2006-01-01</dcterms:issued>',
      Date.UTC(2006, 0, 1),
    ],
    ['a second one behind an empty one', '<pubDate/><pubDate>2006-01-01</pubDate>', Date.UTC(2006, 0, 1)],
    ['atom:updated', '<atom:updated>2006-01-01T00:00:00Z</atom:updated>', Date.UTC(2006, 0, 1)],
    ['lastBuildDate', '<lastBuildDate>2006-01-01</lastBuildDate>', Date.UTC(2006, 0, 1)],
    ['one of the future', '<pubDate>Thu, 01 Jan 2999 00:00:00 GMT</pubDate>', Date.UTC(2999, 0, 1)],
    ['none', '', null],
    ['the epoch, which is none', '<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>', null],
  ])('is %s', (_, elements, expected) => {
    expect(dated(elements)).toBe(expected);
  });
});

describe('the image', () => {
  it.each([
    [
      'the widest media content',
      '<media:content url="https://a.example/s.jpg" medium="image" width="100"/><media:content url="https://a.example/l.jpg" medium="image" width="900"/>',
      'https://a.example/l.jpg',
    ],
    [
      'of a media group',
      '<media:group><media:content url="https://a.example/g.jpg" type="image/jpeg"/></media:group>',
      'https://a.example/g.jpg',
    ],
    [
      'a media file by its name',
      '<media:content url="https://a.example/n.webp?x=1"/>',
      'https://a.example/n.webp?x=1',
    ],
    [
      'a thumbnail',
      '<media:content url="https://a.example/v.mp4" type="video/mp4"/><media:thumbnail url="https://a.example/t.jpg"/>',
      'https://a.example/t.jpg',
    ],
    [
      'an enclosure',
      '<enclosure url="https://a.example/e.png" type="image/png" length="1"/>',
      'https://a.example/e.png',
    ],
    ['of iTunes', '<itunes:image href="https://a.example/i.png"/>', 'https://a.example/i.png'],
    [
      'of the content',
      '<content:encoded>&lt;img src="/c.png"></content:encoded>',
      'https://news.example/c.png',
    ],
    [
      'of the content, the first that is large enough',
      '<description><![CDATA[<img src="/a.png" width="16"><img src="/b.gif" width="1" height="1"><img src="/c.png?a=1&amp;b=2" width="640">]]></description>',
      'https://news.example/c.png?a=1&b=2',
    ],
    [
      'not that of the author',
      '<media:content url="https://secure.gravatar.com/avatar/1" medium="image"/>',
      null,
    ],
    ['not a sound', '<enclosure url="https://a.example/e.mp3" type="audio/mpeg" length="1"/>', null],
  ])('is %s', (_, elements, image) => {
    expect(only(elements).image).toBe(image);
  });
});

it('reads more categories where podcasts and videos have them', () => {
  const elements =
    '<category>A</category><itunes:keywords>b, c,,</itunes:keywords><media:group><media:category>D</media:category></media:group>';
  expect(only(elements).categories).toEqual(['A', 'D', 'b', 'c']);
});

describe('XHTML in an item', () => {
  it.each([
    '<body xmlns="http://www.w3.org/1999/xhtml"><p>a <a href="/b">b</a></p></body>',
    '<xhtml:body xmlns:xhtml="http://www.w3.org/1999/xhtml"><xhtml:p>a <xhtml:a href="/b">b</xhtml:a></xhtml:p></xhtml:body>',
    '<description><p>a <a href="/b">b</a></p></description>',
  ])('%s', (elements) => {
    expect(only(elements)).toMatchObject({
      summary: 'a b',
      content: '<p>a <a href="https://news.example/b" rel="noopener noreferrer nofollow">b</a></p>',
    });
  });
});

describe('summary and content', () => {
  it('are description and content:encoded', () => {
    expect(
      only(
        '<description>Short</description><content:encoded><![CDATA[<p>Long <b>text</b></p>]]></content:encoded>',
      ),
    ).toMatchObject({
      summary: 'Short',
      content: '<p>Long <b>text</b></p>',
    });
  });

  it.each([
    ['iTunes', '<itunes:summary>S</itunes:summary>'],
    ['Media RSS', '<media:group><media:description>S</media:description></media:group>'],
    ['Dublin Core', '<dc:description>S</dc:description>'],
  ])('the summary may come from %s', (_, elements) => {
    expect(only(elements)).toMatchObject({ summary: 'S', content: null });
  });

  it('undo markup that was escaped twice', () => {
    expect(
      only(
        '<description>In reply to &amp;lt;a href="https://a.example/"&amp;gt;Jane&amp;lt;/a&amp;gt;.</description>',
      ),
    ).toMatchObject({
      summary: 'In reply to Jane.',
      content: 'In reply to <a href="https://a.example/" rel="noopener noreferrer nofollow">Jane</a>.',
    });
  });

  it('keep markup that a text speaks of', () => {
    expect(only('<description><![CDATA[<p>Write &lt;b&gt;x&lt;/b&gt;</p>]]></description>').summary).toBe(
      'Write <b>x</b>',
    );
  });
});
