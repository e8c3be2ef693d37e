import { cutOff, type Join, type Joined, type PartJoin, wrongFormat } from './join';

const code = (character: string): number => character.charCodeAt(0);
const QUOTE = code('"');
const BACKSLASH = code('\\');
const COMMA = code(',');
const LINE_END = code('\n');
const OPEN_ARRAY = code('[');
const CLOSE_ARRAY = code(']');
const OPEN_OBJECT = code('{');
const CLOSE_OBJECT = code('}');

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/**
 * Where the reading of a part's array is: before its bracket; behind it; in an article; behind an article; behind
 * a comma; behind the other bracket.
 */
type Place = 'begin' | 'first' | 'article' | 'behind' | 'next' | 'end';

/**
 * Arrays of articles become one array, an article a line. Only so much is read of the articles as shows where
 * they end: strings, escapes and depth. @see https://www.rfc-editor.org/rfc/rfc8259
 */
export const jsonJoin: Join = {
  begin: (joined) => new JsonPart(joined),
  tail: ({ articles }) => Buffer.from(articles === 0 ? '[]\n' : ']\n'),
};

class JsonPart implements PartJoin {
  articles: number;
  private at: Place = 'begin';
  /** brackets that are open in the article */
  private depth = 0;
  private inString = false;
  private isEscaped = false;
  private room = Buffer.alloc(0);
  private filled = 0;

  constructor({ articles }: Joined) {
    this.articles = articles;
  }

  take(bytes: Uint8Array): Uint8Array {
    // At worst an article of two bytes gets two more before it.
    const most = bytes.length * 2 + 2;
    if (this.room.length < most) this.room = Buffer.allocUnsafe(most);
    this.filled = 0;
    for (let index = 0; index < bytes.length; ) {
      if (this.at === 'article') index = this.copyArticle(bytes, index);
      else this.between(bytes[index++] ?? 0);
    }
    return this.room.subarray(0, this.filled);
  }

  end(): Joined {
    if (this.at !== 'end') throw cutOff();
    return { articles: this.articles, header: null };
  }

  /** The hot path: state in locals. @returns the index behind what it took */
  private copyArticle(bytes: Uint8Array, from: number): number {
    let { depth, inString, isEscaped, filled } = this;
    const { room } = this;
    let index = from;
    while (index < bytes.length && depth > 0) {
      const byte = bytes[index++] ?? 0;
      room[filled++] = byte;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth--;
    }
    this.depth = depth;
    this.inString = inString;
    this.isEscaped = isEscaped;
    this.filled = filled;
    if (depth === 0) {
      this.articles++;
      this.at = 'behind';
    }
    return index;
  }

  private between(byte: number): void {
    if (isSpace(byte)) return;
    if (this.at === 'begin' && byte === OPEN_ARRAY) this.at = 'first';
    else if ((this.at === 'first' || this.at === 'next') && byte === OPEN_OBJECT) this.beginArticle();
    else if ((this.at === 'first' || this.at === 'behind') && byte === CLOSE_ARRAY) this.at = 'end';
    else if (this.at === 'behind' && byte === COMMA) this.at = 'next';
    else throw wrongFormat('a JSON array of articles');
  }

  private beginArticle(): void {
    const before = this.articles === 0 ? [OPEN_ARRAY] : [COMMA, LINE_END];
    for (const byte of [...before, OPEN_OBJECT]) this.room[this.filled++] = byte;
    this.depth = 1;
    this.at = 'article';
  }
}
