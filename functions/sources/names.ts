import { text } from '../table/attributes';
import { readItems } from '../table/batch';
import type { Table } from '../table/client';
import { sourceKey } from '../table/keys';
import { originOf } from './origin';
import { listed, parseSourceItem } from './source';

/** What a digest needs to know of a source. */
export interface KnownSource {
  origin: string;
  /** as lists show it */
  title: string;
}

/** Digests of one hour ask for the same sources again and again, which hardly ever change. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 5_000;

/** Sources as they were a few minutes ago at most. */
export class SourceNames {
  private readonly known = new Map<string, { source: KnownSource | null; until: number }>();

  constructor(private readonly table: Table) {}

  /** Sources by their ids; those that there are none of are left out. @param now ms since 1970 */
  async read(ids: readonly string[], now: number): Promise<ReadonlyMap<string, KnownSource>> {
    const wanted = [...new Set(ids)];
    const missing = wanted.filter((id) => (this.known.get(id)?.until ?? 0) <= now);
    if (missing.length > 0) await this.load(missing, now + KEPT_MS);
    return new Map(
      wanted.flatMap((id) => {
        const source = this.known.get(id)?.source ?? null;
        return source === null ? [] : [[id, source]];
      }),
    );
  }

  private async load(ids: string[], until: number): Promise<void> {
    if (this.known.size > MOST_KEPT) this.known.clear();
    const items = await readItems(this.table, ids.map(sourceKey));
    const found = new Map(items.map((item) => [text(item, 'SK'), parseSourceItem(item)]));
    for (const id of ids) {
      const source = found.get(id);
      this.known.set(id, {
        source: source === undefined ? null : { origin: originOf(source), title: listed(source).title },
        until,
      });
    }
  }
}
