import { text } from '../table/attributes';
import { readItems } from '../table/batch';
import type { Table } from '../table/client';
import { sourceKey } from '../table/keys';
import { originOf } from './origin';

/** The origins of sources as they are at this moment; ids that there is no source of are left out. */
export async function readOrigins(table: Table, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const items = await readItems(table, [...new Set(ids)].map(sourceKey), { fresh: true });
  return items.map((item) => originOf({ id: text(item, 'SK'), addedAt: text(item, 'addedAt') }));
}
