import type { Page } from './page';

/** Where software that says what it is has its feed, from the root of the site. */
const BY_GENERATOR: [RegExp, string[]][] = [
  [/wordpress/, ['feed/', '?feed=rss2']],
  [/blogger/, ['feeds/posts/default']],
  [/ghost/, ['rss/']],
  [/hugo/, ['index.xml']],
  [/jekyll|eleventy/, ['feed.xml']],
  [/hexo|movable type/, ['atom.xml']],
  [/gatsby|drupal|astro|zola/, ['rss.xml']],
  [/squarespace/, ['?format=rss']],
  [/tumblr/, ['rss']],
  [/joomla/, ['?format=feed&type=rss']],
  [/discourse/, ['latest.rss']],
  [/wix/, ['blog-feed.xml']],
  [/substack/, ['feed']],
];

/** Where most feeds lie that nothing points to, most common first. */
const COMMON = ['feed', 'rss.xml', 'atom.xml', 'index.xml', 'feed.xml', 'rss', 'feed.json', 'index.rdf'];

/** Enough where a part of a site has a feed of its own. */
const COMMON_IN_FOLDERS = COMMON.slice(0, 4);

const LESS_COMMON = ['?feed=rss2', 'feeds/posts/default', '?format=rss'];

/** Where a page's feed lies by custom: in its own folder, then at the root of its site. */
export function wellKnownFeeds(url: string, { generator }: Page): string[] {
  const root = new URL('/', url).href;
  // A page without a slash at its end may be a folder all the same.
  const folder = new URL(url);
  folder.search = '';
  folder.hash = '';
  folder.pathname = folder.pathname.replace(/\/[^/]*\.[^/]*$/, '/').replace(/\/*$/, '/');
  const own = BY_GENERATOR.filter(([pattern]) => pattern.test(generator)).flatMap(([, paths]) => paths);
  const from = (base: string, paths: string[]) => paths.map((path) => new URL(path, base).href);
  return [
    ...from(folder.href, own),
    ...from(root, own),
    ...(folder.href === root ? [] : from(folder.href, COMMON_IN_FOLDERS)),
    ...from(root, [...COMMON, ...LESS_COMMON]),
  ];
}
