import { escapeText } from 'entities/escape';
import { generateRssFeed } from 'feedsmith';
import type { Article } from '../article/article';
import { type Feed, type Format, NEWSREEL } from './feed';
import { tight } from './tight';

const TYPE = 'application/rss+xml';

/** RSS 2.0. @see https://www.rssboard.org/rss-specification @see https://www.rssboard.org/rss-profile */
export const RSS: Format = { contentType: `${TYPE}; charset=utf-8`, write };

function write({ title, description, url, homepage, updated, articles }: Feed): string {
  return tight(
    generateRssFeed({
      title,
      link: homepage,
      description,
      lastBuildDate: new Date(updated),
      generator: NEWSREEL,
      atom: { links: [{ href: url, rel: 'self', type: TYPE }] },
      items: articles.map(itemOf),
    }),
  );
}

function itemOf({ id, title, url, summary, author, publishedAt, categories, image }: Article) {
  return {
    title,
    link: url,
    // Readers take it for HTML.
    ...(summary !== '' && { description: escapeText(summary) }),
    guid: { value: id, isPermaLink: false },
    pubDate: new Date(publishedAt),
    // RSS's own author is a mail address.
    ...(author !== null && { dc: { creators: [author] } }),
    categories: categories.map((name) => ({ name })),
    // An enclosure would need a length, which nobody knows.
    ...(image !== null && { media: { thumbnails: [{ url: image }] } }),
  };
}
