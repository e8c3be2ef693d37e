import * as z from 'zod/mini';
import { readParameters } from '../http/parameters';
import { cursor, type Filters, filters, parseFilters, REPEATABLE } from '../list/parameters';
import { parseCursor } from '../search/cursor';
import { csv } from './csv';
import type { Format } from './format';
import { json } from './json';
import { ndjson } from './ndjson';

const FORMATS = { json, csv, ndjson };

/** The parameters of `GET /export`. */
export const exportParameters = z.strictObject({
  ...filters,
  format: z.optional(z.enum(['json', 'csv', 'ndjson'], 'must be json, csv or ndjson')),
  cursor: z.optional(cursor),
});

/** What `GET /export` is asked. */
export interface ExportParameters {
  format: Format;
  filters: Filters;
  /** the bound at which to go on, null for the first part */
  from: string | null;
}

/** @throws Problem 400 */
export function parseExportParameters(query: URLSearchParams): ExportParameters {
  const given = readParameters(exportParameters, query, REPEATABLE);
  return {
    format: FORMATS[given.format ?? 'json'],
    filters: parseFilters(given),
    from: given.cursor === undefined ? null : parseCursor(given.cursor),
  };
}
