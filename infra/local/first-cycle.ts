import * as z from 'zod/mini';
import { readCycle } from '../../functions/cycles/cycle';
import type { Table } from '../../functions/table/client';
import { listenForAnswers } from './answers';
import { type Screen, showProgress } from './progress';
import { addSamples, hasReadNothing, removeSamplesIfReal } from './sample-sources';
import type { Samples } from './samples';
import type { Workload } from './workload';

const started = z.object({ cycle: z.string(), sources: z.number() });

interface Parts {
  table: Table;
  workload: Workload;
  screen: Screen;
  samples: Samples;
  /** starts a cycle as the schedule does; what its function answered */
  startCycle: () => Promise<unknown>;
  /** ends the watching, not the cycle */
  stop: AbortSignal;
}

/**
 * Runs the cycle that a start begins with, and shows how it goes on. Where not one server answered and
 * there is nothing to be read from before, the sample feeds step in.
 */
export async function runFirstCycle(parts: Parts): Promise<void> {
  const answers = listenForAnswers(parts.samples.origin);
  await runCycle(parts);
  answers.stop();
  if (parts.stop.aborted || answers.any || !(await hasReadNothing(parts.table))) return;
  parts.screen.result('Not one source could be reached: here are sample feeds until one can.');
  await addSamples(parts.table, parts.samples);
  await runCycle(parts);
}

async function runCycle({ table, workload, screen, startCycle, stop }: Parts): Promise<void> {
  const { cycle, sources } = started.parse(await startCycle());
  if (sources === 0) return;
  await showProgress(
    () => readCycle(table, cycle),
    () => workload.isIdle,
    screen,
    stop,
  );
}

/** Takes the samples away when a real source was read: looked at now, and whenever all work is done. */
export function removeSamplesWhenReal(
  table: Table,
  workload: Workload,
  report: (problem: string) => void,
): void {
  let looking = false;
  const look = async () => {
    if (!workload.isIdle || looking) return;
    looking = true;
    await removeSamplesIfReal(table).catch((error: unknown) => report(`The samples stay: ${error}`));
    looking = false;
  };
  workload.onChange(look);
  void look();
}
