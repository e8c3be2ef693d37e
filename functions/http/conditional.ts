import { hash } from 'node:crypto';
import type { Table } from '../table/client';
import { type Subject, settledVersion } from '../versions/version';
import type { Answer, ApiRequest } from './api';

/** An answer's headers that a 304 repeats: how long it may be kept. */
export interface Kept {
  'cache-control': string;
}

/** Kept by whoever likes, asked about before each use: it costs next to nothing, and what was removed shows nowhere. */
const ASK_FIRST: Kept = { 'cache-control': 'public, no-cache' };

/** What an answer is made of. */
interface Revalidation {
  table: Table;
  subject: Subject;
  kept?: Kept;
  /** what else the answer depends on */
  variant?: string;
}

/**
 * The answer to a GET with its tag, or 304 where the client has it already. The tag is weak, as an answer may be
 * packed on its way out. There is no date beside it: an edited article would not move it.
 * @param make a 200
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function conditional(request: ApiRequest, kept: Kept, make: () => Promise<Answer>): Promise<Answer> {
  return answerOf(request, kept, '', make);
}

/**
 * The same of an answer that is made of a subject in the table alone. A tag names the state of the subject and the
 * content: where the state is the same nothing but its version is read; where it is another, the content may be the
 * same still.
 */
export async function revalidated(
  request: ApiRequest,
  { table, subject, kept = ASK_FIRST, variant = '' }: Revalidation,
  make: () => Promise<Answer>,
): Promise<Answer> {
  const version = await settledVersion(table, subject);
  const state = version === null ? '' : digest(`${version} ${today()} ${request.url.href} ${variant}`);
  const tag = state === '' ? undefined : tagsOf(request).find((given) => given.startsWith(`${state}.`));
  return tag === undefined ? answerOf(request, kept, state, make) : notModified(kept, tag);
}

async function answerOf(
  request: ApiRequest,
  kept: Kept,
  state: string,
  make: () => Promise<Answer>,
): Promise<Answer> {
  const answer = await make();
  const content = digest(answer.body);
  const tag = `${state}.${content}`;
  const has = hasAny(request) || tagsOf(request).some((given) => given.endsWith(`.${content}`));
  if (has) return notModified(kept, tag);
  return { ...answer, headers: { ...answer.headers, ...kept, etag: `W/"${tag}"` } };
}

const notModified = (kept: Kept, tag: string): Answer => ({
  status: 304,
  headers: { ...kept, etag: `W/"${tag}"` },
  body: '',
});

/** The opaque part of an entity tag. */
const OPAQUE_TAG = /"([\x21\x23-\x7e\x80-\xff]*)"/g;

/** What the client has, to be compared as weak tags are. */
const tagsOf = ({ headers: { 'if-none-match': given = '' } }: ApiRequest): string[] =>
  [...given.matchAll(OPAQUE_TAG)].map(([, tag = '']) => tag);

const hasAny = ({ headers }: ApiRequest): boolean => headers['if-none-match']?.trim() === '*';

/** 128 bits of a hash. */
const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

/** Articles expire without a change, and an answer may hold one a day longer, as the table may. */
const today = (): string => new Date().toISOString().slice(0, 10);
