import type { JsonSchema } from './components';

/** What is sent or answered, of one media type. */
export interface MediaType {
  schema: JsonSchema;
  examples?: Record<string, { summary: string; value: unknown }>;
}

export type Content = Record<string, MediaType>;

/** What a form on a page sends. */
export const FORM = 'application/x-www-form-urlencoded';

/** What a form with a file sends. */
export const UPLOAD = 'multipart/form-data';

/** The same fields as JSON and from a form. */
export const jsonOrForm = (media: MediaType): Content => ({ 'application/json': media, [FORM]: media });

/** Nothing but what the type says: that a form on a page sent it. */
export const NO_FIELDS: MediaType = { schema: { type: 'object', maxProperties: 0 } };

/** A page. */
export const PAGE: Content = { 'text/html': { schema: { type: 'string' } } };

/** The body of a route that a button of a page leads to, and that needs none. */
export const NO_BODY_BUT_A_FORM = {
  description: 'Not read: a form shows by its type that a browser waits for a page.',
  content: { [FORM]: NO_FIELDS },
  required: false,
} as const;
