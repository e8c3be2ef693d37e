import * as z from 'zod/mini';
import type { ApiRequest } from '../http/api';
import { readJsonBody } from '../http/body';
import { readFields } from '../pages/form';
import { isForm } from '../pages/is-form';
import { parseSource, type SourceSettings } from '../sources/settings';

/** What a form says of a source; a field that is empty is left out. The rest is for those who write JSON. */
export const sourceFields = z.strictObject({
  url: z.string('must be the address of a feed or of a page'),
  title: z.optional(z.string()),
  id: z.optional(z.string()),
});

/**
 * What its keeper says of a new source, as JSON or by a form.
 * @throws InvalidSourceError
 * @throws Problem 400, 415 where it is neither
 */
export function readSettings(request: Pick<ApiRequest, 'headers' | 'body'>): SourceSettings {
  if (!isForm(request)) return parseSource(readJsonBody(request));
  const fields = Object.entries(readFields(sourceFields, request));
  return parseSource(Object.fromEntries(fields.filter(([, value]) => value?.trim())));
}
