import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { fromCodePage, isCodePage } from './code-pages';
import { guessEncoding } from './encoding-guess';
import { namesOfEncoding } from './encoding-names';
import { undoDoubleEncoding } from './mojibake';
import { fromUtf32, utf32Of } from './utf-32';
import { fromBytes } from './windows-1252';

const DECLARATION_BYTES = 512;
const DECLARATION = /<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]+)/i;
const CHARSET = /charset\s*=\s*["']?\s*([\w.:-]+)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]+/g;
const C1 = /[\x80-\x9f]+/g;

/** "<?xml" as EBCDIC writes it, the same in all of its pages. */
const EBCDIC_START = [0x4c, 0x6f, 0xa7, 0x94, 0x93];
const EBCDIC = '37';

const decoders = new Map<string, TextDecoder>();

/**
 * Text of a feed's bytes, without byte order mark, NULs and other control characters; those that windows-1252 has
 * something else at are taken for it.
 *
 * The encoding is that of the byte order mark, else UTF-16, UTF-32 or EBCDIC by its pattern; else UTF-8 where the
 * bytes are valid UTF-8, whatever they are declared as (text in another encoding is not by chance) or are so but for
 * a few; else the content type's charset or the XML declaration's, whichever first makes sense of the bytes; else
 * what they look like.
 */
export function decode(bytes: Uint8Array, contentType: string | undefined): string {
  return undoDoubleEncoding(decodeBytes(bytes, contentType)).replace(CONTROL, '').replace(C1, meantByC1);
}

/** What windows-1252 has there was meant by characters of C1, as in HTML. */
function meantByC1(characters: string): string {
  return fromBytes(characters).replace(C1, '');
}

function decodeBytes(bytes: Uint8Array, contentType: string | undefined): string {
  const wide = utf32Of(bytes) ?? utf16Of(bytes);
  if (wide) return decodeAs(bytes, wide);
  if (EBCDIC_START.every((byte, i) => bytes[i] === byte)) return decodeAs(bytes, ebcdicIn(bytes));

  const candidates = [
    supported(CHARSET.exec(contentType ?? '')?.[1]),
    supported(declaredIn(latin1(head(bytes)))),
  ];
  // Written in ASCII bytes, so valid UTF-8 always.
  if (candidates.includes('iso-2022-jp') || switchesToJapanese(bytes)) return decodeAs(bytes, 'iso-2022-jp');
  if (isUtf8(bytes)) return fromUtf8(bytes);

  for (const encoding of ['utf-8', ...candidates]) {
    const text = encoding && decodeAs(bytes, encoding);
    if (text && makesSense(text)) return text;
  }
  return decodeAs(bytes, supported(guessEncoding(bytes)) ?? 'windows-1252');
}

/** UTF-16 by its byte order mark, or by the zero bytes that an ASCII beginning has. */
function utf16Of([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first && second === 0 && third && fourth === 0) return 'utf-16le';
  if (first === 0 && second && third === 0 && fourth) return 'utf-16be';
  return undefined;
}

/** Whether bytes have what begins Japanese in ISO-2022-JP, and text of no other encoding. */
function switchesToJapanese(bytes: Uint8Array): boolean {
  const buffer = bufferOf(bytes);
  return buffer.includes('\x1b$B') || buffer.includes('\x1b$@');
}

/** The page that a declaration in EBCDIC names. */
function ebcdicIn(bytes: Uint8Array): string {
  const declared = supported(declaredIn(fromCodePage(head(bytes), EBCDIC)));
  return declared && isCodePage(declared) ? declared : EBCDIC;
}

function declaredIn(start: string): string | undefined {
  return DECLARATION.exec(start)?.[1];
}

function head(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, DECLARATION_BYTES);
}

/** The name of an encoding that can be read; undefined for none, an unknown one, and UTF-16, which shows by itself. */
function supported(label: string | undefined): string | undefined {
  if (!label) return undefined;
  for (const name of namesOfEncoding(label)) {
    const encoding = decoderOf(name)?.encoding ?? (isCodePage(name) ? name : undefined);
    if (encoding) return encoding.startsWith('utf-16') ? undefined : encoding;
  }
  return undefined;
}

function decoderOf(label: string): TextDecoder | undefined {
  const known = decoders.get(label);
  if (known) return known;
  try {
    const decoder = new TextDecoder(label);
    decoders.set(label, decoder);
    return decoder;
  } catch {
    return undefined;
  }
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  if (encoding.startsWith('utf-32')) return fromUtf32(bytes, encoding);
  if (isCodePage(encoding)) return fromCodePage(bytes, encoding);
  // Node's own decoder reads 0x80 to 0x9F as Latin-1 (nodejs/node#60888).
  if (encoding === 'windows-1252') return fromBytes(latin1(bytes));
  return (decoderOf(encoding) ?? new TextDecoder()).decode(bytes);
}

/** Text of valid UTF-8: three times as fast as a TextDecoder where that is more than Latin-1. */
function fromUtf8(bytes: Uint8Array): string {
  const text = bufferOf(bytes).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function latin1(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('latin1');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A few broken characters are damage of the text; many say that this is not its encoding. */
function makesSense(text: string): boolean {
  let broken = 0;
  let sound = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) sound++;
  }
  return broken * 10 <= sound;
}
