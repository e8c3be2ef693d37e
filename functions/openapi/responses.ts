import { NOT_MODIFIED, TAG_HEADERS } from './caching';
import type { Header } from './header';
import { FORM, UPLOAD } from './media-types';
import type { Operation } from './operation';
import { type ProblemName, problemReference, problemResponse, statusOf } from './problems';
import type { Who } from './security';

/** Whatever anyone may read has a tag, and is asked about by it. */
export const isTagged = ({ method, who }: Operation): boolean => method === 'get' && who === 'anyone';

/** All answers of an operation, by status. @see https://spec.openapis.org/oas/v3.1.1.html#responses-object */
export function responsesOf(operation: Operation): Record<string, object> {
  const { answer, redirect } = operation;
  const { status, description, content, headers = {} } = answer;
  const allHeaders = isTagged(operation) ? { ...TAG_HEADERS, ...headers } : headers;
  return {
    [status]: {
      description,
      ...(Object.keys(allHeaders).length > 0 && { headers: allHeaders }),
      ...(content !== undefined && { content }),
    },
    ...(redirect !== undefined && {
      303: { description: redirect.description, headers: { Location: LOCATION, ...redirect.headers } },
    }),
    ...(isTagged(operation) && { 304: NOT_MODIFIED }),
    ...Object.fromEntries(
      problemsOf(operation).map((name) => [statusOf(name), problemReference(name, isForPeople(operation))]),
    ),
  };
}

/** The components of all problems that operations answer with. */
export const problemComponents = (operations: readonly Operation[]): Record<string, object> =>
  Object.assign(
    {},
    ...operations.flatMap((operation) =>
      problemsOf(operation).map((name) => problemResponse(name, isForPeople(operation))),
    ),
  );

function problemsOf({ who, method, body, problems = [] }: Operation): ProblemName[] {
  const changes = method !== 'get';
  return [
    'BadRequest',
    ...REFUSALS[who],
    // A cookie, or the link of a stranger, by the page of another site.
    ...(changes && (who === 'visitor' || who === 'link') ? ['Forbidden' as const] : []),
    ...(body === undefined ? [] : ['ContentTooLarge' as const]),
    ...problems,
    'InternalError',
  ];
}

const REFUSALS: Record<Who, ProblemName[]> = {
  anyone: [],
  visitor: ['Unauthorized'],
  link: [],
  reader: ['Unauthorized', 'Forbidden'],
  member: ['Unauthorized', 'MembersOnly'],
  memberAlone: ['Unauthorized', 'MembersOnly', 'Forbidden'],
  admin: ['Unauthorized', 'Forbidden'],
  adminPage: ['AdminSignIn'],
  Stripe: [],
};

/** Whether a person may be the one who waits for the answer: a form was sent, or a page asked for. */
const isForPeople = ({ method, body, answer }: Operation): boolean =>
  body?.content[FORM] !== undefined ||
  body?.content[UPLOAD] !== undefined ||
  (method === 'get' && (answer.content?.['text/html'] !== undefined || answer.status === 303));

/** Of every answer that sends a browser on. */
export const LOCATION: Header = {
  description: 'The page to go on to (RFC 9110, section 10.2.2)',
  schema: { type: 'string', format: 'uri-reference' },
};
