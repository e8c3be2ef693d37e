import * as z from 'zod/mini';
import type { Article } from '../article/article';
import type { WholeArticle } from '../article/read';
import { SOURCE_ID } from '../sources/id';
import { answerOf } from './answer-schema';
import { component, described } from './components';
import { time } from './values';

/** A ULID, as article/id.ts has it. */
export const ARTICLE_ID = '^[0-7][0-9A-HJKMNP-TV-Z]{25}$';

/** Written as its source wrote it. */
const HTTP_URL = '^[Hh][Tt][Tt][Pp][Ss]?://';

export const EXAMPLE_ARTICLE = {
  id: '01M831FGFG5DEVP04599744RPE',
  source: 'lanternport',
  title: 'Harbour council votes to keep the fog bell',
  url: 'https://example.com/lanternport/fog-bell',
  summary: 'By nine votes to four the bell on the eastern mole stays.',
  author: 'Ottoline Marsh',
  publishedAt: '2026-11-23T01:49:10.000Z',
  fetchedAt: '2026-11-23T02:29:11.000Z',
  categories: ['Town hall', 'Harbour'],
  image: null,
} satisfies Article;

const fields = {
  id: described(z.string(), 'Names the article for as long as it is kept. Ids sort by time of publication.', {
    pattern: ARTICLE_ID,
  }),
  source: described(z.string(), 'The id of its source', { pattern: SOURCE_ID.source }),
  title: described(z.string(), 'Plain text: no markup, no entities', { minLength: 1 }),
  url: described(z.string(), 'Absolute, http or https', { pattern: HTTP_URL }),
  summary: described(z.string(), 'Plain text; may be empty', { maxLength: 500 }),
  author: described(z.nullable(z.string()), 'Who wrote it, where the source says so'),
  publishedAt: time(
    'When it was published, or first seen where the source gives no usable date. Never changes.',
  ),
  fetchedAt: time('When it was first fetched'),
  categories: described(z.array(z.string()), 'Its own and those that its source is filed under'),
  image: z.nullable(described(z.string(), 'Absolute URL of a picture', { pattern: HTTP_URL })),
};

export const article = component('Article', answerOf<Article>()(z.object(fields)), {
  description: 'An article, as lists and files have it',
  examples: [EXAMPLE_ARTICLE],
});

export const wholeArticle = component(
  'WholeArticle',
  answerOf<WholeArticle>()(
    z.object({
      ...fields,
      content: described(
        z.nullable(z.string()),
        'Sanitised HTML; null where there is no more than the summary',
      ),
    }),
  ),
  {
    description: 'An article with its content',
    examples: [
      { ...EXAMPLE_ARTICLE, content: '<p>By nine votes to four the bell on the eastern mole stays.</p>' },
    ],
  },
);

export const articlePage = component(
  'ArticlePage',
  z.object({
    articles: described(z.array(article), 'Newest first; those of one time by id'),
    next: described(
      z.nullable(z.string()),
      'The `cursor` that goes on from here, null at the end. A page that read as much as one may can hold fewer articles than asked for, even none, and still have one.',
    ),
  }),
  {
    description: 'A page of articles',
    examples: [{ articles: [EXAMPLE_ARTICLE], next: EXAMPLE_ARTICLE.id }],
  },
);
