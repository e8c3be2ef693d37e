import { pageParameters } from '../reading-pages/parameters';
import { sourcesParameters } from '../reading-pages/sources-parameters';
import { SOURCE_ID } from '../sources/id';
import { ARTICLE_ID, EXAMPLE_ARTICLE } from './article-schemas';
import { CURSOR, CURSOR_PATTERN, FILTERS } from './filters';
import { type Content, PAGE } from './media-types';
import type { Operation } from './operation';
import { pathId, queryParameters } from './parameters';

const SCRIPT: Content = { 'text/javascript': { schema: { type: 'string' } } };

const EMPTY_IS_NOTHING =
  'Parameters that are empty ask for nothing, as forms send them; those that only say where a reader came from (`utm_source`, `fbclid` and their like) are passed over.';

/** What a page of articles may be asked. */
const LIST_PARAMETERS = queryParameters(pageParameters, {
  ...FILTERS,
  cursor: CURSOR,
  newer: {
    description: 'The cursors of the pages before, the nearest last: the way back. May be repeated.',
    items: { type: 'string', pattern: CURSOR_PATTERN },
    examples: [['01M831FGFG5DEVP04599744RPE']],
  },
});

export const PAGE_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/',
    operationId: 'getNewsPage',
    tag: 'Pages',
    summary: 'See the latest news, or what matches',
    description: `The 50 newest by days. ${EMPTY_IS_NOTHING} Who is signed in sees what there is to see to besides.`,
    who: 'anyone',
    parameters: LIST_PARAMETERS,
    answer: { status: 200, description: 'The page', content: PAGE },
  },
  {
    method: 'get',
    path: '/read/{id}',
    operationId: 'getArticlePage',
    tag: 'Pages',
    summary: 'Read an article',
    who: 'anyone',
    parameters: [pathId('The id of an article', ARTICLE_ID, EXAMPLE_ARTICLE.id)],
    answer: { status: 200, description: 'The page', content: PAGE },
    problems: ['NotFound'],
  },
  {
    method: 'get',
    path: '/from',
    operationId: 'getSourcesPage',
    tag: 'Pages',
    summary: 'See where the news comes from',
    who: 'anyone',
    parameters: queryParameters(sourcesParameters, {
      after: { description: 'The source behind which to go on', examples: ['hackernews'] },
    }),
    answer: { status: 200, description: 'The page', content: PAGE },
  },
  {
    method: 'get',
    path: '/from/{id}',
    operationId: 'getSourcePage',
    tag: 'Pages',
    summary: 'See a source and what came from it',
    description: EMPTY_IS_NOTHING,
    who: 'anyone',
    parameters: [pathId('The id of a source', SOURCE_ID.source, 'hackernews'), ...LIST_PARAMETERS],
    answer: { status: 200, description: 'The page', content: PAGE },
    problems: ['NotFound'],
  },
  {
    method: 'get',
    path: '/assets/{file}',
    operationId: 'getScript',
    tag: 'Pages',
    summary: 'Get a script of a page',
    who: 'anyone',
    parameters: [
      {
        name: 'file',
        in: 'path',
        description: 'The name of a script and of its state, as pages have it',
        required: true,
        schema: { type: 'string', examples: ['reading.1f3a9c0b.js'] },
      },
    ],
    answer: { status: 200, description: 'The script', content: SCRIPT },
    problems: ['NotFound'],
  },
  {
    method: 'get',
    path: '/sw.js',
    operationId: 'getOfflineWorker',
    tag: 'Pages',
    summary: 'Get what shows pages without a connection',
    description: 'A service worker: it keeps the pages that a browser has had.',
    who: 'anyone',
    answer: { status: 200, description: 'The script', content: SCRIPT },
  },
];
