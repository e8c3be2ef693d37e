import fc from 'fast-check';
import { readPage } from '../../../functions/discovery/page';
import { cpuMs } from '../../cpu-time';

const AT = 'https://example.com/blog/post';
const rss = (href: string, title = '') =>
  `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;
const named = (html: string, link?: string) => readPage(html, AT, link).named;

describe('a page', () => {
  it('names feeds, however it spells that', () => {
    expect(
      named(`<html><head><LINK REL="Alternate home" TYPE="application/atom+xml; charset=utf-8" HREF=/a>
        <link rel=alternate type=application/feed+json href="b"><link rel="feed" href="feed://other.example/c#top">
        ${rss('//cdn.example/d?x=1&amp;y=2')}`),
    ).toEqual([
      'https://example.com/a',
      'https://example.com/blog/b',
      'http://other.example/c',
      'https://cdn.example/d?x=1&y=2',
    ]);
  });

  it('resolves them by its base', () => {
    expect(named(`<base href="/elsewhere/">${rss('feed.xml')}<base href="/never/">`)).toEqual([
      'https://example.com/elsewhere/feed.xml',
    ]);
  });

  it('prefers its own to what its readers say, and feeds to what may be one', () => {
    expect(
      named(`<link rel="alternate" type="application/json" href="/wp-json/posts/1">
        ${rss('/x', 'Blog » Comments Feed')}${rss('/blog/post/comments/feed/')}${rss('/y', 'Kommentare')}${rss('/feed/')}`),
    ).toEqual([
      'https://example.com/feed/',
      'https://example.com/wp-json/posts/1',
      'https://example.com/x',
      'https://example.com/blog/post/comments/feed/',
      'https://example.com/y',
    ]);
  });

  it('may name them in its Link header', () => {
    const header = '</other>; rel=next, </feed>; rel="alternate"; type="application/rss+xml"';
    expect(named(rss('/in-page'), header)).toEqual([
      'https://example.com/feed',
      'https://example.com/in-page',
    ]);
  });

  it.each([
    '<link rel="stylesheet" type="text/css" href="/a">',
    '<link rel="alternate" hreflang="de" href="/de/">',
    '<link rel="alternate" type="application/json+oembed" href="/oembed">',
    '<link rel="alternate" type="application/rss+xml">',
    '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
    '<link rel="alternate" type="application/rss+xml" href="http://">',
    '<!-- <link rel="alternate" type="application/rss+xml" href="/a"> -->',
    `<script>document.write('<link rel="alternate" type="application/rss+xml" href="/a">')</script>`,
  ])('names none by %s', (html) => {
    expect(named(html)).toEqual([]);
  });

  it('has links that look like feeds', () => {
    const anchors = [
      ...['/feed', '/feed/', '/rss.xml', '/x.atom', '/index.rdf', '/blog/index.xml', '/?feed=rss2', '/a/rss'],
      ...[
        'https://www.example.com/b/feed',
        'https://other.example/feed',
        '/about',
        '/feedback',
        '/comments/feed',
      ],
    ];
    const html = anchors.map((href) => `<a href="${href}">x</a>`).join('');
    expect(readPage(html, AT, undefined).looksLikeFeeds).toEqual([
      ...anchors.slice(0, 8).map((href) => `https://example.com${href}`),
      'https://www.example.com/b/feed',
    ]);
  });

  it('says where it lies and what made it', () => {
    const html =
      '<meta name="Generator" content="WordPress 6.5"><link rel="canonical" href="https://example.com/x">';
    expect(readPage(html, AT, undefined)).toMatchObject({
      canonical: 'https://example.com/x',
      generator: 'wordpress 6.5',
    });
  });

  it.each<[string, string]>([
    ['elements in elements', '<a href=x>'.repeat(200_000)],
    ['attributes', `<a ${'a=1 '.repeat(500_000)}>`],
    ['links', rss('/a').repeat(20_000)],
    ['text', 'x < y '.repeat(400_000)],
  ])('of 2 MB of %s costs no more than a moment', (_, html) => {
    const start = cpuMs();
    readPage(html, AT, undefined);
    expect(cpuMs() - start).toBeLessThan(15_000);
  });

  it('never breaks the reader, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('<link ', '<base ', 'href=', '"', '>', '://'))),
        (parts) => {
          for (const url of readPage(parts.join(''), AT, parts.join('')).named)
            expect(url).toMatch(/^https?:/);
        },
      ),
    );
  });
});
