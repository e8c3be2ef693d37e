import type { EventBridgeEvent } from 'aws-lambda';
import { identityHash, makeId } from '../article/id';
import { openQueue } from '../queue/send';
import { CATALOGUE } from '../sources/catalogue';
import { addFirstSources } from '../sources/first';
import { readSources } from '../sources/store';
import { openTable } from '../table/client';
import { isDue } from './due';
import { freeHosts } from './free-hosts';
import { startCycle } from './plan';

/**
 * What the rule calls every half hour: starts a cycle of the sources that are due. The cycle's id is made
 * of the event, so that an event that comes twice is one cycle.
 */
export async function handler(
  event: EventBridgeEvent<'Scheduled Event', unknown>,
): Promise<{ cycle: string; sources: number }> {
  const table = openTable();
  const at = new Date(event.time).toISOString();
  const time = Date.parse(at);
  const cycle = makeId(time, identityHash(`schedule@${at}`, event.id));
  let sources = await readSources(table);
  if (sources.length === 0 && (await addFirstSources(table, CATALOGUE)) > 0)
    sources = await readSources(table, true);
  const due = sources.filter((source) => isDue(source, time));
  await startCycle(table, openQueue('FETCH_QUEUE_URL'), cycle, due, at, freeHosts());
  return { cycle, sources: due.length };
}
