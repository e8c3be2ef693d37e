import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Item, Table } from '../table/client';
import { termPartition } from '../table/keys';
import { endOfWindow, newestOf, parseBlock } from './block';
import type { ReadBudget } from './budget';
import { justBelow, NEWEST } from './cursor';

/** Few at first, as a page is often full after them; then more, as calls cost time. */
const BLOCKS_A_CALL = [4, 16, 64, 256];

/** Ids, newest first, read only as far as somebody asks. */
export interface IdList {
  /**
   * The newest id that is at most `atMost`; null where there is none. Calls must come with falling bounds.
   * @throws BudgetSpentError
   */
  seek(atMost: string): Promise<string | null>;
}

/**
 * The posting list of one term. Blocks are read by their newest id, newest first; an id is given out only
 * when no unread block can hold a newer one.
 */
export class PostingList implements IdList {
  /** known ids that were not passed yet, oldest first: the end is popped */
  private known: string[] = [];
  /** no unread block holds an id above this; null before the first call */
  private frontier: string | null = null;
  private lastKey: string | null = null;
  private exhausted = false;
  private calls = 0;

  /** @param least ids below it are not asked for */
  constructor(
    private readonly table: Table,
    private readonly term: string,
    private readonly least: string,
    private readonly budget: ReadBudget,
  ) {}

  async seek(atMost: string): Promise<string | null> {
    for (;;) {
      this.drop(atMost);
      const newest = this.known.at(-1);
      if (newest !== undefined && (this.exhausted || (this.frontier !== null && newest >= this.frontier))) {
        return newest >= this.least ? newest : null;
      }
      if (this.exhausted || atMost < this.least) return null;
      this.budget.check(atMost);
      await this.read(atMost);
    }
  }

  /** Reads its first blocks. @returns its ids from the bound on if these are all, null if there are more */
  async complete(atMost: string): Promise<string[] | null> {
    if (this.frontier === null && !this.exhausted) await this.read(atMost);
    if (!this.exhausted) return null;
    this.drop(atMost);
    return this.known.filter((id) => id >= this.least).reverse();
  }

  private drop(atMost: string): void {
    let last = this.known.at(-1);
    while (last !== undefined && last > atMost) {
      this.known.pop();
      last = this.known.at(-1);
    }
  }

  private async read(atMost: string): Promise<void> {
    const output = await this.table.client.send(
      new QueryCommand({
        TableName: this.table.name,
        KeyConditionExpression: 'PK = :term AND SK BETWEEN :least AND :last',
        ExpressionAttributeValues: {
          ':term': { S: termPartition(this.term) },
          ':least': { S: this.least },
          ':last': { S: this.nextKey(atMost) },
        },
        ScanIndexForward: false,
        Limit: BLOCKS_A_CALL[Math.min(this.calls, BLOCKS_A_CALL.length - 1)],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    this.calls++;
    this.budget.spend(output.ConsumedCapacity?.CapacityUnits ?? 0);
    this.take(output.Items ?? [], atMost);
    if (output.LastEvaluatedKey === undefined) this.exhausted = true;
    else this.lastKey = output.LastEvaluatedKey['SK']?.S ?? null;
  }

  /** Goes on behind the last block, or further down where the bound has left that block's window. */
  private nextKey(atMost: string): string {
    const start = atMost === NEWEST ? NEWEST : endOfWindow(atMost);
    if (this.lastKey === null || start < this.lastKey) return start;
    // BETWEEN includes its end: the key just below.
    return justBelow(this.lastKey);
  }

  private take(blocks: Item[], atMost: string): void {
    const last = blocks.at(-1);
    if (last === undefined) return;
    this.frontier = newestOf(last);
    const ids = new Set(this.known);
    for (const block of blocks) {
      for (const id of parseBlock(block)) if (id <= atMost) ids.add(id);
    }
    this.known = [...ids].sort();
  }
}
