import { adminPageParameters } from '../admin-page/parameters';
import { adminSignInFields } from '../admin-session/fields';
import { component, describeFields, referenceTo } from './components';
import { CYCLE_ID, EXAMPLE_CYCLE } from './cycle-schemas';
import type { Header } from './header';
import { FORM, NO_FIELDS, PAGE } from './media-types';
import type { Operation } from './operation';
import { queryParameters } from './parameters';
import { LOCATION } from './responses';

component('AdminSignIn', adminSignInFields, { description: 'What the admin signs in with' });
describeFields(adminSignInFields, { token: { description: 'The admin token' } });

const SESSION: Record<string, Header> = {
  Location: LOCATION,
  'Set-Cookie': {
    description:
      'The sign-in for a browser, of 12 hours: HttpOnly, SameSite=Strict, and Secure but on plain http',
    schema: { type: 'string', pattern: '^(__Host-)?newsreel-admin=[^;]+;' },
  },
};

const NO_SESSION: Record<string, Header> = {
  Location: LOCATION,
  'Set-Cookie': {
    description: 'Takes the sign-in away from a browser',
    schema: { type: 'string', pattern: '^(__Host-)?newsreel-admin=;.* Max-Age=0;' },
  },
};

export const ADMIN_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/admin',
    operationId: 'getAdminPage',
    tag: 'Admin',
    summary: 'See the page to keep the sources on',
    description:
      'How each source is doing, and forms to fetch, add, remove, import and export. Who is not signed in as the admin is asked for the token.',
    who: 'adminPage',
    parameters: queryParameters(adminPageParameters, {
      cycle: {
        description: 'A cycle that was started, to see how far it is',
        pattern: CYCLE_ID,
        examples: [EXAMPLE_CYCLE],
      },
      added: { description: 'The source that was added just now', examples: ['hackernews'] },
      removed: { description: 'The source that was removed just now', examples: ['hackernews'] },
      imported: { description: 'What became of an import: added, skipped, failed', examples: ['12.3.0'] },
    }),
    answer: { status: 200, description: 'The page', content: PAGE },
  },
  {
    method: 'post',
    path: '/admin/sign-in',
    operationId: 'signInAsAdmin',
    tag: 'Admin',
    summary: 'Sign in as the admin in a browser',
    description: 'For the form of the page. Programs show the token itself.',
    who: 'anyone',
    body: { description: 'The token', content: { [FORM]: { schema: referenceTo(adminSignInFields) } } },
    answer: { status: 303, description: 'Signed in, by a cookie', headers: SESSION },
    problems: ['AdminSignIn', 'Forbidden', 'UnsupportedMediaType'],
  },
  {
    method: 'post',
    path: '/admin/sign-out',
    operationId: 'signOutAsAdmin',
    tag: 'Admin',
    summary: 'End the sign-in as the admin in a browser',
    who: 'anyone',
    body: { description: 'Not read', content: { [FORM]: NO_FIELDS }, required: false },
    answer: { status: 303, description: 'Signed out, even if they were before', headers: NO_SESSION },
    problems: ['Forbidden'],
  },
];
