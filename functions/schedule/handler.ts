import type { ScheduledEvent } from 'aws-lambda';
import { identityHash, makeId } from '../article/id';
import { log } from '../log/log';
import { onEvent } from '../log/on-event';
import { measure } from '../metrics/measure';
import { openQueue } from '../queue/send';
import { CATALOGUE } from '../sources/catalogue';
import { addFirstSources } from '../sources/first';
import { readSources } from '../sources/store';
import { openTable } from '../table/client';
import { measureCycles } from './cycle-lengths';
import { isDue } from './due';
import { freeHosts } from './free-hosts';
import { startCycle } from './plan';

/**
 * What the rule calls every half hour: starts a cycle of the sources that are due. The cycle's id is made
 * of the event, so that an event that comes twice is one cycle.
 */
export const handler = onEvent(async (event: ScheduledEvent): Promise<{ cycle: string; sources: number }> => {
  const table = openTable();
  const at = new Date(event.time).toISOString();
  const time = Date.parse(at);
  const cycle = makeId(time, identityHash(`schedule@${at}`, event.id));
  let sources = await readSources(table);
  if (sources.length === 0 && (await addFirstSources(table, CATALOGUE)) > 0)
    sources = await readSources(table, true);
  const due = sources.filter((source) => isDue(source, time));
  await startCycle(table, openQueue('FETCH_QUEUE_URL'), cycle, due, at, freeHosts());
  measure({ SourcesFailing: sources.filter(({ status }) => status === 'failing').length });
  // The news must not wait for it, nor come twice because of it.
  await measureCycles(table, Date.now()).catch((error: unknown) =>
    log.error('Cycles could not be measured', error),
  );
  return { cycle, sources: due.length };
});
