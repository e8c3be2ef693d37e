import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { IDENTITY_BYTES } from '../article/id';
import { optionalNumber, optionalText, texts } from '../table/attributes';
import type { Item, Table } from '../table/client';
import { seenKey } from '../table/keys';

/**
 * What was seen of a source: for each entry of its last readings the hash of its identity, the time in its
 * id, when it was first fetched, and the beginning of its fingerprint. So an unchanged entry costs
 * nothing, and an undated or re-dated one keeps its id.
 */
export interface SeenEntry {
  /** ms since 1970, as it stands in the article's id */
  time: number;
  /** seconds since 1970 */
  fetchedAt: number;
  /** hex, the first bytes of the fingerprint */
  fingerprint: string;
}

/** Seen entries by their identity's hash in hex, those of the newest reading first. */
export type SeenEntries = Map<string, SeenEntry>;

/** The entries, and what the message that wrote them brought: a retry of it finds it done. */
export interface Seen {
  entries: SeenEntries;
  /** `cycle/message`, null where nothing was seen yet */
  message: string | null;
  /** how many articles were new to that message */
  added: number;
  /** the parts that it sent to the index */
  parts: string[];
}

export const NOTHING_SEEN: Readonly<Seen> = { entries: new Map(), message: null, added: 0, parts: [] };

const FINGERPRINT_BYTES = 6;
const ENTRY_BYTES = IDENTITY_BYTES + 6 + 4 + FINGERPRINT_BYTES;

/** DynamoDB's 400 KB hold this many; more than a reading takes, so one that fell out is still known. */
const MOST_ENTRIES = 15_000;

/** Entries that are no longer in the feed are kept, as they may come back: at least these, or as many again. */
const KEPT_BESIDES = 100;

/** @param fingerprint hex of any length */
export const shortFingerprint = (fingerprint: string): string => fingerprint.slice(0, FINGERPRINT_BYTES * 2);

/** What was seen of an origin, read so that what was written a moment ago is in it. */
export async function readSeen(table: Table, origin: string): Promise<Seen> {
  const output = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: seenKey(origin), ConsistentRead: true }),
  );
  const item = output.Item;
  if (item === undefined) return NOTHING_SEEN;
  return {
    entries: unpack(item['entries']?.B ?? new Uint8Array()),
    message: optionalText(item, 'message'),
    added: optionalNumber(item, 'added') ?? 0,
    parts: texts(item, 'parts'),
  };
}

/** What was seen of an origin, as it lies in the table. */
export function seenItem(origin: string, seen: Seen): Item {
  return {
    ...seenKey(origin),
    entries: { B: pack(seen.entries) },
    message: { S: seen.message ?? '' },
    added: { N: String(seen.added) },
    parts: { L: seen.parts.map((part) => ({ S: part })) },
  };
}

/** The newest reading's entries, and of what was seen earlier as much as is worth keeping. */
export function keepOlder(current: SeenEntries, before: SeenEntries): SeenEntries {
  const most = Math.min(current.size + Math.max(KEPT_BESIDES, current.size), MOST_ENTRIES);
  const kept = new Map(current);
  for (const [identity, entry] of before) {
    if (kept.size >= most) break;
    if (!kept.has(identity)) kept.set(identity, entry);
  }
  return kept;
}

function pack(entries: SeenEntries): Buffer {
  const bytes = Buffer.allocUnsafe(entries.size * ENTRY_BYTES);
  let offset = 0;
  for (const [identity, { time, fetchedAt, fingerprint }] of entries) {
    bytes.write(identity, offset, IDENTITY_BYTES, 'hex');
    bytes.writeUIntBE(time, offset + IDENTITY_BYTES, 6);
    bytes.writeUInt32BE(fetchedAt, offset + IDENTITY_BYTES + 6);
    bytes.write(fingerprint, offset + IDENTITY_BYTES + 10, FINGERPRINT_BYTES, 'hex');
    offset += ENTRY_BYTES;
  }
  return bytes;
}

function unpack(stored: Uint8Array): SeenEntries {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const entries: SeenEntries = new Map();
  for (let offset = 0; offset + ENTRY_BYTES <= bytes.length; offset += ENTRY_BYTES) {
    entries.set(bytes.toString('hex', offset, offset + IDENTITY_BYTES), {
      time: bytes.readUIntBE(offset + IDENTITY_BYTES, 6),
      fetchedAt: bytes.readUInt32BE(offset + IDENTITY_BYTES + 6),
      fingerprint: bytes.toString('hex', offset + IDENTITY_BYTES + 10, offset + ENTRY_BYTES),
    });
  }
  return entries;
}
