import { acceptsGzip, type Packed } from '../http/api';
import { GzipFile } from './gzip-file';

/**
 * The body of an answer, which grows as long as there is room. A Lambda's answer is JSON of at most 6 MB with the
 * body as a string in it: plain text with its quotes escaped, or gzip in base64, a third larger than it is.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export interface Body {
  /** Takes a text if it fits. @returns whether it did */
  take(text: string): boolean;
  /** Takes a text whether it fits or not. */
  takeAnyway(text: string): void;
  whole(): string | Packed;
}

const KB = 1024;
const MB = 1024 * KB;

/** Of the 6 MB; the rest is for the headers, of which the link repeats the query. */
const ROOM = 6 * MB - 256 * KB;

/** Real news packs to 31 % by it, and to 28 % by the usual level in twice the time. */
const LEVEL = 1;

/** The body of an answer. @param acceptEncoding the request's header @param room bytes of the answer */
export const bodyFor = (acceptEncoding: string | undefined, room = ROOM): Body =>
  acceptsGzip(acceptEncoding) ? new PackedBody(room) : new PlainBody(room);

class PlainBody implements Body {
  private readonly texts: string[] = [];
  private bytes = 0;

  constructor(private readonly room: number) {}

  take(text: string): boolean {
    const bytes = Buffer.byteLength(JSON.stringify(text));
    if (this.bytes + bytes > this.room) return false;
    this.bytes += bytes;
    this.texts.push(text);
    return true;
  }

  takeAnyway(text: string): void {
    this.texts.push(text);
  }

  whole(): string {
    return this.texts.join('');
  }
}

class PackedBody implements Body {
  private readonly file = new GzipFile();
  private bytes = 0;

  constructor(private readonly room: number) {}

  take(text: string): boolean {
    const packet = GzipFile.pack(text, LEVEL);
    const bytes = Math.ceil((packet.blocks.length * 4) / 3);
    if (this.bytes + bytes > this.room) return false;
    this.bytes += bytes;
    this.file.add(packet);
    return true;
  }

  takeAnyway(text: string): void {
    this.file.add(GzipFile.pack(text, LEVEL));
  }

  whole(): Packed {
    return this.file.whole();
  }
}
