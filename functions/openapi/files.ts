import { exportParameters } from '../export/parameters';
import { feedParameters } from '../feed-out/parameters';
import { article } from './article-schemas';
import { type JsonSchema, referenceTo } from './components';
import { jsonFeed } from './feed-schemas';
import { CURSOR, FILTERS } from './filters';
import type { Operation } from './operation';
import { queryParameters } from './parameters';

const TEXT: JsonSchema = { type: 'string' };

const FEED_PARAMETERS = queryParameters(feedParameters, FILTERS);

const EXPORT: Operation = {
  method: 'get',
  path: '/export',
  operationId: 'exportArticles',
  tag: 'Feeds and files',
  summary: 'Export all articles that match',
  description:
    'As many as fit into one answer, newest first, as a whole file; `Link` leads to the next part where there is more. In CSV, categories are joined by `; `, and a cell that a spreadsheet would run as a formula begins with an apostrophe.',
  who: 'member',
  parameters: queryParameters(exportParameters, {
    ...FILTERS,
    format: { description: 'Of the file', default: 'json' },
    cursor: CURSOR,
  }),
  answer: {
    status: 200,
    description: 'A part of the export, a whole file',
    headers: {
      'Content-Disposition': {
        description: 'A name for the file (RFC 6266)',
        schema: { type: 'string', examples: ['attachment; filename="newsreel-2026-11-23.json"'] },
      },
      Link: {
        description: 'With `rel="next"`: the path of the next part. Not there in the last one (RFC 8288)',
        schema: {
          type: 'string',
          examples: ['</export?format=csv&cursor=01M831FGFG5DEVP04599744RPE>; rel="next"'],
        },
      },
    },
    content: {
      'application/json': { schema: { type: 'array', items: referenceTo(article) } },
      'application/x-ndjson': { schema: { ...TEXT, description: 'An Article in JSON a line' } },
      'text/csv': {
        schema: { ...TEXT, description: 'RFC 4180 in UTF-8: a header row, then the fields of an Article' },
      },
    },
  },
};

export const FILE_OPERATIONS: Operation[] = [
  feed('/feed.atom', 'getAtomFeed', 'Atom', 'application/atom+xml', TEXT),
  feed('/feed.rss', 'getRssFeed', 'RSS 2.0', 'application/rss+xml', TEXT),
  feed('/feed.json', 'getJsonFeed', 'JSON Feed 1.1', 'application/feed+json', referenceTo(jsonFeed)),
  EXPORT,
];

function feed(
  path: Operation['path'],
  operationId: string,
  format: string,
  type: string,
  schema: JsonSchema,
): Operation {
  return {
    method: 'get',
    path,
    operationId,
    tag: 'Feeds and files',
    summary: `Get articles as ${format}`,
    description: 'The newest 50 that match: whatever can be filtered or searched is a feed to subscribe to.',
    who: 'anyone',
    parameters: FEED_PARAMETERS,
    answer: { status: 200, description: 'The feed', content: { [type]: { schema } } },
  };
}
