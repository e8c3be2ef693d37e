import type * as z from 'zod/mini';
import type { ApiRequest } from '../http/api';
import { readJsonBody } from '../http/body';
import { readParameters } from '../http/parameters';
import { badParameters, Problem } from '../http/problem';
import { isForm } from './is-form';

type Sent = Pick<ApiRequest, 'headers' | 'body'>;

/**
 * The fields of a body, JSON or a form's. Every field is known, and given once unless a form may repeat it.
 * @param repeatable names of fields that the schema takes as lists
 * @throws Problem 400 naming each field that is wrong, 415 where it is neither
 */
export function readFields<Schema extends z.ZodMiniType>(
  schema: Schema,
  request: Sent,
  repeatable: readonly string[] = [],
): z.output<Schema> {
  if (isForm(request)) return readParameters(schema, new URLSearchParams(textOf(request.body)), repeatable);
  const result = schema.safeParse(readJsonBody(request));
  if (result.success) return result.data;
  throw badParameters(result.error.issues.flatMap(faultsOf));
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Problem(400, 'Wrong body', 'The form is not in UTF-8');
  }
}

function faultsOf(issue: z.core.$ZodIssue): { name: string; detail: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({ name, detail: 'is not a field of this request' }));
  }
  const [name] = issue.path;
  if (name === undefined) return [{ name: 'body', detail: 'must be an object' }];
  return [{ name: String(name), detail: issue.message }];
}
