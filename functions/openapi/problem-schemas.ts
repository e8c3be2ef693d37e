import * as z from 'zod/mini';
import type { Fault } from '../http/problem';
import { answerOf } from './answer-schema';
import { component, described } from './components';

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

const fields = {
  type: described(z.literal('about:blank'), 'The status says what kind of problem it is', {
    format: 'uri-reference',
  }),
  title: described(z.string(), 'The kind of problem'),
  status: described(z.int(), 'The status of the answer', { minimum: 400, maximum: 599 }),
  detail: described(z.string(), 'What is wrong with this request, for a person to read'),
};

export const problem = component(
  'Problem',
  z.object({
    ...fields,
    errors: described(z.optional(z.array(fault)), 'Each parameter or field that is wrong', { minItems: 1 }),
  }),
  { description: 'Problem details (RFC 9457)' },
);

export const actionableProblem = component(
  'ActionableProblem',
  z.object({
    ...fields,
    actionUrl: described(z.string(), 'The page where the person can do something about it', {
      format: 'uri',
    }),
  }),
  { description: 'Problem details (RFC 9457) with what there is to do' },
);
