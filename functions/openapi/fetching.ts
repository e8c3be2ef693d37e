import { fetchParameters } from '../trigger/parameters';
import { referenceTo } from './components';
import { CYCLE_ID, cycle, EXAMPLE_CYCLE, startedCycle } from './cycle-schemas';
import { jsonOrForm, NO_FIELDS } from './media-types';
import type { Operation } from './operation';
import { pathId, queryParameters } from './parameters';

export const FETCHING_OPERATIONS: Operation[] = [
  {
    method: 'post',
    path: '/fetch',
    operationId: 'startCycle',
    tag: 'Fetching',
    summary: 'Fetch the sources now',
    description:
      'All of them but those that are gone and those whose server asked to be left alone until later. Ask for the cycle to see how far it is.',
    who: 'admin',
    parameters: queryParameters(fetchParameters, {
      source: { description: 'The id of a source: only this one', examples: ['hackernews'] },
    }),
    body: { description: 'Nothing', content: jsonOrForm(NO_FIELDS), required: false },
    answer: {
      status: 202,
      description: 'The cycle that has begun',
      content: { 'application/json': { schema: referenceTo(startedCycle) } },
    },
    redirect: { description: 'Who sent a form sees on the page how far it is.' },
    problems: ['NotFound', 'UnsupportedMediaType'],
  },
  {
    method: 'get',
    path: '/cycles/{id}',
    operationId: 'getCycle',
    tag: 'Fetching',
    summary: 'See how far a cycle is',
    description: 'Cycles are known for a week.',
    who: 'admin',
    parameters: [pathId('The id of a cycle', CYCLE_ID, EXAMPLE_CYCLE)],
    answer: {
      status: 200,
      description: 'The cycle as of now',
      content: { 'application/json': { schema: referenceTo(cycle) } },
    },
    problems: ['NotFound'],
  },
];
