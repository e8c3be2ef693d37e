import type { Header } from './header';
import type { Parameter } from './parameters';

/** What answers with a tag have: references to the components below. @see https://www.rfc-editor.org/rfc/rfc9110#section-13 */
export const TAG_HEADERS = {
  ETag: { $ref: '#/components/headers/ETag' },
  'Cache-Control': { $ref: '#/components/headers/CacheControl' },
};
export const IF_NONE_MATCH = { $ref: '#/components/parameters/IfNoneMatch' };
export const NOT_MODIFIED = { $ref: '#/components/responses/NotModified' };

export const CACHING_HEADERS: Record<string, Header> = {
  ETag: {
    description: 'Names this answer, for If-None-Match (RFC 9110, section 8.8.3)',
    schema: { type: 'string', pattern: '^(W/)?"[^"]*"$' },
  },
  CacheControl: {
    description: 'How long it may be kept without asking again (RFC 9111, section 5.2)',
    schema: { type: 'string' },
  },
};

export const CACHING_PARAMETERS: Record<string, Parameter> = {
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag of an earlier answer to the same request: 304 where it would be the same again',
    required: false,
    schema: { type: 'string' },
  },
};

export const CACHING_RESPONSES = {
  NotModified: { description: 'The answer with the given ETag still holds.', headers: TAG_HEADERS },
};
