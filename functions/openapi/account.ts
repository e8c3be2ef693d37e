import { exportFormParameters } from '../account-page/export-address';
import { accountParameters } from '../account-page/parameters';
import { forgetParameters } from '../forget-me/parameters';
import { account, CANCEL, EXAMPLE_FAREWELLS } from './account-schemas';
import { referenceTo } from './components';
import { FILTERS } from './filters';
import { jsonOrForm, PAGE } from './media-types';
import type { Operation } from './operation';
import { queryParameters } from './parameters';
import { LOCATION } from './responses';
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
      cancel: CANCEL,
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
    description:
      'What `GET /me` and `GET /me/mails` say, with forms for all that can be done; for who is not signed in, a form to sign in. Filters of articles fill in the form of a digest.',
    who: 'visitor',
    parameters: queryParameters(accountParameters, {
      saved: { description: 'What has just been set, which the page then says' },
      forgotten: { description: 'Says that somebody has just been forgotten' },
      search: FILTERS.search,
      source: FILTERS.source,
      category: FILTERS.category,
    }),
    answer: { status: 200, description: 'The page', content: PAGE },
  },
  {
    method: 'get',
    path: '/account/export',
    operationId: 'getExportOfForm',
    tag: 'Account',
    summary: 'Come to the export from the form of your account',
    description: 'The form sends empty fields, too: they are left out where it leads on to.',
    who: 'member',
    parameters: queryParameters(exportFormParameters, {
      format: { description: 'What files are of; json where it is left out' },
      search: FILTERS.search,
      since: FILTERS.since,
      until: FILTERS.until,
    }),
    answer: {
      status: 303,
      description: '`GET /export` of what was asked for',
      headers: { Location: LOCATION },
    },
  },
  {
    method: 'get',
    path: '/account/delete',
    operationId: 'getDeletePage',
    tag: 'Account',
    summary: 'See what goes with your account, and what stays',
    description: 'A page with a button that sends `POST /account/delete`. It deletes nothing.',
    who: 'reader',
    answer: { status: 200, description: 'The page', content: PAGE },
  },
  {
    method: 'post',
    path: '/account/delete',
    operationId: 'forgetAccountByForm',
    tag: 'Account',
    summary: 'Be forgotten, by a form',
    description: 'As `DELETE /me`, which forms can’t send.',
    who: 'reader',
    body: {
      description: 'Whether a subscription ends with it',
      content: jsonOrForm({ schema: referenceTo(forgetParameters), examples: EXAMPLE_FAREWELLS }),
    },
    answer: { status: 204, description: 'Forgotten', headers: NO_SESSION_COOKIE },
    redirect: { description: 'Who sent a form goes on to a page that says so.', headers: NO_SESSION_COOKIE },
    problems: ['Subscribed', 'UnsupportedMediaType', 'StripeUnavailable'],
  },
];
