import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A message as it waits: all but its body, which stays on disk until it is handed over. */
export interface QueuedMessage {
  id: string;
  /** ms since 1970 */
  sentAt: number;
  /** how often its handler failed */
  failures: number;
  bytes: number;
  /** orders messages of one millisecond */
  sequence: number;
}

/** A message in somebody's hands, until it is removed, put back or moved away. */
export interface ReceivedMessage extends QueuedMessage {
  body: string;
}

const FILE_NAME = /^(\d{13})-(\d{6})-(\d+)-([0-9a-f-]{36})$/;
const UNFINISHED = '.sending-';

/**
 * A queue that outlives the process: a file for each message, there before `send` returns and gone only
 * when its handler succeeded. The file's name holds all but the body, so a start reads names alone. It is
 * written under another name first, so a process killed at any moment leaves whole messages only. (There is
 * no fsync: a power cut may take what was sent in the last seconds.)
 *
 * What was in somebody's hands when the process ended waits again. That is no failure of its handler and
 * isn't counted as one, or killing the process a few times would throw messages away.
 */
export class Queue {
  private waiting: QueuedMessage[] = [];
  private readonly received = new Set<string>();
  private readonly putBack = new Map<string, NodeJS.Timeout>();
  private sequence = 0;

  /**
   * @param folder absolute path; made where it is missing
   * @param onChange called whenever a message came, waits again or is done with
   */
  constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly onChange: () => void,
  ) {
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) {
      if (file.startsWith(UNFINISHED)) rmSync(path.join(folder, file), { force: true });
      else this.waiting.push(...readName(file, () => statSync(path.join(folder, file)).size));
    }
    this.waiting.sort(bySending);
  }

  /** Keeps a message. @returns its id, once it is on disk */
  async send(body: string): Promise<string> {
    this.sequence = (this.sequence + 1) % 1_000_000;
    const message: QueuedMessage = {
      id: randomUUID(),
      sentAt: Date.now(),
      failures: 0,
      bytes: Buffer.byteLength(body),
      sequence: this.sequence,
    };
    const unfinished = path.join(this.folder, UNFINISHED + message.id);
    await writeFile(unfinished, body);
    await rename(unfinished, this.pathOf(message));
    this.add(message);
    return message.id;
  }

  /**
   * Takes messages into the caller's hands, oldest first: at least one where one waits.
   * @param most how many
   * @param mostBytes their bodies together
   */
  async receive(most: number, mostBytes: number): Promise<ReceivedMessage[]> {
    const taken = this.waiting.splice(0, this.countFitting(most, mostBytes));
    for (const { id } of taken) this.received.add(id);
    const messages = await Promise.all(taken.map((message) => this.read(message)));
    return messages.filter((message) => message !== null);
  }

  /** Whether as much waits as one `receive` takes. */
  fills(most: number, mostBytes: number): boolean {
    const fitting = this.countFitting(most, mostBytes);
    return fitting === most || fitting < this.waiting.length;
  }

  /** Forgets a message: its handler succeeded. */
  async remove(message: QueuedMessage): Promise<void> {
    await unlink(this.pathOf(message));
    this.letGo(message);
  }

  /** Lets a message wait again in a while: its handler failed. */
  async putBackAfter(message: QueuedMessage, delayMs: number): Promise<void> {
    const { id, sentAt, sequence, bytes } = message;
    const again = { id, sentAt, sequence, bytes, failures: message.failures + 1 };
    await rename(this.pathOf(message), this.pathOf(again));
    const timer = setTimeout(() => {
      this.putBack.delete(id);
      this.add(again);
    }, delayMs);
    this.putBack.set(id, timer);
    this.letGo(message);
  }

  /** Moves a message to another queue for good. */
  async moveTo(other: Queue, message: QueuedMessage): Promise<void> {
    const { id, sentAt, sequence, bytes, failures } = message;
    await rename(this.pathOf(message), other.pathOf(message));
    other.add({ id, sentAt, sequence, bytes, failures });
    this.letGo(message);
  }

  /** Whether a message waits to be received now. */
  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Whether a message waits, or is in somebody's hands. */
  get isAtWork(): boolean {
    return this.hasWaiting || this.received.size > 0;
  }

  /** Whether there is no message at all, not even one that waits for another try. */
  get isEmpty(): boolean {
    return !this.isAtWork && this.putBack.size === 0;
  }

  /** Lets go of timers; the messages stay where they are. */
  close(): void {
    for (const timer of this.putBack.values()) clearTimeout(timer);
    this.putBack.clear();
  }

  /** @returns null where somebody deleted the file: there is no message any more */
  private async read(message: QueuedMessage): Promise<ReceivedMessage | null> {
    try {
      return { ...message, body: await readFile(this.pathOf(message), 'utf8') };
    } catch {
      this.letGo(message);
      return null;
    }
  }

  private add(message: QueuedMessage): void {
    this.waiting.push(message);
    this.onChange();
  }

  private letGo(message: QueuedMessage): void {
    this.received.delete(message.id);
    this.onChange();
  }

  private countFitting(most: number, mostBytes: number): number {
    let bytes = 0;
    let count = 0;
    for (const message of this.waiting) {
      bytes += message.bytes;
      if (count === most || (count > 0 && bytes > mostBytes)) break;
      count++;
    }
    return count;
  }

  private pathOf({ sentAt, sequence, failures, id }: QueuedMessage): string {
    const order = `${String(sentAt).padStart(13, '0')}-${String(sequence).padStart(6, '0')}`;
    return path.join(this.folder, `${order}-${failures}-${id}`);
  }
}

/** MD5 as SQS sends it back, and the SDK checks it. @returns hex */
export const md5 = (body: string): string => createHash('md5').update(body).digest('hex');

/** Files that are none of ours are left alone. */
function readName(file: string, size: () => number): QueuedMessage[] {
  const [, sentAt, sequence, failures, id] = FILE_NAME.exec(file) ?? [];
  if (id === undefined) return [];
  return [
    { id, sentAt: Number(sentAt), sequence: Number(sequence), failures: Number(failures), bytes: size() },
  ];
}

const bySending = (a: QueuedMessage, b: QueuedMessage): number =>
  a.sentAt - b.sentAt || a.sequence - b.sequence;
