import { feedCandidates } from '../../../functions/discovery/candidates';
import type { Page } from '../../../functions/discovery/page';
import { platformFeeds } from '../../../functions/discovery/platforms';
import { wellKnownFeeds } from '../../../functions/discovery/well-known';

const PAGE: Page = { named: [], looksLikeFeeds: [], canonical: null, generator: '' };
const UC = 'UC1234567890_abcdefghij';

describe('where a platform has a feed', () => {
  it.each<[string, string[]]>([
    [
      `https://www.youtube.com/channel/${UC}/videos`,
      [`https://www.youtube.com/feeds/videos.xml?channel_id=${UC}`],
    ],
    ['https://m.youtube.com/user/somebody', ['https://www.youtube.com/feeds/videos.xml?user=somebody']],
    ['https://youtube.com/playlist?list=PL12', ['https://www.youtube.com/feeds/videos.xml?playlist_id=PL12']],
    ['https://www.youtube.com/@somebody', []],
    ['https://www.reddit.com/r/news', ['https://www.reddit.com/r/news/.rss']],
    ['https://old.reddit.com/r/news/top/?t=week', ['https://www.reddit.com/r/news/top/.rss?t=week']],
    ['https://github.com/o', ['https://github.com/o.atom']],
    [
      'https://github.com/o/r',
      ['https://github.com/o/r/releases.atom', 'https://github.com/o/r/commits.atom'],
    ],
    ['https://github.com/o/r/commits/main', ['https://github.com/o/r/commits/main.atom']],
    ['https://github.com/o/r/tree/feature/x', ['https://github.com/o/r/commits/feature/x.atom']],
    ['https://github.com/o/r/tags', ['https://github.com/o/r/tags.atom']],
    ['https://github.com/trending', []],
    [
      'https://gitlab.com/g/sub/p',
      [
        'https://gitlab.com/g/sub/p/-/releases.atom',
        'https://gitlab.com/g/sub/p/-/tags?format=atom',
        'https://gitlab.com/g/sub/p.atom',
      ],
    ],
    [
      'https://gitlab.gnome.org/g/p/-/commits/main',
      ['https://gitlab.gnome.org/g/p/-/commits/main?format=atom'],
    ],
    ['https://codeberg.org/o/r', ['https://codeberg.org/o/r/releases.rss', 'https://codeberg.org/o/r.rss']],
    ['https://medium.com/@me/a-post-123', ['https://medium.com/feed/@me']],
    ['https://medium.com/tag/rss', ['https://medium.com/feed/tag/rss']],
    ['https://me.medium.com/', ['https://me.medium.com/feed']],
    ['https://me.substack.com/p/post', ['https://me.substack.com/feed']],
    ['https://me.wordpress.com/2026/', ['https://me.wordpress.com/feed/']],
    ['https://me.blogspot.co.uk/2026/', ['https://me.blogspot.co.uk/feeds/posts/default']],
    ['https://me.tumblr.com/post/1', ['https://me.tumblr.com/rss']],
    ['https://www.tumblr.com/me', ['https://me.tumblr.com/rss']],
    ['https://mastodon.example/@me', ['https://mastodon.example/@me.rss']],
    ['https://mastodon.example/@me/123', []],
    ['https://bsky.app/profile/me.example', ['https://bsky.app/profile/me.example/rss']],
    ['https://vimeo.com/somebody', ['https://vimeo.com/somebody/videos/rss']],
    ['https://stackoverflow.com/questions/tagged/rss', ['https://stackoverflow.com/feeds/tag/rss']],
    ['https://example.com/', []],
  ])('%s', (url, feeds) => {
    expect(platformFeeds(url, null)).toEqual(feeds);
  });

  it('may be said by the page alone', () => {
    const page = { ...PAGE, canonical: `https://www.youtube.com/channel/${UC}` };
    expect(platformFeeds('https://www.youtube.com/@somebody', page)).toEqual([
      `https://www.youtube.com/feeds/videos.xml?channel_id=${UC}`,
    ]);
  });
});

describe('where a feed lies by custom', () => {
  it('is in the page’s folder, then at the root', () => {
    const urls = wellKnownFeeds('https://example.com/blog/post.html?x=1#y', PAGE);
    expect(urls[0]).toBe('https://example.com/blog/feed');
    expect(urls.indexOf('https://example.com/rss.xml')).toBeGreaterThan(
      urls.indexOf('https://example.com/blog/rss.xml'),
    );
    expect(wellKnownFeeds('https://example.com', PAGE)[0]).toBe('https://example.com/feed');
    expect(wellKnownFeeds('https://example.com/blog', PAGE)[0]).toBe('https://example.com/blog/feed');
  });

  it.each([
    ['WordPress 6.5', 'https://example.com/feed/'],
    ['Blogger', 'https://example.com/feeds/posts/default'],
    ['Ghost 5.80', 'https://example.com/rss/'],
    ['Hugo 0.120', 'https://example.com/index.xml'],
    ['Jekyll v4', 'https://example.com/feed.xml'],
    ['Squarespace', 'https://example.com/?format=rss'],
  ])('is known of %s', (generator, url) => {
    expect(wellKnownFeeds('https://example.com/', { ...PAGE, generator: generator.toLowerCase() })[0]).toBe(
      url,
    );
  });
});

describe('the candidates for a page’s feed', () => {
  it('begin with what it names, and are each tried once and never itself', () => {
    const url = 'https://example.com/';
    const named = ['https://example.com/feed', url, 'https://example.com/rss.xml'];
    const candidates = feedCandidates(url, { ...PAGE, named, looksLikeFeeds: ['https://example.com/feed'] });
    expect(candidates.slice(0, 2)).toEqual(['https://example.com/feed', 'https://example.com/rss.xml']);
    expect(new Set(candidates).size).toBe(candidates.length);
    expect(candidates).not.toContain(url);
  });

  it('are a dozen at most, some by custom whatever it names', () => {
    const many = Array.from({ length: 100 }, (_, index) => `https://example.com/${index}`);
    const candidates = feedCandidates('https://example.com/', { ...PAGE, named: many, looksLikeFeeds: many });
    expect(candidates).toHaveLength(12);
    expect(candidates).toContain('https://example.com/feed');
  });

  it('are the platform’s alone where the page could not be read', () => {
    expect(feedCandidates('https://www.reddit.com/r/news/', null)).toEqual([
      'https://www.reddit.com/r/news/.rss',
    ]);
    expect(feedCandidates('https://example.com/', null)).toEqual([]);
  });
});
