import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { timeOf } from '../article/id';
import { type CycleTotals, readCycle } from '../cycles/cycle';
import { log } from '../log/log';
import { during } from '../log/work';
import { measure } from '../metrics/measure';
import { isExpired, text } from '../table/attributes';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { OPEN_CYCLES, openCycleKey } from '../table/keys';
import { queryAll } from '../table/query';

/**
 * How long cycles take, measured when the next one starts. Whoever does the last piece of a cycle does not know that
 * it is the last; to look each time would cost as many reads as a cycle has messages, squared. And who looks from
 * outside sees also what never finishes.
 */

/** A cycle that began no longer ago is not late. */
const LATE_MS = 10 * 60_000;

/**
 * Measures each cycle that finished since this was called before, once, and as of now what should have finished.
 * @param now ms since 1970
 */
export async function measureCycles(table: Table, now: number): Promise<void> {
  const open = await queryAll(table, {
    KeyConditionExpression: 'PK = :open',
    ExpressionAttributeValues: { ':open': { S: OPEN_CYCLES } },
  });
  for (const item of open) {
    const cycle = text(item, 'SK');
    await during({ cycle }, () => look(table, cycle, isExpired(item, now), now));
  }
}

async function look(table: Table, cycle: string, isGivenUp: boolean, now: number): Promise<void> {
  const startedAt = timeOf(cycle);
  const totals = await readCycle(table, cycle);
  if (totals === null || totals.finishedAt === null) {
    if (isGivenUp) await giveUp(table, cycle, totals);
    else if (totals !== null && now - startedAt >= LATE_MS)
      measure({ CycleLength: (now - startedAt) / 1000 });
    return;
  }
  if (!(await close(table, cycle))) return;
  const { sources, failed, newArticles, finishedAt } = totals;
  const ms = Date.parse(finishedAt) - startedAt;
  measure({ CycleLength: ms / 1000 });
  log.info('A cycle finished', { sources, failed, newArticles, ms });
}

/** What was lost on the way stays so; the next cycle asks the same sources. */
async function giveUp(table: Table, cycle: string, totals: CycleTotals | null): Promise<void> {
  if (!(await close(table, cycle))) return;
  const { sources = 0, done = 0 } = totals ?? {};
  log.warn('A cycle was still open after six hours and is given up', { left: sources - done });
}

/** @returns whether it was open: of many who come to measure it, one may */
const close = async (table: Table, cycle: string): Promise<boolean> =>
  (await unlessConditionFails(
    table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: openCycleKey(cycle),
        ConditionExpression: 'attribute_exists(PK)',
      }),
    ),
  )) !== null;
