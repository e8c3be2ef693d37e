import { parseUrl } from '../../functions/text/parse-url';
import type { Answer, Client } from '../client';
import { Failure, RequestFailure } from '../errors';
import type { Output } from '../output';
import { withRetries } from '../retry';
import { type Join, type Joined, NOTHING, type PartJoin } from './join';

/** Told of what was written, now and then. */
export type OnProgress = (articles: number, bytes: number) => void;

interface CopiedPart {
  joined: Joined;
  next: URL | null;
}

/**
 * Asks for the parts of an export, one after the other, and writes them as one file. A part that breaks is taken
 * back and asked for again.
 * @returns how many articles there are
 * @throws Failure
 */
export async function copyParts(
  client: Client,
  first: URL,
  join: Join,
  output: Output,
  onProgress: OnProgress,
): Promise<number> {
  const parts = new PartRequests(client);
  let joined = NOTHING;
  try {
    for (let url: URL | null = first; url !== null; ) {
      const asked: URL = url;
      const from: Joined = joined;
      const copied: CopiedPart = await withRetries(
        () => copyPart(parts, asked, join.begin(from), output, onProgress),
        client.patience,
        client.stop,
      );
      ({ joined, next: url } = copied);
    }
  } finally {
    parts.drop();
  }
  await output.write(join.tail(joined));
  return joined.articles;
}

async function copyPart(
  parts: PartRequests,
  url: URL,
  part: PartJoin,
  output: Output,
  onProgress: OnProgress,
): Promise<CopiedPart> {
  const { client } = parts;
  const from = output.written;
  try {
    const answer = await parts.open(url);
    if (/html/i.test(answer.headers['content-type'] ?? '')) throw client.stranger('a web page');
    const next = nextPart(answer, client.service.base);
    parts.askAhead(next);
    for await (const bytes of answer.chunks()) {
      await output.write(part.take(bytes));
      onProgress(part.articles, output.written);
    }
    return { joined: part.end(), next };
  } catch (error) {
    if (client.stop.aborted || (await output.rewind(from))) throw error;
    throw outAlready(error);
  }
}

/**
 * Asks for a part while the one before is still on its way: the service reads the one while the network carries
 * the other. What has come of it waits at the socket, not in memory.
 */
class PartRequests {
  private ahead: { href: string; answer: Promise<Answer>; stop: AbortController } | null = null;

  constructor(readonly client: Client) {}

  open(url: URL): Promise<Answer> {
    if (this.ahead?.href !== url.href) return this.client.open(url);
    const { answer } = this.ahead;
    this.ahead = null;
    return answer;
  }

  askAhead(url: URL | null): void {
    if (url === null || this.ahead?.href === url.href) return;
    this.drop();
    const stop = new AbortController();
    const answer = this.client.open(url, {}, AbortSignal.any([stop.signal, this.client.stop]));
    // What is wrong with it is told when its turn comes.
    answer.catch(() => undefined);
    this.ahead = { href: url.href, answer, stop };
  }

  /** Nobody waits for it any more. */
  drop(): void {
    this.ahead?.stop.abort();
    this.ahead = null;
  }
}

/** What has left us can't be taken back. */
function outAlready(error: unknown): unknown {
  if (!(error instanceof RequestFailure) || !error.mayPass) return error;
  return new Failure(
    `${error.message} What came before is out already: with --output FILE parts are tried again.`,
  );
}

/**
 * Where the next part is; null where this was the last.
 * @throws Failure where that is elsewhere, or here again
 * @see https://www.rfc-editor.org/rfc/rfc8288#section-3
 */
export function nextPart({ url, headers }: Pick<Answer, 'url' | 'headers'>, base: URL): URL | null {
  const target = linkTo('next', [headers['link'] ?? ''].flat().join(', '));
  if (target === null) return null;
  const next = parseUrl(target, url.href);
  if (next === null || next.origin !== url.origin) {
    throw new Failure(
      'The next part of the export is said to be at another place; it is not followed there.',
    );
  }
  // The service does not know below which path it is reached.
  if (!next.pathname.startsWith(base.pathname)) next.pathname = base.pathname + next.pathname.slice(1);
  next.hash = '';
  if (next.href === url.href) throw new Failure('The export goes round in circles: its next part is itself.');
  return next;
}

/** A quoted string, or a token. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6 */
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|[^\s",;]+)`;
const LINK = new RegExp(String.raw`<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*${VALUE})*)`, 'g');
const RELATION = new RegExp(String.raw`;\s*rel\s*=\s*(${VALUE})`, 'i');

/** What a Link header leads to by a relation; null where it does not. */
function linkTo(relation: string, header: string): string | null {
  for (const [, target = '', parameters = ''] of header.matchAll(LINK)) {
    const [, relations = ''] = RELATION.exec(parameters) ?? [];
    if (relations.replaceAll('"', '').toLowerCase().split(/\s+/).includes(relation)) return target;
  }
  return null;
}
