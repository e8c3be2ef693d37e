import { listParameters, MOST_ON_PAGE, USUAL_ON_PAGE } from '../list/parameters';
import { ARTICLE_ID, articlePage, EXAMPLE_ARTICLE, wholeArticle } from './article-schemas';
import { referenceTo } from './components';
import { CURSOR, FILTERS } from './filters';
import type { Operation } from './operation';
import { pathId, queryParameters } from './parameters';

export const ARTICLE_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/articles',
    operationId: 'listArticles',
    tag: 'Articles',
    summary: 'List, filter and search articles',
    description:
      'The newest first; those of one time by id. All filters combine. `next` goes on, and stays right while articles arrive.',
    who: 'anyone',
    parameters: queryParameters(listParameters, {
      ...FILTERS,
      limit: {
        description: 'How many articles at most',
        type: 'integer',
        minimum: 1,
        maximum: MOST_ON_PAGE,
        default: USUAL_ON_PAGE,
      },
      cursor: CURSOR,
    }),
    answer: {
      status: 200,
      description: 'A page of articles',
      content: { 'application/json': { schema: referenceTo(articlePage) } },
    },
  },
  {
    method: 'get',
    path: '/articles/{id}',
    operationId: 'getArticle',
    tag: 'Articles',
    summary: 'Get one article with its content',
    who: 'anyone',
    parameters: [pathId('The id of an article', ARTICLE_ID, EXAMPLE_ARTICLE.id)],
    answer: {
      status: 200,
      description: 'The article',
      content: { 'application/json': { schema: referenceTo(wholeArticle) } },
    },
    problems: ['NotFound'],
  },
];
