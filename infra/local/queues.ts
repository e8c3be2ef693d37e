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
  /** ms since 1970 from which on it may be received, where it was sent to be later */
  dueAt: number | null;
}

/** A message in somebody's hands, until it is removed, put back or moved away. */
export interface ReceivedMessage extends QueuedMessage {
  body: string;
}

const FILE_NAME = /^(\d{13})-(\d{6})-(\d+)-([0-9a-f-]{36})(?:-(\d{13}))?$/;
const UNFINISHED = '.sending-';

/** As long as SQS delays a message at most, and so as long as one ever waits, whatever becomes of the clock. */
const LONGEST_DELAY_MS = 900_000;

/**
 * A queue that outlives the process: a file for each message, there before `send` returns and gone only
 * when its handler succeeded. The file's name holds all but the body, so a start reads names alone. It is
 * written under another name first, so a process killed at any moment leaves whole messages only. (There is
 * no fsync: a power cut may take what was sent in the last seconds.) A message that was sent to be received
 * later has in its name when, so a new process waits for the rest of that time alone.
 *
 * What was in somebody's hands when the process ended waits again. That is no failure of its handler and
 * isn't counted as one, or killing the process a few times would throw messages away.
 */
export class Queue {
  private readonly waiting: QueuedMessage[] = [];
  private readonly received = new Set<string>();
  /** of messages that wait for their time, by their ids */
  private readonly timers = new Map<string, NodeJS.Timeout>();
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
    const kept: QueuedMessage[] = [];
    for (const file of readdirSync(folder)) {
      if (file.startsWith(UNFINISHED)) rmSync(path.join(folder, file), { force: true });
      else kept.push(...readName(file, () => statSync(path.join(folder, file)).size));
    }
    for (const message of kept.sort(bySending)) this.addWhenDue(message);
  }

  /**
   * Keeps a message.
   * @param delayMs how long nobody is to receive it, at most 15 minutes
   * @returns its id, once it is on disk
   */
  async send(body: string, delayMs = 0): Promise<string> {
    this.sequence = (this.sequence + 1) % 1_000_000;
    const sentAt = Date.now();
    const message: QueuedMessage = {
      id: randomUUID(),
      sentAt,
      failures: 0,
      bytes: Buffer.byteLength(body),
      sequence: this.sequence,
      dueAt: delayMs > 0 ? sentAt + delayMs : null,
    };
    const unfinished = path.join(this.folder, UNFINISHED + message.id);
    await writeFile(unfinished, body);
    await rename(unfinished, this.pathOf(message));
    this.addWhenDue(message);
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
    // A new process need not wait for it: what made it fail may be gone.
    const again = { id, sentAt, sequence, bytes, failures: message.failures + 1, dueAt: null };
    await rename(this.pathOf(message), this.pathOf(again));
    this.addAfter(again, delayMs);
    this.letGo(message);
  }

  /** Moves a message to another queue for good. */
  async moveTo(other: Queue, message: QueuedMessage): Promise<void> {
    const { id, sentAt, sequence, bytes, failures } = message;
    const moved = { id, sentAt, sequence, bytes, failures, dueAt: null };
    await rename(this.pathOf(message), other.pathOf(moved));
    other.add(moved);
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

  /** Whether there is no message at all, not even one that waits for its time or another try. */
  get isEmpty(): boolean {
    return !this.isAtWork && this.timers.size === 0;
  }

  /** Lets go of timers; the messages stay where they are. */
  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
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

  private addWhenDue(message: QueuedMessage): void {
    const delayMs = (message.dueAt ?? 0) - Date.now();
    if (delayMs > 0) this.addAfter(message, Math.min(delayMs, LONGEST_DELAY_MS));
    else this.add(message);
  }

  private addAfter(message: QueuedMessage, delayMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(message.id);
      this.add(message);
    }, delayMs);
    // What waits is on disk: no process lives on for its sake.
    this.timers.set(message.id, timer.unref());
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

  private pathOf({ dueAt, sentAt, sequence, failures, id }: QueuedMessage): string {
    const order = `${digits(sentAt)}-${String(sequence).padStart(6, '0')}`;
    return path.join(this.folder, `${order}-${failures}-${id}${dueAt === null ? '' : `-${digits(dueAt)}`}`);
  }
}

/** MD5 as SQS sends it back, and the SDK checks it. @returns hex */
export const md5 = (body: string): string => createHash('md5').update(body).digest('hex');

/** Files that are none of ours are left alone. */
function readName(file: string, size: () => number): QueuedMessage[] {
  const [, sentAt, sequence, failures, id, dueAt] = FILE_NAME.exec(file) ?? [];
  if (id === undefined) return [];
  return [
    {
      id,
      sentAt: Number(sentAt),
      sequence: Number(sequence),
      failures: Number(failures),
      bytes: size(),
      dueAt: dueAt === undefined ? null : Number(dueAt),
    },
  ];
}

const digits = (ms: number): string => String(ms).padStart(13, '0');

const bySending = (a: QueuedMessage, b: QueuedMessage): number =>
  a.sentAt - b.sentAt || a.sequence - b.sequence;
