import { NotAFeedError } from '../../../functions/feed/not-a-feed-error';
import { parse } from '../../../functions/feed/parse';
import { atom, entry, item, jsonFeed, rss } from './documents';

const two = item(1, '<title>One</title>') + item(2, '<title>Two</title>');

function titles(document: string): (string | undefined)[] {
  return parse(document).channel.entries.map(({ title }) => title?.value);
}

describe('what is not a feed', () => {
  it.each([
    ['nothing', '', 'The answer was empty'],
    ['white space', ' \n ', 'The answer was empty'],
    [
      'a web page',
      '<!DOCTYPE html><html><head><title>x</title></head></html>',
      'This is a web page, not a feed',
    ],
    [
      'a web page without html element',
      '<!doctype html><title>x</title><p>y',
      'This is a web page, not a feed',
    ],
    [
      'an XHTML page',
      '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>',
      'This is a web page, not a feed',
    ],
    [
      'a page with a feed in it',
      `<html><body><p>x</p>${rss(two)}</body></html>`,
      'This is a web page, not a feed',
    ],
    [
      'a page about feeds',
      '<html><body><pre><rss></pre><script>"<rss version=\'2.0\'>"</script></body></html>',
      'This is a web page, not a feed',
    ],
    [
      'OPML',
      '<?xml version="1.0"?><opml version="2.0"><body/></opml>',
      'This is not a feed: its root is <opml>',
    ],
    ['XML of any other name', '<constructor/>', 'This is not a feed: its root is <constructor>'],
    ['a text', 'Hello, world', 'This is not a feed'],
    ['other JSON', '{"a":[1,2,3]}', 'This is JSON, but not a JSON Feed'],
    ['a JSON array', '[{"id":1}]', 'This is JSON, but not a JSON Feed'],
    ['half a JSON Feed', jsonFeed([{ id: 1 }]).slice(0, -5), 'The feed is broken: its JSON has errors'],
    ['a feed that ends too early', rss(two).slice(0, 300), 'The feed is broken: it ends in the middle'],
    [
      'a feed with an open comment',
      '<rss version="2.0"><channel><!-- </channel></rss>',
      'The feed is broken: nothing can be read',
    ],
  ])('%s', (_, document, message) => {
    const reading = () => parse(document);
    expect(reading).toThrow(NotAFeedError);
    expect(reading).toThrow(message);
  });
});

describe('each format', () => {
  it.each([
    [
      'RSS 0.91',
      '<rss version="0.91"><channel><title>t</title><item><title>One</title></item></channel></rss>',
    ],
    ['RSS 2.0', rss(item(1, '<title>One</title>'))],
    ['RSS without channel', '<rss version="0.91"><title>t</title><item><title>One</title></item></rss>'],
    [
      'RSS with a prefix',
      '<r:rss xmlns:r="http://backend.userland.com/rss2"><r:channel><r:item><r:title>One</r:title></r:item></r:channel></r:rss>',
    ],
    [
      'RSS with items in a list',
      '<rss version="2.0"><channel><items><item><title>One</title></item></items></channel></rss>',
    ],
    ['a channel alone', '<channel><title>t</title><item><title>One</title></item></channel>'],
    [
      'CDF',
      '<CHANNEL HREF="https://a.example/"><TITLE>t</TITLE><ITEM HREF="/1"><TITLE>One</TITLE></ITEM></CHANNEL>',
    ],
    [
      'RSS 1.0 with prefixes',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rss="http://purl.org/rss/1.0/"><rss:channel><rss:items><rdf:Seq><rdf:li rdf:resource="a"/></rdf:Seq></rss:items></rss:channel><rss:item rdf:about="a"><rss:title>One</rss:title></rss:item></rdf:RDF>',
    ],
    ['RSS in capitals', '<RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>One</TITLE></ITEM></CHANNEL></RSS>'],
    [
      'RSS with items behind the channel',
      '<rss version="2.0"><channel><title>t</title></channel><item><title>One</title></item></rss>',
    ],
    [
      'RSS 0.90',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>t</title></channel><item><title>One</title></item></rdf:RDF>',
    ],
    [
      'RSS 1.0',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="u"><title>t</title></channel><item rdf:about="a"><title>One</title></item></rdf:RDF>',
    ],
    [
      'Atom 0.3',
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>t</title><entry><title>One</title></entry></feed>',
    ],
    ['Atom 1.0', atom(entry(1, '<title>One</title>'))],
    [
      'Atom with a prefix',
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>t</a:title><a:entry><a:title>One</a:title></a:entry></a:feed>',
    ],
    [
      'JSON Feed 1.0',
      '{"version":"https://jsonfeed.org/version/1","title":"t","items":[{"id":"1","title":"One"}]}',
    ],
    ['JSON Feed 1.1', jsonFeed([{ id: '1', title: 'One' }])],
  ])('%s', (_, document) => {
    expect(titles(document)).toEqual(['One']);
    expect(parse(document).degraded).toBe(false);
  });
});

