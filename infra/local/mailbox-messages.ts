import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AddressObject, HeaderLines, ParsedMail } from 'mailparser';
import { codeOf } from './problem';

/** A mail as it was sent. */
export interface Message {
  /** addresses without names */
  to: string[];
  from: string;
  subject: string;
  /** by their names as they were sent, in one line each, encoded as they were */
  headers: Record<string, string>;
  html: string;
  text: string;
  /** ISO 8601 */
  sentAt: string;
}

/** Milliseconds since 1970, which have 13 digits until the year 2286, and what keeps those of one moment in order. */
const FILE = /^(\d{13})-.+\.eml$/;

/** The mails of a folder, each a file that never changes. */
export class Messages {
  /** by their files' names: to read one takes 2 ms, and a digest may go to a thousand readers */
  private readonly known = new Map<string, Message>();

  /** @param folder absolute path; one that is missing has none */
  constructor(private readonly folder: string) {}

  /** All of them, oldest first. */
  async read(): Promise<Message[]> {
    const names = (await namesIn(this.folder)).filter((name) => FILE.test(name)).sort();
    const messages: Message[] = [];
    // One after the other: that many files can't be open at once.
    for (const name of names) {
      const message = this.known.get(name) ?? (await readMessage(this.folder, name));
      this.known.set(name, message);
      messages.push(message);
    }
    return messages;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function readMessage(folder: string, name: string): Promise<Message> {
  // Who never looks at the mailbox need not load it.
  const { simpleParser } = await import('mailparser');
  // What stands in neither part is not to be made up from the other.
  const mail = await simpleParser(await readFile(path.join(folder, name)), {
    skipHtmlToText: true,
    skipTextToHtml: true,
  });
  const sentAt = Number(FILE.exec(name)?.[1]);
  return { ...toMessage(mail), sentAt: new Date(sentAt).toISOString() };
}

const toMessage = (mail: ParsedMail): Omit<Message, 'sentAt'> => ({
  to: addressesOf(mail.to),
  from: mail.from?.text ?? '',
  subject: mail.subject ?? '',
  headers: headersOf(mail.headerLines),
  html: mail.html || '',
  text: mail.text ?? '',
});

const addressesOf = (to: AddressObject | AddressObject[] = []): string[] =>
  [to].flat().flatMap(({ value }) => value.flatMap(({ address }) => (address ? [address] : [])));

/** Header fields, unfolded (RFC 5322, section 2.2.3); those of one name are joined. */
function headersOf(lines: HeaderLines): Record<string, string> {
  const headers = new Map<string, string>();
  for (const { line } of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    const value = line
      .slice(colon + 1)
      .replace(/\r?\n(?=[ \t])/g, '')
      .trim();
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}
