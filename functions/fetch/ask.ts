import { hash } from 'node:crypto';
import { credentialsOf } from '../auth/credentials';
import { NotAFeedError } from '../feed/not-a-feed-error';
import type { Reading } from '../feed/read';
import { log } from '../log/log';
import { type Download, download, type Validators } from '../network/download';
import { FetchError } from '../network/failure';
import type { Network } from '../network/network';
import { acceptFor, readSourceBody } from '../sources/read-body';
import type { Source } from '../sources/source';
import type { Table } from '../table/client';

/** What its server says of being asked. */
type AboutAsking = Pick<Download, 'permanentUrl' | 'freshSeconds'>;

interface Unchanged extends AboutAsking {
  kind: 'unchanged';
}

interface Failed {
  kind: 'failed';
  reason: string;
  gone: boolean;
  /** ms since 1970 */
  retryAfter: number | null;
}

interface Read extends AboutAsking {
  kind: 'read';
  reading: Reading;
  validators: Validators;
  bodyHash: string;
}

/** A body that is not the one before, still to be read. */
export interface Changed {
  kind: 'changed';
  download: Download;
  bodyHash: string;
}

/** What a source had to say. */
export type Answer = Unchanged | Read | Failed;

/** Of a body that ends in the middle none are kept: its server must give all of it again. */
const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** Asks a source. Whatever is wrong with it is an answer, not an error. */
export async function ask(
  world: { network: Network; table: Table },
  source: Source,
): Promise<Unchanged | Failed | Changed> {
  try {
    const { url, etag, lastModified } = source;
    const credentials = credentialsOf(source, world);
    const asked = { url, credentials, etag, lastModified, ...acceptFor(source) };
    const answer = await download(world.network, asked);
    const { permanentUrl, freshSeconds } = answer;
    const bodyHash = hash('sha1', answer.body);
    if (!answer.changed || bodyHash === source.bodyHash) {
      return { kind: 'unchanged', permanentUrl, freshSeconds };
    }
    return { kind: 'changed', download: answer, bodyHash };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const { message: reason, status, retryAfter } = error;
    return { kind: 'failed', reason, gone: status === 410, retryAfter };
  }
}

/** Reads what a source says. Whatever is wrong with it is an answer, too. */
export function read(source: Source, { download, bodyHash }: Changed): Read | Failed {
  try {
    const reading = readSourceBody(source, download);
    const validators = reading.truncated ? NO_VALIDATORS : download;
    const { permanentUrl, freshSeconds } = download;
    return { kind: 'read', reading, validators, bodyHash, permanentUrl, freshSeconds };
  } catch (error) {
    if (!(error instanceof NotAFeedError)) return unreadable(source, error);
    return { kind: 'failed', reason: error.message, gone: false, retryAfter: null };
  }
}

/** A fault of ours on one source's bytes: it is logged and that source fails, the others go on. */
export function unreadable({ id }: Source, error: unknown): Failed {
  log.error('A feed could not be read', error, { source: id });
  return { kind: 'failed', reason: 'It could not be read', gone: false, retryAfter: null };
}
