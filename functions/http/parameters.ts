import * as z from 'zod/mini';
import { badParameters, type Fault } from './problem';

/** Parameters by name; a list where one may be repeated. */
type Values = Record<string, string | string[]>;

/**
 * A query string, checked. Every parameter is known, and given once unless it may be repeated.
 * @param repeatable names of parameters that the schema takes as lists
 * @throws Problem 400 naming each parameter that is wrong
 */
export function readParameters<Schema extends z.ZodMiniType>(
  schema: Schema,
  query: URLSearchParams,
  repeatable: readonly string[] = [],
): z.output<Schema> {
  const values: Values = {};
  const faults: Fault[] = [];
  for (const name of new Set(query.keys())) {
    const all = query.getAll(name);
    // The one name that an object does not take as a key.
    if (name === '__proto__') faults.push(unknown(name));
    else if (repeatable.includes(name)) values[name] = all;
    else if (all.length > 1) faults.push({ name, detail: 'must be given once' });
    else values[name] = all[0] ?? '';
  }
  const result = schema.safeParse(values);
  if (result.success && faults.length === 0) return result.data;
  throw badParameters([...faults, ...(result.error?.issues ?? []).flatMap(faultsOf)]);
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(unknown);
  }
  return [{ name: String(issue.path[0] ?? ''), detail: issue.message }];
}

const unknown = (name: string): Fault => ({ name, detail: 'is not a parameter of this route' });

/** A parameterless route's. */
export const NO_PARAMETERS = z.strictObject({});
