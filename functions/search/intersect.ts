import { justBelow } from './cursor';
import type { Density, IdList } from './posting-list';

/** The ids that stand in any of several lists. */
export class UnionList implements IdList {
  constructor(private readonly lists: IdList[]) {}

  get newest(): number {
    return Math.max(...this.lists.map(({ newest }) => newest));
  }

  get isFar(): boolean {
    return this.lists.some(({ isFar }) => isFar);
  }

  async open(atMost: string): Promise<void> {
    await Promise.all(this.lists.map((list) => list.open(atMost)));
  }

  density(top: number): Density {
    const all = this.lists.map((list) => list.density(top));
    return {
      ids: all.reduce((sum, { ids }) => sum + ids, 0),
      units: all.reduce((sum, { units }) => sum + units, 0),
    };
  }

  async seek(atMost: string): Promise<string | null> {
    const found = await Promise.all(this.lists.map((list) => list.seek(atMost)));
    return found.reduce(
      (newest, id) => (newest === null || (id !== null && id > newest) ? id : newest),
      null,
    );
  }
}

/**
 * The ids that stand in all of the lists, newest first. Each list is skipped ahead to where the others are,
 * so the work follows the sparsest of them.
 * @param start no id above it is given
 */
export async function* intersect(lists: IdList[], start: string): AsyncGenerator<string> {
  let atMost = start;
  for (;;) {
    const candidate = await agree(lists, atMost);
    if (candidate === null) return;
    yield candidate;
    atMost = justBelow(candidate);
  }
}

async function agree(lists: IdList[], start: string): Promise<string | null> {
  let atMost = start;
  for (let agreed = 0, turn = 0; agreed < lists.length; turn++) {
    const found = (await lists[turn % lists.length]?.seek(atMost)) ?? null;
    if (found === null) return null;
    agreed = found === atMost ? agreed + 1 : 1;
    atMost = found;
  }
  return atMost;
}
