import { alsoNamed } from '../log/work';
import { processNetwork } from '../network/network';
import { parseSourceWork } from '../queue/messages';
import { eachMessage, onMessages } from '../queue/receive';
import { openQueue } from '../queue/send';
import { usualPace } from '../schedule/due';
import { openTable } from '../table/client';
import { type FetchParts, fetchSources } from './message';
import { workOffRemoval } from './removal';
import { Room } from './room';

/** A message's usual bodies side by side. A function has 1.7 GB, and 16 MB of feed become 200. */
const room = new Room(8 * 1024 * 1024);

/** Asks the sources of each message and stores what they bring, or deletes what a removed source brought. */
export const handler = onMessages((event) => {
  const parts: FetchParts = {
    table: openTable(),
    index: openQueue('INDEX_QUEUE_URL'),
    fetch: openQueue('FETCH_QUEUE_URL'),
    network: processNetwork(),
    room,
    retentionDays: Number(process.env['NEWSREEL_RETENTION_DAYS'] ?? 365),
    usual: usualPace(),
  };
  return eachMessage(event, (record) => {
    const work = parseSourceWork(record.body);
    if ('remove' in work) return workOffRemoval(parts.table, parts.fetch, work);
    alsoNamed({ cycle: work.cycle });
    return fetchSources(parts, work);
  });
});
