import * as z from 'zod/mini';
import type { Fault } from '../http/problem';
import { answerOf } from './answer-schema';
import { component, described, type JsonSchema, referenceTo } from './components';

const fault = component(
  'Fault',
  answerOf<Fault>()(
    z.object({
      name: described(z.string(), 'The parameter, or the field by its path (`auth.password`)'),
      detail: described(z.string(), 'What is wrong with it'),
    }),
  ),
  { description: 'One thing that is wrong with a request' },
);

const problem = component(
  'Problem',
  z.object({
    type: described(z.literal('about:blank'), 'The status says what kind of problem it is', {
      format: 'uri-reference',
    }),
    title: described(z.string(), 'The kind of problem'),
    status: described(z.int(), 'The status of the answer', { minimum: 400, maximum: 599 }),
    detail: described(z.string(), 'What is wrong with this request, for a person to read'),
    errors: described(z.optional(z.array(fault)), 'Each parameter or field that is wrong', { minItems: 1 }),
  }),
  { description: 'Problem details (RFC 9457)' },
);

/** The answers that say that something is wrong: by status their names, what they mean, and one of them. */
const PROBLEMS = {
  400: {
    name: 'BadRequest',
    description: 'A parameter or the body is wrong. Unknown ones are refused, not ignored.',
    title: 'Wrong parameters',
    detail: 'limit must be a whole number from 1 to 100',
    errors: [{ name: 'limit', detail: 'must be a whole number from 1 to 100' }],
  },
  401: {
    name: 'Unauthorized',
    description: 'There is no token, or a wrong one.',
    title: 'Unauthorized',
    detail: 'This is not the admin token',
  },
  404: {
    name: 'NotFound',
    description: 'There is no such thing.',
    title: 'Not found',
    detail: 'There is no article with this id',
  },
  409: {
    name: 'Conflict',
    description: 'This feed, or the id, is there already.',
    title: 'Already there',
    detail: 'This feed is there already: it is the source hackernews',
  },
  413: {
    name: 'ContentTooLarge',
    description: 'The body is larger than 4 MB.',
    title: 'Too large',
    detail: 'A body may hold up to 4 MB',
  },
  415: {
    name: 'UnsupportedMediaType',
    description: 'The body says that it is something else than JSON.',
    title: 'Unsupported media type',
    detail: 'The body must be JSON: content-type application/json',
  },
  422: {
    name: 'NotASource',
    description:
      'This cannot be a source: its address is not allowed, it cannot be reached, or nothing there is a feed.',
    title: 'Not a source',
    detail: 'Nothing there is a feed',
  },
  500: {
    name: 'InternalError',
    description: 'A fault of the service. Trying again later may help.',
    title: 'Internal error',
    detail: 'Something went wrong here. Please try again later.',
  },
} as const;

export type ProblemStatus = keyof typeof PROBLEMS;

/** Response components, by name. */
export function problemResponses(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, { name, description, ...example }]) => [
      name,
      {
        description,
        ...(status === '401' && { headers: { 'WWW-Authenticate': CHALLENGE } }),
        content: {
          'application/problem+json': {
            schema: referenceTo(problem),
            example: { type: 'about:blank', status: Number(status), ...example },
          },
        },
      },
    ]),
  );
}

const CHALLENGE = {
  description: 'How to log in (RFC 9110, section 11.6.1)',
  schema: { type: 'string' } satisfies JsonSchema,
};

/** A reference to the response of a status. */
export const problemReference = (status: ProblemStatus): { $ref: string } => ({
  $ref: `#/components/responses/${PROBLEMS[status].name}`,
});
