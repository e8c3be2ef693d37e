import { IF_NONE_MATCH } from './caching';
import type { Content } from './media-types';
import type { Parameter } from './parameters';
import type { ProblemName } from './problems';
import { type Header, isTagged, responsesOf } from './responses';
import { SECURITY, type Who } from './security';

export type Tag =
  | 'Pages'
  | 'Articles'
  | 'Feeds and files'
  | 'Sources'
  | 'Fetching'
  | 'Signing in'
  | 'Account'
  | 'Plans'
  | 'Mail'
  | 'Admin'
  | 'About';

/** One route of the API: what is its own. What all routes of its kind have is added in `operationObject`. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** as API Gateway has it */
  path: `/${string}`;
  /** what a generated client calls it */
  operationId: string;
  tag: Tag;
  /** a line */
  summary: string;
  /** CommonMark */
  description?: string;
  who: Who;
  parameters?: Parameter[];
  body?: { description: string; content: Content; required?: false };
  answer: {
    status: 200 | 201 | 202 | 204 | 303;
    description: string;
    /** left out where there is no body */
    content?: Content;
    headers?: Record<string, Header>;
  };
  /** where a browser is sent after a form, in place of the answer */
  redirect?: { description: string; headers?: Record<string, Header> };
  /** what can be wrong besides what can be wrong with every request of its kind */
  problems?: ProblemName[];
}

/** An operation as the document has it. @see https://spec.openapis.org/oas/v3.1.1.html#operation-object */
export function operationObject(operation: Operation) {
  const { operationId, tag, summary, description, who, parameters = [], body } = operation;
  const given = isTagged(operation) ? [...parameters, IF_NONE_MATCH] : parameters;
  const security = SECURITY[who];
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(security !== undefined && { security }),
    ...(given.length > 0 && { parameters: given }),
    ...(body !== undefined && { requestBody: { required: true, ...body } }),
    responses: responsesOf(operation),
  };
}
