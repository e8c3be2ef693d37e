import { pipeline, type Readable, type Transform } from 'node:stream';
import {
  brotliDecompressSync,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
} from 'node:zlib';
import { FetchError } from './failure';

/** Up to here a packed body is unpacked at once: many small bodies cost a quarter of what streams do. */
const SMALL = 256 * 1024;

/** One packing inside another is odd but seen; more is an attack. */
const MOST_ENCODINGS = 2;

/**
 * A body, unpacked. The limit holds at any moment, for what is packed and for what comes out of it, so that a
 * bomb is left where it reaches it.
 * @param encodings the Content-Encoding header
 * @param limit in bytes
 * @throws FetchError where there is more, or it is packed in a way that we do not take; whatever the stream
 * and zlib throw
 */
export async function readBody(
  body: Readable,
  encodings: string | undefined,
  limit: number,
): Promise<Buffer> {
  try {
    return await unpackWhole(body, parseEncodings(encodings), limit);
  } catch (error) {
    // What is left of it is not waited for: others need the connection.
    body.on('error', () => undefined).destroy();
    throw error;
  }
}

async function unpackWhole(body: AsyncIterable<Buffer>, packings: Packing[], limit: number): Promise<Buffer> {
  if (packings.length === 0) return collect(body, limit);
  const chunks = body[Symbol.asyncIterator]();
  const begun: Buffer[] = [];
  for (let size = 0; size <= SMALL; ) {
    const { done, value } = await chunks.next();
    if (done) return unpackAtOnce(Buffer.concat(begun, size), packings, limit);
    begun.push(value);
    size += value.length;
  }
  return collect(packings.reduceRight(unpack, limited(resume(begun, chunks), limit)), limit);
}

type Packing = 'gzip' | 'br' | 'deflate';

/** @returns in the order in which they were applied */
function parseEncodings(header: string | undefined): Packing[] {
  const names = (header ?? '').split(',').map((name) => name.trim().toLowerCase());
  const packings = names.filter((name) => name !== '' && name !== 'identity').map(packingOf);
  if (packings.length > MOST_ENCODINGS) throw new FetchError('Its answer is packed too many times over');
  return packings;
}

function packingOf(name: string): Packing {
  if (name === 'x-gzip') return 'gzip';
  if (name === 'gzip' || name === 'br' || name === 'deflate') return name;
  const said = name.replace(/[^\w-]/g, '').slice(0, 40);
  throw new FetchError(`Its answer is packed by ${said}, which we did not ask for`);
}

async function collect(stream: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of limited(stream, limit)) {
    chunks.push(chunk);
    size += chunk.length;
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}

async function* limited(stream: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    yield chunk;
  }
}

async function* resume(begun: Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* begun;
  yield* { [Symbol.asyncIterator]: () => rest };
}

function unpackAtOnce(packed: Buffer, packings: Packing[], limit: number): Buffer {
  const options: ZlibOptions = { maxOutputLength: limit };
  try {
    return packings.reduceRight((body, packing) => unpackOne(body, packing, options), packed);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(limit) : error;
  }
}

function unpackOne(packed: Buffer, packing: Packing, options: ZlibOptions): Buffer {
  if (packed.length === 0) return packed;
  if (packing === 'gzip') return gunzipSync(packed, options);
  if (packing === 'br') return brotliDecompressSync(packed, options);
  return isBare(packed) ? inflateRawSync(packed, options) : inflateSync(packed, options);
}

async function* unpack(packed: AsyncIterable<Buffer>, packing: Packing): AsyncGenerator<Buffer> {
  const chunks = packed[Symbol.asyncIterator]();
  const { done, value } = await chunks.next();
  if (done) return;
  // Errors, the source's too, come out of the unpacker: nothing is left to do with them here.
  yield* pipeline(resume([value], chunks), createUnpacker(packing, value), () => undefined);
}

function createUnpacker(packing: Packing, first: Buffer): Transform {
  if (packing === 'gzip') return createGunzip();
  if (packing === 'br') return createBrotliDecompress();
  return isBare(first) ? createInflateRaw() : createInflate();
}

/** Some servers send deflate bare, without the zlib header that the specification wants. */
const isBare = (packed: Buffer): boolean => (packed[0] ?? 0) % 16 !== 8;

const tooLarge = (limit: number): FetchError =>
  new FetchError(
    `Its answer is larger than ${limit < 1024 * 1024 ? `${limit / 1024} KB` : `${limit / 1024 / 1024} MB`}`,
  );
