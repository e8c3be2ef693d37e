import type { Header } from './header';
import type { Content } from './media-types';
import type { Parameter } from './parameters';
import type { ProblemName } from './problems';
import type { Who } from './security';

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
