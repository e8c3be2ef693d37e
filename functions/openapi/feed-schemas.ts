import * as z from 'zod/mini';
import { ARTICLE_ID } from './article-schemas';
import { component, described } from './components';
import { time } from './values';

const item = z.object({
  id: described(z.string(), 'The id of the article', { pattern: ARTICLE_ID }),
  url: described(z.string(), 'Of the article'),
  title: described(z.string(), 'Plain text'),
  content_text: described(z.string(), 'The summary, plain text'),
  date_published: time('When it was published'),
  authors: z.optional(z.array(z.object({ name: z.string() }))),
  tags: described(z.optional(z.array(z.string())), 'Its categories'),
  image: described(z.optional(z.string()), 'Absolute URL of a picture'),
});

/** What feed-out/json-feed.ts writes. */
export const jsonFeed = component(
  'JsonFeed',
  z.object({
    version: z.literal('https://jsonfeed.org/version/1.1'),
    title: described(z.string(), 'Says what it is filtered by'),
    description: z.string(),
    home_page_url: z.string(),
    feed_url: described(z.string(), 'Its own URL'),
    items: described(z.array(item), 'Newest first', { maxItems: 50 }),
  }),
  { description: 'JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)' },
);
