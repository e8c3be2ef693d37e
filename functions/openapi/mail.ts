import { digestFields, digestForm } from '../set-digest/fields';
import { unsubscribeParameters } from '../unsubscribe/parameters';
import { referenceTo } from './components';
import {
  digest,
  digestsBegun,
  EXAMPLE_DIGESTS,
  mails,
  UNSUBSCRIBE_TOKEN,
  unsubscribed,
} from './mail-schemas';
import { type Content, FORM, PAGE } from './media-types';
import type { Operation } from './operation';
import { queryParameters } from './parameters';

const LINK_PARAMETERS = queryParameters(unsubscribeParameters, {
  token: { description: 'Of the link', examples: [UNSUBSCRIBE_TOKEN] },
});

/** Whatever comes, of whatever type. */
const ANYTHING: Content = {
  [FORM]: {
    schema: {
      type: 'object',
      properties: { token: { type: 'string', description: 'Of the link, where the query has none' } },
      additionalProperties: true,
    },
    examples: {
      oneClick: { summary: 'As mail programs do', value: { 'List-Unsubscribe': 'One-Click' } },
    },
  },
  '*/*': { schema: {} },
};

/** What `PUT /me/digest` and the form for it have in common. */
const DIGEST = {
  tag: 'Mail',
  who: 'memberAlone',
  body: {
    description: 'The digest',
    content: {
      'application/json': { schema: referenceTo(digestFields), examples: EXAMPLE_DIGESTS },
      [FORM]: { schema: referenceTo(digestForm), examples: EXAMPLE_DIGESTS },
    },
  },
  answer: {
    status: 200,
    description: 'The digest as it is now',
    content: { 'application/json': { schema: referenceTo(digest) } },
  },
  redirect: { description: 'Who sent a form goes on to their account.' },
  problems: ['UnsupportedMediaType', 'NoMail'],
} satisfies Partial<Operation>;

export const MAIL_OPERATIONS: Operation[] = [
  {
    ...DIGEST,
    method: 'put',
    path: '/me/digest',
    operationId: 'setDigest',
    summary: 'Say which digest you want, or none',
    description: 'In place of all that was said before: what is left out is as if it was never said.',
  },
  {
    ...DIGEST,
    method: 'post',
    path: '/account/digest',
    operationId: 'setDigestByForm',
    summary: 'Say by a form which digest you want, or none',
    description: 'As `PUT /me/digest`, which forms can’t send.',
  },
  {
    method: 'get',
    path: '/me/mails',
    operationId: 'listMails',
    tag: 'Mail',
    summary: 'See what was mailed to you and what became of it',
    description:
      'Mails to sign in by are known for a week, digests for three months, what is about a payment for longer.',
    who: 'reader',
    answer: {
      status: 200,
      description: 'The mails',
      content: { 'application/json': { schema: referenceTo(mails) } },
    },
  },
  {
    method: 'get',
    path: '/unsubscribe',
    operationId: 'getUnsubscribePage',
    tag: 'Mail',
    summary: 'See the page that asks whether a digest is to end',
    description:
      'Where the link in a digest leads: a page with a button that sends its token to `POST /unsubscribe`. It ends nothing, as mail scanners follow every link.',
    who: 'link',
    parameters: LINK_PARAMETERS,
    answer: { status: 200, description: 'The page', content: PAGE },
    problems: ['NotOurLink'],
  },
  {
    method: 'post',
    path: '/unsubscribe',
    operationId: 'unsubscribe',
    tag: 'Mail',
    summary: 'End a digest by its link',
    description:
      'With one click in a mail program (RFC 8058): there is no login, the token decides alone, and it may be sent from anywhere and again. Mails about signing in and payments still come. Who sends a form, or accepts `text/html`, is answered with a page; mail programs are not.',
    who: 'anyone',
    parameters: LINK_PARAMETERS,
    body: { description: 'Read only where the query has no token', content: ANYTHING, required: false },
    answer: {
      status: 200,
      description: 'No digest comes any more',
      content: { 'application/json': { schema: referenceTo(unsubscribed) }, ...PAGE },
    },
  },
  {
    method: 'post',
    path: '/digests',
    operationId: 'sendDigests',
    tag: 'Mail',
    summary: 'Send digests now, whatever the hour',
    description:
      'To every member who has asked for one and had none yet in their current day or week. A first one covers the last day or week. Where there is no news none goes, and it can be asked for again.',
    who: 'admin',
    answer: {
      status: 202,
      description: 'They are on their way',
      content: { 'application/json': { schema: referenceTo(digestsBegun) } },
    },
    problems: ['NoMail'],
  },
];
