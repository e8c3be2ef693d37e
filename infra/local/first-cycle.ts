import * as z from 'zod/mini';
import { readCycle } from '../../functions/cycles/cycle';
import type { Table } from '../../functions/table/client';
import { type Screen, showProgress } from './progress';
import { addSamples, isCutOff, removeSamplesIfReal } from './sample-sources';
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
}

/**
 * Runs the cycle that a start begins with, and shows how it goes on. Where nothing at all could be reached
 * and nothing is there to be read, the sample feeds step in.
 */
export async function runFirstCycle(parts: Parts): Promise<void> {
  await runCycle(parts);
  if (!(await isCutOff(parts.table))) return;
  parts.screen.result('Not one source could be reached. Here are sample feeds until one can.');
  await addSamples(parts.table, parts.samples);
  await runCycle(parts);
}

async function runCycle({ table, workload, screen, startCycle }: Parts): Promise<void> {
  const { cycle, sources } = started.parse(await startCycle());
  if (sources === 0) return;
  await showProgress(
    () => readCycle(table, cycle),
    () => workload.isIdle,
    screen,
  );
}

/**
 * Takes the samples away when a real source answers: looked at whenever all work is done.
 * @returns what ends the watch
 */
export function removeSamplesWhenReal(
  table: Table,
  workload: Workload,
  report: (problem: string) => void,
): () => void {
  let looking = false;
  const look = async () => {
    looking = true;
    try {
      await removeSamplesIfReal(table);
    } catch (error) {
      report(`The samples could not be removed: ${error}`);
    } finally {
      looking = false;
    }
  };
  return workload.onChange(() => {
    if (workload.isIdle && !looking) void look();
  });
}
