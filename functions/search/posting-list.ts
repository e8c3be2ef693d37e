import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { timeOf } from '../article/id';
import type { Item, Table } from '../table/client';
import { termPartition } from '../table/keys';
import { endOfWindow, newestOf, parseBlock, WINDOW_MS } from './block';
import type { ReadBudget } from './budget';
import { justBelow, NEWEST } from './cursor';

/** Few at first, as a page is often full after them; then more, as calls cost time. */
const BLOCKS_A_CALL = [4, 16, 64, 256];

/** Read at once by all lists together even where the budget is spent: block by block it would take for ever. */
const LEAST_BLOCKS = 16;

/** What going down a list brings and takes, going by its first blocks: in a ms of publication time. */
export interface Density {
  ids: number;
  /** read units; 0 where all was read */
  units: number;
}

/** Ids, newest first, read only as far as somebody asks. */
export interface IdList {
  /** Reads the first blocks, whatever is left of the budget. @param atMost the bound of the first `seek` */
  open(atMost: string): Promise<void>;
  /** when the newest article of the first blocks was published, ms since 1970; 0 where there is none */
  newest: number;
  /** whether the first blocks lie wholly above the bound that it was opened at, and there are more */
  isFar: boolean;
  /** How dense the list is, once it was opened. @param top when the newest of all lists was published */
  density(top: number): Density;
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
  private units = 0;
  private blocks = 0;
  private ids = 0;
  newest = 0;

  /**
   * @param least ids below it are not asked for
   * @param neighbours lists that are read at the same time, with this one: they share what is left of the budget
   */
  constructor(
    private readonly table: Table,
    private readonly term: string,
    private readonly least: string,
    private readonly budget: ReadBudget,
    private readonly neighbours: number,
  ) {}

  /** How many ids it has, once it was opened; null where there are more than were read. */
  get length(): number | null {
    return this.exhausted ? this.known.length : null;
  }

  get isFar(): boolean {
    return !this.exhausted && this.known.length === 0;
  }

  async open(atMost: string): Promise<void> {
    if (this.frontier === null && !this.exhausted) await this.read(atMost);
  }

  density(top: number): Density {
    // What lies between the newest ids of the first block and the last was read whole; of one block its own ids tell.
    const isKnownWhole = this.exhausted || this.blocks === 1;
    const oldest = (isKnownWhole ? this.known[0] : undefined) ?? this.frontier;
    const ids = isKnownWhole ? this.known.length : (this.ids * (this.blocks - 1)) / this.blocks;
    // Whoever skips to a list that begins far below reads the others from the end of its window.
    const from = Math.min(top, this.newest + WINDOW_MS);
    const ms = Math.max(1, from - (oldest === null ? 0 : timeOf(oldest)));
    return { ids: ids / ms, units: this.exhausted ? 0 : this.units / ms };
  }

  async seek(atMost: string): Promise<string | null> {
    for (;;) {
      this.drop(atMost);
      const newest = this.known.at(-1);
      if (newest !== undefined && (this.exhausted || (this.frontier !== null && newest >= this.frontier))) {
        return newest;
      }
      if (this.exhausted || atMost < this.least) return null;
      this.budget.check(atMost);
      await this.read(atMost);
    }
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
        Limit: this.nextBlocks(),
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    const units = output.ConsumedCapacity?.CapacityUnits ?? 0;
    this.calls++;
    this.units += units;
    this.budget.spend(units);
    this.take(output.Items ?? [], atMost);
    if (output.LastEvaluatedKey === undefined) this.exhausted = true;
    else this.lastKey = output.LastEvaluatedKey['SK']?.S ?? null;
  }

  /** How many blocks to ask for: no more than its share of the budget pays, but some, as one step is always made. */
  private nextBlocks(): number {
    const wanted = BLOCKS_A_CALL[Math.min(this.calls, BLOCKS_A_CALL.length - 1)] ?? 1;
    const unitsABlock = this.blocks === 0 ? 1 : this.units / this.blocks;
    const affordable = Math.floor(this.budget.left / this.neighbours / unitsABlock);
    return Math.min(wanted, Math.max(affordable, Math.ceil(LEAST_BLOCKS / this.neighbours)));
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
    const [first = last] = blocks;
    if (this.blocks === 0) this.newest = timeOf(newestOf(first));
    this.frontier = newestOf(last);
    this.blocks += blocks.length;
    const known = new Set(this.known);
    for (const block of blocks) {
      const ids = parseBlock(block);
      this.ids += ids.length;
      for (const id of ids) if (id <= atMost && id >= this.least) known.add(id);
    }
    this.known = [...known].sort();
  }
}
