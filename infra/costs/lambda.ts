import type { Deployed } from './deployed';
import { CALL_MS, COLD_START_MS, COLD_STARTS_AN_HOUR, LOG_BYTES } from './units';
import { gigabytes, type Use, use } from './use';
import { HOURS } from './workload';

/** What a function does in a month. */
export interface Work {
  /** the folder of its handler */
  folder: string;
  invocations: number;
  /** CPU on a whole core, in ms: of all of them together */
  cpuMs: number;
  /** calls of the table and of queues, one after the other: of all together */
  calls: number;
  /** ms of waiting besides: of all together */
  waitMs?: number;
}

/** From here on a function has a whole core. */
const MEGABYTES_OF_A_CORE = 1_769;

/** What a function's work costs: invocations, time and logs. */
export function lambda(deployed: Deployed, what: string, work: Work): Use[] {
  const { folder, invocations, cpuMs, calls, waitMs = 0 } = work;
  const megabytes = deployed.memory(folder);
  const cores = Math.min(1, megabytes / MEGABYTES_OF_A_CORE);
  const coldStarts = Math.min(invocations, HOURS * COLD_STARTS_AN_HOUR);
  const ms = cpuMs / cores + calls * CALL_MS + waitMs + coldStarts * COLD_START_MS;
  return [
    use(what, 'lambdaRequests', invocations),
    use(what, 'lambdaTime', (ms / 1000) * (megabytes / 1024)),
    use(what, 'logsIn', gigabytes(invocations * LOG_BYTES)),
  ];
}
