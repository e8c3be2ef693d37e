import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Api } from './api';
import { NewsFunction } from './news-function';
import type { MembershipSettings } from './settings/membership';
import type { NewsTable } from './table';

/** A page is read within a second; what takes ten is stuck, and its reader has gone. */
const TIMEOUT = Duration.seconds(10);

/** As long as API Gateway waits: a part ends by itself before. */
const EXPORT_TIMEOUT = Duration.seconds(29);

export interface ReadingProps {
  readonly table: NewsTable;
  readonly api: Api;
  readonly membership: MembershipSettings;
}

/** What is read: pages, articles, one article, the sources; all articles at once by those who may. */
export class Reading extends Construct {
  constructor(scope: Construct, id: string, { table, api, membership }: ReadingProps) {
    super(scope, id);

    const list = new NewsFunction(this, 'List', {
      entry: 'functions/list/handler.ts',
      description: 'Lists, filters and searches articles',
      memorySize: 1024, // More than half a core: merging posting lists and compressing the page are CPU.
      timeout: TIMEOUT,
    }).usesTable(table, 'GetItem', 'Query', 'BatchGetItem');

    const article = new NewsFunction(this, 'Article', {
      entry: 'functions/article/handler.ts',
      description: 'Answers one article with its content',
      memorySize: 512, // One call for two items, one decompressed; less would only slow the cold start.
      timeout: TIMEOUT,
    }).usesTable(table, 'GetItem', 'Query', 'BatchGetItem');

    const sources = new NewsFunction(this, 'Sources', {
      entry: 'functions/sources/handler.ts',
      description: 'Lists the sources and how each is doing',
      memorySize: 512, // One Query, as above.
      timeout: TIMEOUT,
    }).usesTable(table, 'GetItem', 'Query');

    const feedOut = new NewsFunction(this, 'FeedOut', {
      entry: 'functions/feed-out/handler.ts',
      description: 'Answers what is filtered or searched as a feed: Atom, RSS, JSON Feed',
      memorySize: 1024, // As the list, whose work it does.
      timeout: TIMEOUT,
    }).usesTable(table, 'GetItem', 'Query', 'BatchGetItem');

    const exporting = new NewsFunction(this, 'Export', {
      entry: 'functions/export/handler.ts',
      description: 'Answers all articles that match, in parts, as JSON, NDJSON or CSV',
      memorySize: 1769, // A whole core: reading, writing and compressing 10 MB is CPU.
      timeout: EXPORT_TIMEOUT,
    })
      .usesTable(table, 'Query', 'UpdateItem', 'DeleteItem')
      .usesTokens(table)
      .usesStripe(membership);

    const pages = new NewsFunction(this, 'ReadingPages', {
      entry: 'functions/reading-pages/handler.ts',
      description: 'Shows the pages that are there to be read',
      memorySize: 1024, // As the list, whose work it does.
      timeout: TIMEOUT,
      showsScripts: true,
    })
      .usesTable(table, 'GetItem', 'Query', 'BatchGetItem')
      .usesSessionKey()
      .knowsMembership(membership);

    for (const path of ['/', '/read/{id}', '/from', '/from/{id}', '/assets/{file}', '/sw.js'])
      api.get(path, pages);
    api.get('/articles', list);
    api.get('/articles/{id}', article);
    api.get('/export', exporting);
    api.get('/sources', sources);
    for (const path of ['/feed.atom', '/feed.rss', '/feed.json']) api.get(path, feedOut);
  }
}
