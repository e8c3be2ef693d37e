import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod/mini';

/** What `schedule` and `trigger` ask of `fetch`: some sources of a cycle. */
export interface FetchMessage {
  cycle: string;
  /** its name within the cycle */
  message: string;
  /** ISO 8601; the time that stands in for a missing date, so that a retry writes the same ids */
  at: string;
  /** its sources, and when each is due again if it has nothing new */
  sources: PlannedSource[];
  /** what follows once these are done: more of the same host, which is never asked by two at once */
  following: { message: string; sources: PlannedSource[] }[];
}

/** A source of a cycle. */
interface PlannedSource {
  id: string;
  /** ISO 8601 */
  next: string;
}

/** What removing a source asks of `fetch`: to delete all that it brought. */
export interface RemovalMessage {
  remove: { id: string; addedAt: string };
  /** whether it is looked through once more, for what was on its way when it was removed */
  again: boolean;
}

/** What `fetch` asks of `index`: the words of some articles. */
export interface IndexMessage {
  cycle: string;
  /** its name within the cycle */
  part: string;
  /** seconds since 1970, null for ever */
  expiresAt: number | null;
  /** `source` is an origin; `words` are separated by spaces */
  articles: { id: string; source: string; categories: string[]; words: string }[];
}

const planned = z.array(z.object({ id: z.string(), next: z.iso.datetime() }));

const fetchMessage = z.object({
  cycle: z.string(),
  message: z.string(),
  at: z.iso.datetime(),
  sources: planned,
  following: z._default(z.array(z.object({ message: z.string(), sources: planned })), []),
});

const removalMessage = z.object({
  remove: z.object({ id: z.string(), addedAt: z.iso.datetime() }),
  again: z.boolean(),
});

const indexedArticles = z.array(
  z.object({ id: z.string(), source: z.string(), categories: z.array(z.string()), words: z.string() }),
);

const packedIndexMessage = z.object({
  cycle: z.string(),
  part: z.string(),
  expiresAt: z.nullable(z.number()),
  articles: z.string(),
});

/** Far more than a part holds. */
const LIMIT = { maxOutputLength: 16 * 1024 * 1024 };

const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** What waits in the queue of `fetch`. @throws where the body is neither of the two */
export const parseSourceWork = (body: string): FetchMessage | RemovalMessage =>
  z.union([fetchMessage, removalMessage]).parse(JSON.parse(body));

/**
 * The body of a message for the index. The articles are packed to about half: what an invocation takes
 * is bounded by its bytes, and the more articles in one batch, the fewer posting blocks are written.
 */
export function packIndexMessage(message: IndexMessage): string {
  const articles = brotliCompressSync(JSON.stringify(message.articles), FAST).toString('base64');
  return JSON.stringify({ ...message, articles });
}

/** @throws where the body is not such a message */
export function parseIndexMessage(body: string): IndexMessage {
  const message = packedIndexMessage.parse(JSON.parse(body));
  const articles = brotliDecompressSync(Buffer.from(message.articles, 'base64'), LIMIT).toString();
  return { ...message, articles: indexedArticles.parse(JSON.parse(articles)) };
}
