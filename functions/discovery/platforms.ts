import type { Page } from './page';

/** Where a platform has the feed of a page: its feeds in the order of how likely they are what is meant. */
interface Platform {
  /** of a host, without `www.` */
  isAt: (host: string) => boolean;
  feeds: (url: URL, parts: string[], page: Page | null) => string[];
}

const at =
  (...hosts: string[]) =>
  (host: string): boolean =>
    hosts.includes(host);
const below =
  (domain: string) =>
  (host: string): boolean =>
    host.endsWith(domain);

const VIDEOS = 'https://www.youtube.com/feeds/videos.xml';

/** Parts of GitHub's paths that are no user's name. */
const GITHUB_PAGES = new Set(['about', 'explore', 'features', 'marketplace', 'search', 'topics', 'trending']);

const PLATFORMS: Platform[] = [
  {
    isAt: at('youtube.com', 'm.youtube.com'),
    feeds: ({ searchParams }, [kind = '', name = ''], page) => {
      const list = searchParams.get('list');
      if (kind === 'playlist' && list) return [`${VIDEOS}?playlist_id=${encodeURIComponent(list)}`];
      if (kind === 'user' && name) return [`${VIDEOS}?user=${name}`];
      // A handle's page says which channel it is.
      const channel = kind === 'channel' ? name : /\/channel\/(UC[\w-]+)/.exec(page?.canonical ?? '')?.[1];
      return channel ? [`${VIDEOS}?channel_id=${channel}`] : [];
    },
  },
  {
    isAt: at('reddit.com', 'old.reddit.com', 'new.reddit.com', 'np.reddit.com'),
    feeds: ({ pathname, search }) => [`https://www.reddit.com${pathname.replace(/\/*$/, '/')}.rss${search}`],
  },
  {
    isAt: at('github.com'),
    feeds: (_, [owner, repository, view, ...rest]) => {
      if (owner === undefined || GITHUB_PAGES.has(owner)) return [];
      if (repository === undefined) return [`https://github.com/${owner}.atom`];
      const root = `https://github.com/${owner}/${repository}`;
      if (view === 'tags') return [`${root}/tags.atom`];
      if (view === 'commits' && rest.length === 0) return [`${root}/commits.atom`];
      if (view === 'commits' || view === 'tree') return [`${root}/commits/${rest.join('/')}.atom`];
      return [`${root}/releases.atom`, `${root}/commits.atom`];
    },
  },
  {
    isAt: (host) => host === 'gitlab.com' || host.startsWith('gitlab.'),
    feeds: ({ origin, pathname }) => {
      const [project = '', view = ''] = pathname.split('/-/');
      const root = origin + project.replace(/\/+$/, '');
      const [kind, branch] = view.split('/');
      if (project.split('/').filter(Boolean).length < 2) return [];
      if (kind === 'commits' && branch) return [`${root}/-/commits/${branch}?format=atom`];
      if (kind === 'tags') return [`${root}/-/tags?format=atom`];
      return [`${root}/-/releases.atom`, `${root}/-/tags?format=atom`, `${root}.atom`];
    },
  },
  {
    isAt: at('codeberg.org', 'gitea.com'),
    feeds: ({ origin }, [owner, repository]) => {
      if (owner === undefined) return [];
      const root = `${origin}/${owner}`;
      return repository === undefined
        ? [`${root}.rss`]
        : [`${root}/${repository}/releases.rss`, `${root}/${repository}.rss`];
    },
  },
  {
    isAt: at('medium.com'),
    feeds: (_, parts) => {
      const path = parts[0] === 'tag' ? parts.slice(0, 2) : parts.slice(0, 1);
      return path.length === 0 ? [] : [`https://medium.com/feed/${path.join('/')}`];
    },
  },
  { isAt: below('.medium.com'), feeds: ({ origin }) => [`${origin}/feed`] },
  { isAt: below('.substack.com'), feeds: ({ origin }) => [`${origin}/feed`] },
  { isAt: below('.wordpress.com'), feeds: ({ origin }) => [`${origin}/feed/`] },
  {
    isAt: (host) => /\.blogspot\.[a-z.]+$/.test(host),
    feeds: ({ origin }) => [`${origin}/feeds/posts/default`],
  },
  {
    isAt: at('tumblr.com'),
    feeds: (_, [first = '', second = '']) => {
      const blog = first === 'blog' ? second.replace(/^view$/, '') : first;
      return /^[\w-]+$/.test(blog) ? [`https://${blog}.tumblr.com/rss`] : [];
    },
  },
  { isAt: below('.tumblr.com'), feeds: ({ origin }) => [`${origin}/rss`] },
  {
    isAt: at('bsky.app'),
    feeds: (_, [kind, name]) => (kind === 'profile' && name ? [`https://bsky.app/profile/${name}/rss`] : []),
  },
  {
    isAt: at('dev.to'),
    feeds: (_, [name]) => [name === undefined ? 'https://dev.to/feed' : `https://dev.to/feed/${name}`],
  },
  {
    isAt: at('vimeo.com'),
    feeds: (_, [first, second]) => {
      if (first === 'channels' && second) return [`https://vimeo.com/channels/${second}/videos/rss`];
      return first === undefined ? [] : [`https://vimeo.com/${first}/videos/rss`];
    },
  },
  {
    isAt: at('stackoverflow.com', 'superuser.com', 'serverfault.com', 'askubuntu.com'),
    feeds: ({ origin }, [kind, which, tag]) =>
      kind === 'questions' && which === 'tagged' && tag
        ? [`${origin}/feeds/tag/${tag}`]
        : [`${origin}/feeds`],
  },
  {
    // Mastodon, and what speaks like it, wherever it is.
    isAt: () => true,
    feeds: ({ origin }, [name = '', ...rest]) =>
      /^@[\w.]+$/.test(name) && rest.length === 0 ? [`${origin}/${name}.rss`] : [],
  },
];

/**
 * Where the usual platforms have the feed of a page, by its URL alone or by what the page says.
 * @param page null where it could not be read
 */
export function platformFeeds(url: string, page: Page | null): string[] {
  const parsed = new URL(url);
  const host = parsed.hostname.replace(/^www\./, '');
  const parts = parsed.pathname.split('/').filter(Boolean);
  return PLATFORMS.find(({ isAt }) => isAt(host))?.feeds(parsed, parts, page) ?? [];
}
