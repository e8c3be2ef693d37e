import { Failure } from '../errors';
import { cutOff, type Join, type Joined, type PartJoin, wrongFormat } from './join';

const QUOTE = '"'.charCodeAt(0);
const LINE_END = '\n'.charCodeAt(0);

/** Ours has some hundred bytes; a web page has no line end for long. */
const LONGEST_HEADER = 64 * 1024;

/**
 * One header, then the rows of all parts. A line end between quotes ends no row, and doubled quotes are one that
 * closes and one that opens. @see https://www.rfc-editor.org/rfc/rfc4180
 */
export const csvJoin: Join = {
  begin: (joined) => new CsvPart(joined),
  tail: () => Buffer.alloc(0),
};

class CsvPart implements PartJoin {
  articles: number;
  private header: Buffer;
  private isInHeader = true;
  private inQuotes = false;
  private isAtRowStart = true;
  private readonly known: Buffer | null;

  constructor({ articles, header }: Joined) {
    this.articles = articles;
    this.known = header;
    this.header = Buffer.alloc(0);
  }

  take(bytes: Uint8Array): Uint8Array {
    if (!this.isInHeader) return this.takeRows(bytes);
    const end = this.endOfRow(bytes, 0);
    this.header = Buffer.concat([this.header, bytes.subarray(0, end)]);
    if (this.header.length > LONGEST_HEADER) throw wrongFormat('CSV with a header');
    if (!this.isAtRowStart || bytes.length === 0) return bytes.subarray(0, 0);
    this.isInHeader = false;
    const rows = this.takeRows(bytes.subarray(end));
    return this.isFirst() ? Buffer.concat([this.header, rows]) : rows;
  }

  end(): Joined {
    if (this.isInHeader || !this.isAtRowStart) throw cutOff();
    return { articles: this.articles, header: this.header };
  }

  /** @throws Failure where this part has other columns than those before */
  private isFirst(): boolean {
    if (this.known === null) return true;
    if (this.known.equals(this.header)) return false;
    throw new Failure(
      'The parts of the export have different columns: the service changed meanwhile. Start again.',
    );
  }

  private takeRows(bytes: Uint8Array): Uint8Array {
    for (let index = 0; index < bytes.length; ) {
      index = this.endOfRow(bytes, index);
      if (this.isAtRowStart) this.articles++;
    }
    return bytes;
  }

  /** @returns the index behind the row that goes on at `from`, or of the end of what there is of it */
  private endOfRow(bytes: Uint8Array, from: number): number {
    let { inQuotes } = this;
    let index = from;
    let isOver = false;
    while (index < bytes.length && !isOver) {
      const byte = bytes[index++];
      if (byte === QUOTE) inQuotes = !inQuotes;
      else if (byte === LINE_END && !inQuotes) isOver = true;
    }
    this.inQuotes = inQuotes;
    if (index > from) this.isAtRowStart = isOver;
    return index;
  }
}
