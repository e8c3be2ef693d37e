import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Api } from './api';
import { NewsFunction } from './news-function';
import type { NewsTable } from './table';

/**
 * Adding and changing ask servers, which may take 18 s, and read what they say, which may take 5: they answer
 * within 25 s. The API gives up after 30.
 */
const TIMEOUT = Duration.seconds(29);

export interface SourceKeepingProps {
  readonly table: NewsTable;
  readonly api: Api;
  /** Where the articles of a removed source are cleared away. */
  readonly fetchQueue: IQueue;
}

/** What the keeper does with sources: adds one, changes one, removes one, brings many in and takes them out as OPML. */
export class SourceKeeping extends Construct {
  constructor(scope: Construct, id: string, { table, api, fetchQueue }: SourceKeepingProps) {
    super(scope, id);

    // Both ask and read a source as `fetch` does, with its logins, whose tokens lie in the table: a core, and
    // room for a body of 16 MB held whole.
    const add = new NewsFunction(this, 'AddSource', {
      entry: 'functions/add-source/handler.ts',
      description: 'Adds a source, once it has shown that it is one',
      memorySize: 1769,
      timeout: TIMEOUT,
    })
      .usesTable(table, 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
      .usesTokens(table)
      .usesSourceSecrets();

    const change = new NewsFunction(this, 'ChangeSource', {
      entry: 'functions/change-source/handler.ts',
      description: 'Changes a source, once it has shown that it still is one',
      memorySize: 1769,
      timeout: TIMEOUT,
    })
      .usesTable(table, 'Query', 'GetItem', 'PutItem', 'UpdateItem')
      .usesTokens(table)
      .usesSourceSecrets();

    const remove = new NewsFunction(this, 'RemoveSource', {
      entry: 'functions/remove-source/handler.ts',
      description: 'Removes a source and sends for its articles to be deleted',
      memorySize: 512, // Four calls; less would only slow the cold start.
      timeout: Duration.seconds(10),
    })
      .usesTable(table, 'GetItem', 'PutItem', 'DeleteItem')
      .sendsTo(fetchQueue, 'FETCH_QUEUE_URL')
      .usesTokens(table);

    const exportOpml = new NewsFunction(this, 'OpmlExport', {
      entry: 'functions/opml-export/handler.ts',
      description: 'Answers all sources as OPML',
      memorySize: 512, // One Query and some text; less would only slow the cold start.
      timeout: Duration.seconds(10),
    }).usesTable(table, 'GetItem', 'Query');

    const importOpml = new NewsFunction(this, 'OpmlImport', {
      entry: 'functions/opml-import/handler.ts',
      description: 'Adds the sources of an OPML file',
      memorySize: 1769, // One core: a file of 4 MB is parsed, and 5,000 sources are written in some seconds.
      timeout: TIMEOUT,
    })
      .usesTable(table, 'Query', 'GetItem', 'PutItem')
      .usesTokens(table);

    api.post('/sources', add);
    api.patch('/sources/{id}', change);
    api.delete('/sources/{id}', remove);
    // Forms know no DELETE.
    api.post('/sources/{id}/remove', remove);
    api.get('/sources.opml', exportOpml);
    api.post('/sources.opml', importOpml);
  }
}
