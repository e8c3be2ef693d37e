import { forgetParameters } from '../forget-me/parameters';
import { account } from './account-schemas';
import { referenceTo } from './components';
import { PAGE } from './media-types';
import type { Operation } from './operation';
import { queryParameters } from './parameters';
import { NO_SESSION_COOKIE } from './session-cookie';

export const ACCOUNT_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/me',
    operationId: 'getAccount',
    tag: 'Account',
    summary: 'See what you have, until when and why',
    who: 'reader',
    answer: {
      status: 200,
      description: 'Who is signed in, and what they have now',
      content: { 'application/json': { schema: referenceTo(account) } },
    },
  },
  {
    method: 'delete',
    path: '/me',
    operationId: 'forgetAccount',
    tag: 'Account',
    summary: 'Be forgotten',
    description:
      'All that is known of the person goes, and every token of theirs ends at once. What the law makes a seller keep stays at Stripe.',
    who: 'reader',
    parameters: queryParameters(forgetParameters, {
      cancel: { description: 'Whether a subscription that goes on is cancelled with it, at once' },
    }),
    answer: { status: 204, description: 'Forgotten', headers: NO_SESSION_COOKIE },
    problems: ['Subscribed', 'StripeUnavailable'],
  },
  {
    method: 'get',
    path: '/account',
    operationId: 'getAccountPage',
    tag: 'Account',
    summary: 'See the page of your account',
    description: 'What `GET /me` says, with the ways to a plan; for who is not signed in, a form to sign in.',
    who: 'visitor',
    answer: { status: 200, description: 'The page', content: PAGE },
  },
];
