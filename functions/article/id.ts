import { hash } from 'node:crypto';

/**
 * An article's id is a ULID: 48 bits of when it was published, 80 bits of a hash of where it comes from.
 * So it stays the same for ever, sorts by time, and is the only key that anything needs.
 * @see https://github.com/ulid/spec
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Bytes of an id, and of the hash in it. */
export const ID_BYTES = 16;
export const IDENTITY_BYTES = 10;

/** The latest time a ULID can hold, in ms since 1970. */
export const LATEST_TIME = 2 ** 48 - 1;

/** Whether a text is an article's id. */
export const isId = (text: string): boolean => ULID.test(text);

/**
 * The 80 bits that tell an entry from all others.
 * @param origin where it comes from: a source that is added again starts afresh
 * @param identity what tells the entry from others of its origin
 */
export function identityHash(origin: string, identity: string): Buffer {
  return hash('sha256', `${origin}\n${identity}`, 'buffer').subarray(0, IDENTITY_BYTES);
}

/** @param time ms since 1970, 0 to 2^48-1 @param identity 10 bytes */
export function makeId(time: number, identity: Uint8Array): string {
  const bytes = Buffer.allocUnsafe(ID_BYTES);
  bytes.writeUIntBE(time, 0, 6);
  bytes.set(identity, 6);
  return idFromBytes(bytes, 0);
}

/** When an article was published, in ms since 1970. */
export function timeOf(id: string): number {
  let time = 0;
  for (let at = 0; at < 10; at++) time = time * 32 + valueAt(id, at);
  return time;
}

/** The smallest id of a time, so that `id >= firstIdAt(t)` says "published at t or later". */
export const firstIdAt = (time: number): string => makeId(time, new Uint8Array(IDENTITY_BYTES));

/** The id as it lies in a posting block: 16 bytes. */
export function idToBytes(id: string): Buffer {
  const bytes = Buffer.allocUnsafe(ID_BYTES);
  bytes.writeUIntBE(timeOf(id), 0, 6);
  for (let group = 0; group < 2; group++) {
    let value = 0;
    for (let at = 0; at < 8; at++) value = value * 32 + valueAt(id, 10 + group * 8 + at);
    bytes.writeUIntBE(value, 6 + group * 5, 5);
  }
  return bytes;
}

/** The id that lies at an offset of a posting block. */
export function idFromBytes(bytes: Buffer, offset: number): string {
  return (
    letters(bytes.readUIntBE(offset, 6), 10) +
    letters(bytes.readUIntBE(offset + 6, 5), 8) +
    letters(bytes.readUIntBE(offset + 11, 5), 8)
  );
}

/** The ids that lie one behind the other. */
export function idsFromBytes(stored: Uint8Array): string[] {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const ids: string[] = [];
  for (let offset = 0; offset + ID_BYTES <= bytes.length; offset += ID_BYTES) {
    ids.push(idFromBytes(bytes, offset));
  }
  return ids;
}

function letters(value: number, count: number): string {
  let text = '';
  let rest = value;
  for (let at = 0; at < count; at++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function valueAt(id: string, at: number): number {
  const value = VALUES.get(id[at] ?? '');
  if (value === undefined) throw new RangeError(`${id} is not an id`);
  return value;
}
