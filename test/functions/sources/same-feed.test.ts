import fc from 'fast-check';
import { feedKey, webUrl } from '../../../functions/sources/same-feed';
import { webAddress } from '../../web-address';

const URL_OF_ONE = 'https://example.com/blog/feed.xml?cat=a&page=2';

describe('the same feed', () => {
  it.each([
    'http://example.com/blog/feed.xml?cat=a&page=2',
    'feed://example.com/blog/feed.xml?cat=a&page=2',
    'feed:https://example.com/blog/feed.xml?cat=a&page=2',
    'HTTPS://WWW.Example.COM:443/blog/feed.xml?cat=a&page=2',
    'http://example.com:80/blog/feed.xml?cat=a&page=2',
    'https://example.com./blog/feed.xml?cat=a&page=2',
    'https://example.com/blog/feed.xml/?cat=a&page=2',
    'https://example.com//blog//feed.xml?cat=a&page=2',
    'https://example.com/x/../blog/./feed.xml?cat=a&page=2',
    'https://example.com/%62log/feed%2Exml?c%61t=a&page=2',
    'https://example.com/blog/feed.xml?cat=a&page=2#top',
    'https://example.com/blog/feed.xml?page=2&cat=a',
    'https://example.com/blog/feed.xml?utm_source=x&cat=a&&page=2&fbclid=1',
    '  https://example.com/blog/feed.xml?cat=a&page=2\n',
  ])('%s', (url) => {
    expect(feedKey(url)).toBe(feedKey(URL_OF_ONE));
  });

  it.each([
    ['https://example.com', 'https://example.com/?'],
    ['https://example.com/%e4', 'https://example.com/%E4'],
    ['https://example.com/a|b', 'https://example.com/a%7Cb'],
    ['https://example.com/ü', 'https://example.com/%C3%BC'],
    ['https://münchen.de/', 'https://xn--mnchen-3ya.de'],
  ])('%s is %s', (one, other) => {
    expect(feedKey(one)).toBe(feedKey(other));
  });

  it.each([
    'https://example.com/blog/Feed.xml?cat=a&page=2',
    'https://example.com:8443/blog/feed.xml?cat=a&page=2',
    'https://blog.example.com/blog/feed.xml?cat=a&page=2',
    'https://example.com/blog/feed.xml?cat=b&page=2',
    'https://example.com/blog/feed.xml',
    'https://example.com/blog%2Ffeed.xml?cat=a&page=2',
    'https://example.com/blog/feed.xml?cat=a%26page=2',
  ])('is not %s', (url) => {
    expect(feedKey(url)).not.toBe(feedKey(URL_OF_ONE));
  });

  it('keeps the order of what has one name', () => {
    expect(feedKey('http://a/?x=1&x=2')).not.toBe(feedKey('http://a/?x=2&x=1'));
  });

  it('is so for any URL, however it is respelled', () => {
    const respellings: ((url: URL) => string)[] = [
      ({ href }) => href.replace(/^https?/, 'http'),
      ({ href }) => href.replace(/^https?/, 'https'),
      ({ href }) => `feed:${href}`,
      ({ href }) => `${href.split('#')[0]}#part`,
      ({ host, href }) => href.replace(host, host.toUpperCase()),
      ({ pathname, search, host }) => `http://www.${host}${pathname.replace(/\/*$/, '/')}${search}`,
      ({ href }) => href.replace(/%[0-9a-f]{2}/gi, (code) => code.toLowerCase()),
    ];
    fc.assert(
      fc.property(
        webAddress({ withQueryParameters: true, withFragments: true }),
        fc.constantFrom(...respellings),
        (text, respell) => {
          const url = new URL(text);
          // What looks like ours to take away is taken away from one spelling as from the other.
          expect(feedKey(respell(url))).toBe(feedKey(url.href));
        },
      ),
    );
  });

  it('has a key that is a URL with the same key', () => {
    fc.assert(
      fc.property(webAddress({ withQueryParameters: true }), (url) => {
        expect(feedKey(`https://${feedKey(url)}`)).toBe(feedKey(url));
      }),
    );
  });
});

describe('a URL for readers', () => {
  it.each([
    ['feed://example.com/x', 'http://example.com/x'],
    ['FEED:https://example.com/x', 'https://example.com/x'],
    ['feed:http://example.com/x', 'http://example.com/x'],
    ['feed:example.com/x', 'http://example.com/x'],
    ['feed://https://example.com/x', 'https://example.com/x'],
    [' https://example.com/feed:x ', 'https://example.com/feed:x'],
  ])('%j is %s', (written, url) => {
    expect(webUrl(written)).toBe(url);
  });
});
