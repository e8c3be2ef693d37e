import { hash } from 'node:crypto';
import type { Answer, ApiRequest } from '../http/api';

/**
 * The answer with its tag, or 304 without a body where the client has it already. The tag is weak, as an answer
 * may be packed on its way out. There is no date beside it: an edited article would not move it.
 * @param answer a 200
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function conditional(answer: Answer, { 'if-none-match': given }: ApiRequest['headers']): Answer {
  const tag = `"${hash('sha256', answer.body, 'base64url')}"`;
  const etag = `W/${tag}`;
  if (given === undefined || !isNamed(given, tag)) {
    return { ...answer, headers: { ...answer.headers, etag } };
  }
  const { 'content-type': _, ...kept } = answer.headers;
  return { status: 304, headers: { ...kept, etag }, body: '' };
}

/** The opaque part of an entity tag. */
const OPAQUE_TAG = /"[\x21\x23-\x7e\x80-\xff]*"/g;

/** Compares as weak tags, as If-None-Match does. */
function isNamed(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  return [...ifNoneMatch.matchAll(OPAQUE_TAG)].some(([named]) => named === tag);
}
