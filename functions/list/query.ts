import type { ArticleQuery } from '../search/query';
import { readOrigins } from '../sources/read-origins';
import { removedOrigins } from '../sources/removed';
import type { Table } from '../table/client';
import type { Filters } from './parameters';

/** The query of somebody's filters; null where none of the sources is there, so that nothing can match. */
export async function queryOf(table: Table, filters: Filters): Promise<ArticleQuery | null> {
  const [sources, removed] = await Promise.all([readOrigins(table, filters.sources), removedOrigins(table)]);
  if (filters.sources.length > 0 && sources.length === 0) return null;
  return { ...filters, sources, removed };
}
