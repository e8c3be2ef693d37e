import { badParameters } from '../http/problem';
import { text } from '../table/attributes';
import { readItems } from '../table/batch';
import type { Table } from '../table/client';
import { sourceKey } from '../table/keys';

/** Lets sources through that are there at this moment. @param ids each once @throws Problem 400 naming the others */
export async function requireSources(table: Table, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const items = await readItems(table, ids.map(sourceKey), { fresh: true });
  const known = new Set(items.map((item) => text(item, 'SK')));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw badParameters([{ name: 'sources', detail: `names what is no source here: ${unknown.join(', ')}` }]);
}
