import { hash } from 'node:crypto';
import { credentialsOf } from '../auth/credentials';
import { NotAFeedError } from '../feed/not-a-feed-error';
import type { Reading } from '../feed/read';
import { type Download, download, type Validators } from '../network/download';
import { FetchError } from '../network/failure';
import type { Network } from '../network/network';
import { readSourceBody } from '../sources/read-body';
import type { Source } from '../sources/source';
import type { Table } from '../table/client';

/** What a source had to say. */
export type Answer =
  | ({ kind: 'unchanged' } & AboutAsking)
  | ({ kind: 'read'; reading: Reading; validators: Validators; bodyHash: string } & AboutAsking)
  | { kind: 'failed'; reason: string; gone: boolean; retryAfter: number | null };

/** What its server says of being asked. */
type AboutAsking = Pick<Download, 'permanentUrl' | 'freshSeconds'>;

/** Of a body that is not wholly read none are kept: its server must give all of it again. */
const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** Asks a source and reads what it says. Whatever is wrong with it is an answer, not an error. */
export async function ask(world: { network: Network; table: Table }, source: Source): Promise<Answer> {
  try {
    const { url, etag, lastModified } = source;
    const credentials = credentialsOf(source, world);
    const answer = await download(world.network, { url, credentials, etag, lastModified });
    const { permanentUrl, freshSeconds } = answer;
    const bodyHash = hash('sha1', answer.body);
    if (!answer.changed || bodyHash === source.bodyHash) {
      return { kind: 'unchanged', permanentUrl, freshSeconds };
    }
    const reading = read(source, answer);
    const validators = reading.degraded ? NO_VALIDATORS : answer;
    return { kind: 'read', reading, validators, bodyHash, permanentUrl, freshSeconds };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const { message: reason, status, retryAfter } = error;
    return { kind: 'failed', reason, gone: status === 410, retryAfter };
  }
}

function read(source: Source, answer: Download): Reading {
  try {
    return readSourceBody(source, answer);
  } catch (error) {
    throw error instanceof NotAFeedError ? new FetchError(error.message) : unreadable(error);
  }
}

/** A fault of ours on one source's bytes: it is logged and that source fails, the others go on. */
export function unreadable(error: unknown): FetchError {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ level: 'error', message: 'A feed could not be read', reason }));
  return new FetchError('It could not be read');
}
