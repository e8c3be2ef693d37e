import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Api } from './api';
import { NewsFunction } from './news-function';
import type { NewsTable } from './table';

export interface AdminProps {
  readonly table: NewsTable;
  readonly api: Api;
}

/** The page of whoever keeps the sources, and the session that opens it in a browser. */
export class Admin extends Construct {
  constructor(scope: Construct, id: string, { table, api }: AdminProps) {
    super(scope, id);

    const page = new NewsFunction(this, 'Page', {
      entry: 'functions/admin-page/handler.ts',
      description: 'Shows the admin all sources and how they are doing',
      memorySize: 1024, // More than half a core: a thousand sources are read, written and packed.
      timeout: Duration.seconds(10),
      showsScripts: true,
    })
      .usesTable(table, 'Query')
      .usesTokens(table);

    const session = new NewsFunction(this, 'Session', {
      entry: 'functions/admin-session/handler.ts',
      description: 'Signs the admin in and out in a browser',
      memorySize: 512,
      timeout: Duration.seconds(10),
    }).signsAdminSessions();

    api.get('/admin', page);
    api.post('/admin/sign-in', session);
    api.post('/admin/sign-out', session);
  }
}
