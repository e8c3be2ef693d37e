import { confirmFields } from '../confirm-sign-in/fields';
import { signInFields } from '../sign-in/fields';
import { signInPageParameters } from '../sign-in-page/parameters';
import { referenceTo } from './components';
import { jsonOrForm, NO_BODY_BUT_A_FORM, PAGE } from './media-types';
import type { Operation } from './operation';
import { queryParameters } from './parameters';
import { NO_SESSION_COOKIE, SESSION_COOKIE } from './session-cookie';
import { EXAMPLE_ADDRESSEE, LINK_TOKEN, mailed, session } from './signing-in-schemas';

export const SIGNING_IN_OPERATIONS: Operation[] = [
  {
    method: 'post',
    path: '/sign-in',
    operationId: 'askForSignInLink',
    tag: 'Signing in',
    summary: 'Have a sign-in link mailed',
    description:
      'The link works once, within 15 minutes. There is no password, and nothing to register: whoever opens the link is a reader. An address has up to 5 mails an hour.',
    who: 'anyone',
    body: {
      description: 'Whom to mail it to',
      content: jsonOrForm({ schema: referenceTo(signInFields), examples: EXAMPLE_ADDRESSEE }),
    },
    answer: {
      status: 202,
      description: 'A mail is on its way. A form is answered with a page.',
      content: { 'application/json': { schema: referenceTo(mailed) }, ...PAGE },
    },
    problems: ['UnsupportedMediaType', 'TooManyLinks', 'MailNotSent', 'NoMail'],
  },
  {
    method: 'get',
    path: '/sign-in',
    operationId: 'getSignInPage',
    tag: 'Signing in',
    summary: 'See the page to sign in on',
    description:
      'Where a mailed link leads: a page with a button that sends its token to `POST /sign-in/confirm`. It spends nothing, as mail scanners follow every link. Without a token it is a form that asks for a link.',
    who: 'link',
    parameters: queryParameters(signInPageParameters, {
      token: { description: 'Of the link', examples: [LINK_TOKEN] },
    }),
    answer: { status: 200, description: 'The page', content: PAGE },
    problems: ['LinkIsOver'],
  },
  {
    method: 'post',
    path: '/sign-in/confirm',
    operationId: 'confirmSignIn',
    tag: 'Signing in',
    summary: 'Spend a link and be signed in',
    who: 'link',
    body: { description: 'The link', content: jsonOrForm({ schema: referenceTo(confirmFields) }) },
    answer: {
      status: 200,
      description: 'Signed in, by a token and a cookie',
      headers: SESSION_COOKIE,
      content: { 'application/json': { schema: referenceTo(session) } },
    },
    redirect: { description: 'Who sent a form is signed in by the cookie.', headers: SESSION_COOKIE },
    problems: ['UnsupportedMediaType'],
  },
  {
    method: 'post',
    path: '/sign-out',
    operationId: 'signOut',
    tag: 'Signing in',
    summary: 'End a sign-in',
    description: 'The one that the token or the cookie is of; others go on.',
    who: 'reader',
    body: NO_BODY_BUT_A_FORM,
    answer: { status: 204, description: 'Signed out', headers: NO_SESSION_COOKIE },
    redirect: {
      description: 'Who sent a form is signed out, even if they were before.',
      headers: NO_SESSION_COOKIE,
    },
  },
];
