import { IF_NONE_MATCH, NOT_MODIFIED, TAG_HEADERS } from './caching';
import type { JsonSchema } from './components';
import type { Parameter } from './parameters';
import { type ProblemStatus, problemReference } from './problems';
import { ADMIN } from './security';

export type Tag = 'Articles' | 'Feeds and files' | 'Sources' | 'Fetching' | 'About';

/** What is sent or answered, of one media type. */
export interface MediaType {
  schema: JsonSchema;
  examples?: Record<string, { summary: string; value: unknown }>;
}

type Content = Record<string, MediaType>;

/** One route of the API: what is its own. What all routes of its kind have is added in `operationObject`. */
export interface Operation {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** as API Gateway has it */
  path: `/${string}`;
  /** what a generated client calls it */
  operationId: string;
  tag: Tag;
  /** a line */
  summary: string;
  /** CommonMark */
  description?: string;
  /** who may ask: anyone, from any origin, or who holds the admin token */
  who: 'anyone' | 'admin';
  parameters?: Parameter[];
  body?: { description: string; content: Content };
  answer: {
    status: 200 | 201 | 202;
    description: string;
    content: Content;
    headers?: Record<string, Header>;
  };
  /** what can be wrong besides what can be wrong with every request of its kind */
  problems?: ProblemStatus[];
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#header-object */
export interface Header {
  description: string;
  schema: JsonSchema;
}

/** An operation as the document has it. @see https://spec.openapis.org/oas/v3.1.1.html#operation-object */
export function operationObject(operation: Operation) {
  const { operationId, tag, summary, description, who, parameters = [], body } = operation;
  const given = isTagged(operation) ? [...parameters, IF_NONE_MATCH] : parameters;
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(who === 'admin' && { security: ADMIN }),
    ...(given.length > 0 && { parameters: given }),
    ...(body !== undefined && { requestBody: { required: true, ...body } }),
    responses: responsesOf(operation),
  };
}

function responsesOf(operation: Operation): Record<string, object> {
  const { answer, who, body, problems = [] } = operation;
  const { status, description, content, headers = {} } = answer;
  const statuses: ProblemStatus[] = [
    400,
    ...(who === 'admin' ? [401 as const] : []),
    ...(body !== undefined ? [413 as const] : []),
    ...problems,
    500,
  ];
  const allHeaders = isTagged(operation) ? { ...TAG_HEADERS, ...headers } : headers;
  return {
    [status]: {
      description,
      ...(Object.keys(allHeaders).length > 0 && { headers: allHeaders }),
      content,
    },
    ...(isTagged(operation) && { 304: NOT_MODIFIED }),
    ...Object.fromEntries(statuses.map((problem) => [problem, problemReference(problem)])),
  };
}

/** Whatever anyone may read has a tag, and is asked about by it. */
const isTagged = ({ method, who }: Operation): boolean => method === 'get' && who === 'anyone';
