import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Dispatcher } from 'undici';
import { parseNetworks } from '../network/addresses';
import { createDialer } from '../network/dialer';
import { parseFetchMessage } from '../queue/messages';
import { eachMessage } from '../queue/receive';
import { openQueue } from '../queue/send';
import { openTable } from '../table/client';
import { fetchSources } from './message';

let dispatcher: Dispatcher | undefined;

/** Asks the sources of each message, stores their articles and sends their words to the index. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  dispatcher ??= createDialer(parseNetworks(process.env['NEWSREEL_ALLOW_NETWORK'] ?? ''));
  const parts = {
    table: openTable(),
    index: openQueue('INDEX_QUEUE_URL'),
    dispatcher,
    retentionDays: Number(process.env['NEWSREEL_RETENTION_DAYS'] ?? 365),
  };
  return eachMessage(event, (record) => fetchSources(parts, parseFetchMessage(record.body)));
}
