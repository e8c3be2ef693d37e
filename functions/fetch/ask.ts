import { hash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { NotAFeedError } from '../feed/not-a-feed-error';
import { type Reading, readFeed } from '../feed/read';
import { type Download, download, type Validators } from '../network/download';
import { FetchError } from '../network/failure';
import type { Source } from '../sources/source';

/** What a source had to say. */
export type Answer =
  | { kind: 'unchanged' }
  | { kind: 'read'; reading: Reading; validators: Validators; bodyHash: string }
  | { kind: 'failed'; reason: string; gone: boolean; retryAfter: number | null };

/** Asks a source and reads what it says. Whatever is wrong with it is an answer, not an error. */
export async function ask(dispatcher: Dispatcher, source: Source): Promise<Answer> {
  try {
    const answer = await download(dispatcher, source.url, source);
    const bodyHash = hash('sha1', answer.body);
    if (!answer.changed || bodyHash === source.bodyHash) return { kind: 'unchanged' };
    return { kind: 'read', reading: read(answer), validators: answer, bodyHash };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const { message: reason, status, retryAfter } = error;
    return { kind: 'failed', reason, gone: status === 410, retryAfter };
  }
}

function read({ body, contentType, url }: Download): Reading {
  try {
    return readFeed(body, contentType, url);
  } catch (error) {
    throw error instanceof NotAFeedError ? new FetchError(error.message, true) : unreadable(error);
  }
}

/** A fault of ours on one source's bytes: it is logged and that source fails, the others go on. */
export function unreadable(error: unknown): FetchError {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ level: 'error', message: 'A feed could not be read', reason }));
  return new FetchError('It could not be read', true);
}
