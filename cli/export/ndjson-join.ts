import { cutOff, type Join, type Joined, type PartJoin, wrongFormat } from './join';

const LINE_END = '\n'.charCodeAt(0);
const OPEN_OBJECT = '{'.charCodeAt(0);

/** Lines of one file after those of the other. @see https://github.com/ndjson/ndjson-spec */
export const ndjsonJoin: Join = {
  begin: (joined) => new NdjsonPart(joined),
  tail: () => Buffer.alloc(0),
};

class NdjsonPart implements PartJoin {
  articles: number;
  private isAtLineStart = true;

  constructor({ articles }: Joined) {
    this.articles = articles;
  }

  take(bytes: Uint8Array): Uint8Array {
    for (let index = 0; index < bytes.length; ) {
      if (this.isAtLineStart && bytes[index] !== OPEN_OBJECT) throw wrongFormat('NDJSON of articles');
      const end = bytes.indexOf(LINE_END, index);
      this.isAtLineStart = end !== -1;
      if (end === -1) break;
      this.articles++;
      index = end + 1;
    }
    return bytes;
  }

  end(): Joined {
    if (!this.isAtLineStart) throw cutOff();
    return { articles: this.articles, header: null };
  }
}
