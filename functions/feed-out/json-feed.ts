import { generateJsonFeed } from 'feedsmith';
import type { Article } from '../article/article';
import type { Feed, Format } from './feed';

/** JSON Feed 1.1. @see https://www.jsonfeed.org/version/1.1/ */
export const JSON_FEED: Format = { contentType: 'application/feed+json; charset=utf-8', write };

function write({ title, description, url, homepage, articles }: Feed): string {
  const feed = generateJsonFeed({
    title,
    description,
    home_page_url: homepage,
    feed_url: url,
    items: articles.map(itemOf),
  });
  // The library leaves an empty list out; the format demands it.
  return JSON.stringify(articles.length > 0 ? feed : { ...(feed as object), items: [] });
}

function itemOf({ id, title, url, summary, author, publishedAt, categories, image }: Article) {
  return {
    id,
    url,
    title,
    // An item without content is none, so it may be empty.
    content_text: summary,
    date_published: new Date(publishedAt),
    ...(author !== null && { authors: [{ name: author }] }),
    ...(categories.length > 0 && { tags: categories }),
    ...(image !== null && { image }),
  };
}
