import * as z from 'zod/mini';
import type { Occasion } from './due';

/** What waits in the queue of digests: some readers whose digest was due. */
export interface DigestMessage {
  /** ISO 8601: the moment that made them due, up to which their digests cover what came */
  at: string;
  occasion: Occasion;
  /** ids */
  readers: string[];
}

const shape = z.object({
  at: z.iso.datetime(),
  occasion: z.enum(['hour', 'now']),
  readers: z.array(z.string()),
});

/** @throws where the body is no such message */
export const parseDigestMessage = (body: string): DigestMessage => shape.parse(JSON.parse(body));
