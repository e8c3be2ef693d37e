import { mkdir } from 'node:fs/promises';
import * as z from 'zod/mini';
import { startChild } from './child';

/** What would take the mails could not be started. */
export class MailboxError extends Error {
  override name = 'MailboxError';
}

/** A mail that the mailbox took, as it was asked to. */
export interface KeptMail {
  /** SES's id of it */
  messageId: string;
  /** ISO 8601 */
  sentAt: string;
  source: string;
  destination: string;
  /** of SES's, by their names */
  tags: Record<string, string>;
}

/** The process that takes our mails in the place of SES. */
export interface Mailbox {
  /** for AWS_ENDPOINT_URL_SES; its path is a secret */
  endpoint: string;
  pid: number;
  /** calls a listener with each mail that it takes from now on */
  onKept(listener: (mail: KeptMail) => void): void;
  /** resolves when the process ended, whether asked to or not */
  ended: Promise<void>;
  /** ends it; resolves when it is gone */
  close(): Promise<void>;
}

/**
 * Of the process's memory, in MB. Node takes what it may before it looks for garbage: with these, ten thousand
 * digests pass through 90 MB, where they took 140. Room is left for mails of some MB, several at once.
 */
const MEMORY = ['--max-semi-space-size=2', '--max-old-space-size=128'];

const toldShape = z.union([z.object({ url: z.string() }), z.object({ error: z.string() })]);
const keptShape = z.object({
  kept: z.object({
    messageId: z.string(),
    sentAt: z.string(),
    source: z.string(),
    destination: z.string(),
    tags: z.record(z.string(), z.string()),
  }),
});

/**
 * Starts SES's stand-in, in a child process that ends with this one.
 * @param folder absolute path, where each mail becomes a file; made where it is missing
 * @throws MailboxError
 */
export async function startMailbox(folder: string): Promise<Mailbox> {
  // Mails hold links that sign in.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { told, onTold, ...child } = startChild('mailbox-process.mjs', [folder], MEMORY);
  const message = toldShape.parse(await told);
  if ('error' in message) throw new MailboxError(`The mailbox could not be opened: ${message.error}`);
  return {
    endpoint: message.url,
    ...child,
    onKept: (listener) => onTold((told) => listener(keptShape.parse(told).kept)),
  };
}
