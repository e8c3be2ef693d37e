import * as z from 'zod/mini';

/** What `schedule` and `trigger` ask of `fetch`: some sources of a cycle. */
export interface FetchMessage {
  cycle: string;
  /** its name within the cycle */
  message: string;
  /** ISO 8601; the time that stands in for a missing date, so that a retry writes the same ids */
  at: string;
  /** sources, and when each is due again if there is nothing to say against it */
  sources: { id: string; next: string }[];
}

/** What `fetch` asks of `index`: the words of some articles. */
export interface IndexMessage {
  cycle: string;
  /** its name within the cycle */
  part: string;
  /** seconds since 1970, null for ever */
  expiresAt: number | null;
  /** `words` are separated by spaces */
  articles: { id: string; source: string; categories: string[]; words: string }[];
}

const fetchMessage = z.object({
  cycle: z.string(),
  message: z.string(),
  at: z.iso.datetime(),
  sources: z.array(z.object({ id: z.string(), next: z.iso.datetime() })),
});

const indexMessage = z.object({
  cycle: z.string(),
  part: z.string(),
  expiresAt: z.nullable(z.number()),
  articles: z.array(
    z.object({ id: z.string(), source: z.string(), categories: z.array(z.string()), words: z.string() }),
  ),
});

/** @throws where the body is not such a message */
export const parseFetchMessage = (body: string): FetchMessage => fetchMessage.parse(JSON.parse(body));

/** @throws where the body is not such a message */
export const parseIndexMessage = (body: string): IndexMessage => indexMessage.parse(JSON.parse(body));