describe('around the feed', () => {
  it.each([
    ['white space', `\n\n  ${rss(two)}`],
    [
      'a warning of the server',
      `<br />\n<b>Warning</b>: include(x.php) in <b>/srv/feed.php</b> on line 3<br />\n${rss(two)}`,
    ],
    [
      'comments',
      `<!-- made by <rss> maker --><?xml-stylesheet href="a>b"?>${rss(two)}<!-- served from cache -->`,
    ],
    ['nothing but a web page', `<html><body>\n${rss(two)}</body></html>`],
    ["XHTML's DOCTYPE", `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://x/">${rss(two)}`],
    ['two byte order marks', `\ufeff\ufeff${rss(two)}`],
    ['junk behind it', `${rss(two)}<script>x</script><b>`],
    [
      'a DOCTYPE',
      `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x/rss-0.91.dtd">${rss(two)}`,
    ],
    ['a DOCTYPE with entities', `<!DOCTYPE rss [<!ENTITY % x "<rss>"><!ENTITY nbsp "&#160;">\n]>${rss(two)}`],
  ])('%s', (_, document) => {
    expect(titles(document)).toEqual(['One', 'Two']);
    expect(parse(document).degraded).toBe(false);
  });

  it('another feed, which is read too', () => {
    expect(titles(rss(two) + rss(item(3, '<title>Three</title>')))).toEqual(['One', 'Two', 'Three']);
  });
});

it('never expands entities that a document declares', () => {
  const bomb =
    '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;"><!ENTITY file SYSTEM "file:///etc/passwd">]>';
  expect(titles(bomb + rss(item(1, '<title>a &lol2; b &file; c</title>')))).toEqual(['a &lol2; b &file; c']);
});

it("reads HTML's named entities, which XML does not have", () => {
  expect(titles(rss(item(1, '<title>Caf&eacute;&nbsp;&hellip; &amp; more</title>')))).toEqual([
    'Café\u00a0… & more',
  ]);
});

it('survives numeric entities that are no characters', () => {
  expect(titles(rss(item(1, '<title>a&#999999999999;b&#x110000;c&#0;d</title>')))).toEqual([
    'a\ufffdb\ufffdc\ufffdd',
  ]);
});

it.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'])(
  'survives elements and attributes named %s',
  (name) => {
    expect(
      titles(
        rss(
          `${item(1, `<title>One</title><${name}>x</${name}>`)}${item(2, `<title>Two</title><a ${name}="x"/>`)}`,
        ),
      ),
    ).toEqual(['One', 'Two']);
    expect({}).not.toHaveProperty('x');
  },
);

describe('RSS 1.0', () => {
  const rdf = (body: string) =>
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">${body}</rdf:RDF>`;
  const items = '<item rdf:about="a"><title>One</title></item><item rdf:about="b"><title>Two</title></item>';
  const contents = '<items><rdf:Seq><rdf:li rdf:resource="b"/></rdf:Seq></items>';

  it.each([
    ['behind the channel', `<channel><title>t</title></channel>${items}`],
    ['inside of the channel', `<channel><title>t</title>${items}</channel>`],
    ['not listed in the table of contents', `<channel><title>t</title>${contents}</channel>${items}`],
    ['before the channel', `${items}<channel><title>t</title>${contents}</channel>`],
  ])('items %s', (_, body) => {
    const { channel } = parse(rdf(body));
    expect(channel.title?.value).toBe('t');
    expect(channel.entries.map(({ title }) => title?.value)).toEqual(['One', 'Two']);
  });
});

it('takes at most 10,000 entries', () => {
  const many = Array.from({ length: 10_050 }, (_, i) => item(i, `<title>${i}</title>`)).join('');
  expect(titles(rss(many))).toHaveLength(10_000);
  expect(titles(rss(many).slice(0, -20))).toHaveLength(10_000);
});

it('gives up a feed that costs the reader the square of its length', () => {
  const elements = Array.from({ length: 100_000 }, (_, i) => `<a${i}>`).join('');
  expect(() => parse(rss(item(1, elements)))).toThrow('The feed is broken: too many elements without end');
});
