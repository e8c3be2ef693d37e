import { gzipSync } from 'node:zlib';
import { acceptsGzip } from '../http/api';

/**
 * What one answer may hold. A Lambda's answer is JSON of at most 6 MB with the body as a string in it: plain text
 * with its quotes escaped, or gzip in base64, a third larger than it is.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export interface Room {
  /** bytes that `bytesOf` all texts may come to together */
  bytes: number;
  /** characters of all texts together, which is memory */
  characters: number;
  /** at most how many bytes of the answer a text takes */
  bytesOf(text: string): number;
}

const KB = 1024;
const MB = 1024 * KB;

/** Of the 6 MB; the rest is for the headers, of which the link repeats the query. */
const ANSWER = 6 * MB - 256 * KB;

/** What packs well could fill the memory before the answer. */
const MOST_CHARACTERS = 12 * MB;

const PLAIN: Room = {
  bytes: ANSWER,
  characters: MOST_CHARACTERS,
  bytesOf: (text) => Buffer.byteLength(JSON.stringify(text)),
};

/** Packed piece by piece and quickly, a text takes more than packed whole and well, as it is sent. */
const PACKED: Room = {
  bytes: ANSWER,
  characters: MOST_CHARACTERS,
  bytesOf: (text) => Math.ceil(gzipSync(text, { level: 1 }).length / 3) * 4,
};

/** The room of an answer. @param acceptEncoding the request's header */
export const roomOf = (acceptEncoding: string | undefined): Room =>
  acceptsGzip(acceptEncoding) ? PACKED : PLAIN;
