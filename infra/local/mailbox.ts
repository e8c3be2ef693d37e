import { mkdir } from 'node:fs/promises';
import * as z from 'zod/mini';
import { startChild } from './child';

/** What would take the mails could not be started. */
export class MailboxError extends Error {
  override name = 'MailboxError';
}

/** The process that takes our mails in the place of SES. */
export interface Mailbox {
  /** for AWS_ENDPOINT_URL_SES; its path is a secret */
  endpoint: string;
  pid: number;
  /** resolves when the process ended, whether asked to or not */
  ended: Promise<void>;
  /** ends it; resolves when it is gone */
  close(): Promise<void>;
}

const toldShape = z.union([z.object({ url: z.string() }), z.object({ error: z.string() })]);

/**
 * Starts SES's stand-in, in a child process that ends with this one.
 * @param folder absolute path, where each mail becomes a file; made where it is missing
 * @throws MailboxError
 */
export async function startMailbox(folder: string): Promise<Mailbox> {
  // Mails hold links that sign in.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { told, ...child } = startChild('mailbox-process.mjs', [folder], ['--max-semi-space-size=2']);
  const message = toldShape.parse(await told);
  if ('error' in message) throw new MailboxError(`The mailbox could not be opened: ${message.error}`);
  return { endpoint: message.url, ...child };
}
