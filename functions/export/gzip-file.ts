import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { Packed } from '../http/api';

/** No name, no time, of no particular system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/** A last block with nothing in it. */
const LAST_BLOCK = Buffer.from([3, 0]);

/** A text on its way into the file. */
export interface Packet {
  text: Buffer;
  /** whole blocks, which end at a byte */
  blocks: Buffer;
}

/**
 * A gzip file that grows by texts which are packed one by one: no text is kept, none is packed twice, and how large
 * the file is by then is known. It is one member, as not every client reads more.
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */
export class GzipFile {
  private readonly parts: Buffer[] = [HEADER];
  private checksum = 0;
  private length = 0;

  /** Packs a text, which then may be added. @param level 1 to 9 */
  static pack(content: string, level: number): Packet {
    const text = Buffer.from(content);
    return { text, blocks: deflateRawSync(text, { level, finishFlush: constants.Z_SYNC_FLUSH }) };
  }

  add({ text, blocks }: Packet): void {
    // zlib begins its checksum anew at a text of no bytes.
    if (text.length === 0) return;
    this.parts.push(blocks);
    this.checksum = crc32(text, this.checksum);
    this.length += text.length;
  }

  whole(): Packed {
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.checksum, 0);
    trailer.writeUInt32LE(this.length % 2 ** 32, 4);
    return { gzip: Buffer.concat([...this.parts, LAST_BLOCK, trailer]) };
  }
}
