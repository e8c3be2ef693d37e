import type { Article } from '../article/article';

/** A feed of ours, in whatever format it goes out. All texts are plain and in one line, without what XML cannot hold. */
export interface Feed {
  title: string;
  description: string;
  /** its own URL: it names this feed among all others */
  url: string;
  homepage: string;
  /** ISO 8601, UTC: when its newest article came */
  updated: string;
  /** newest first */
  articles: readonly Article[];
}

/** A way to write a feed. */
export interface Format {
  contentType: string;
  write(feed: Feed): string;
}

/** Whoever made the feed itself, where one has to be named. */
export const NEWSREEL = 'Newsreel';

/** A feed without articles never changes. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** Characters that XML 1.0 cannot hold in any form; lone halves of surrogate pairs are among them. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
/** Line breaks and tabs, and the controls from U+0080 that are neither white space nor anything to see. */
const CONTROLS = /\p{Cc}+/gu;

/**
 * A feed of articles.
 * @param title plain text
 * @param links absolute URLs: the feed's own and the homepage's
 * @param articles newest first, as the API shows them
 */
export function feedOf(
  title: string,
  links: Pick<Feed, 'url' | 'homepage'>,
  articles: readonly Article[],
): Feed {
  const name = clean(title);
  return {
    ...links,
    title: name,
    description: `The newest articles of ${name}`,
    updated: articles.flatMap(({ publishedAt, fetchedAt }) => [publishedAt, fetchedAt]).reduce(later, NEVER),
    articles: articles.map(cleaned),
  };
}

// ISO 8601 in UTC sorts by time.
const later = (one: string, other: string): string => (one > other ? one : other);

function cleaned(article: Article): Article {
  return {
    ...article,
    title: clean(article.title) || article.url,
    summary: clean(article.summary),
    author: article.author === null ? null : clean(article.author) || null,
    categories: article.categories.map(clean).filter((category) => category !== ''),
  };
}

const clean = (text: string): string => text.replace(NOT_IN_XML, '').replace(CONTROLS, ' ').trim();
