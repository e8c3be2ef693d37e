import { generateAtomFeed } from 'feedsmith';
import type { Article } from '../article/article';
import { type Feed, type Format, NEWSREEL } from './feed';
import { tight } from './tight';

const TYPE = 'application/atom+xml';

/** Atom 1.0. @see https://www.rfc-editor.org/rfc/rfc4287 */
export const ATOM: Format = { contentType: `${TYPE}; charset=utf-8`, write };

function write({ title, url, homepage, updated, articles }: Feed): string {
  return tight(
    generateAtomFeed({
      id: url,
      title: { value: title, type: 'text' },
      updated,
      links: [
        { href: url, rel: 'self', type: TYPE },
        { href: homepage, rel: 'alternate' },
      ],
      // Holds for the entries that name none; each must have one.
      authors: [{ name: NEWSREEL }],
      generator: { text: NEWSREEL },
      entries: articles.map(entryOf),
    }),
  );
}

function entryOf({ id, title, url, summary, author, publishedAt, categories, image }: Article) {
  return {
    id: `urn:ulid:${id}`,
    title: { value: title, type: 'text' as const },
    links: [{ href: url, rel: 'alternate' }],
    published: publishedAt,
    updated: publishedAt,
    ...(summary !== '' && { summary: { value: summary, type: 'text' as const } }),
    ...(author !== null && { authors: [{ name: author }] }),
    categories: categories.map((term) => ({ term })),
    ...(image !== null && { media: { thumbnails: [{ url: image }] } }),
  };
}
