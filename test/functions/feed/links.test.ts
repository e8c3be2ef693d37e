import { absoluteUrl, firstUrl, singleAmpersands } from '../../../functions/feed/links';

const BASE = 'https://news.example/blog/index.html';

describe('an absolute URL', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['HTTP://a.example/x?y=1#z', 'HTTP://a.example/x?y=1#z'],
    ['https://a.example', 'https://a.example'],
    ['//a.example/x', 'https://a.example/x'],
    ['/x', 'https://news.example/x'],
    ['x', 'https://news.example/blog/x'],
    ['../x', 'https://news.example/x'],
    ['?p=1', 'https://news.example/blog/index.html?p=1'],
    ['#top', 'https://news.example/blog/index.html#top'],
    ['www.a.example/x', 'http://www.a.example/x'],
    [' https://a.example/x \n', 'https://a.example/x'],
    ['https://a.example/a b"c', 'https://a.example/a%20b%22c'],
    ['https://a.example/é', 'https://a.example/%C3%A9'],
    ['https://a.example/?a=1&#038;b=2&amp;c=3', 'https://a.example/?a=1&b=2&c=3'],
    ['<link>https://a.example/x', 'https://a.example/x'],
    ['<a href="/y">https://a.example/x</a>', 'https://a.example/x'],
    ['https://a.example/?utm_source=rss', 'https://a.example/?utm_source=rss'],
  ])('%s', (link, url) => {
    expect(absoluteUrl(link, BASE)).toBe(url);
  });

  it.each([
    undefined,
    '',
    '  ',
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    'tag:a.example,2004:1',
    'urn:uuid:1',
    'file:///etc/passwd',
    'http://',
    'http://[::',
    'https://a.example:99999/',
    `https://a.example/${'x'.repeat(4_000)}`,
    `/${'é'.repeat(1_000)}`,
  ])('is not %.40s', (link) => {
    expect(absoluteUrl(link, BASE)).toBeNull();
  });

  it('needs a base for a relative link', () => {
    expect(absoluteUrl('/x', '')).toBeNull();
    expect(absoluteUrl('https://a.example/', '')).toBe('https://a.example/');
  });
});

it('takes the first that is an address', () => {
  expect(firstUrl(['tag:1', '', 'https://a.example/', 'https://b.example/'], BASE)).toBe(
    'https://a.example/',
  );
  expect(firstUrl([], BASE)).toBeNull();
});

it.each(['a?b&c', 'a?b&amp;c', 'a?b&#038;c', 'a?b&#38;c', 'a?b&#x26;c', 'a?b&amp;amp;c', 'a?b&amp;#038;c'])(
  'knows the ampersand in %s',
  (link) => {
    expect(singleAmpersands(link)).toBe('a?b&c');
  },
);
