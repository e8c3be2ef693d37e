import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { detect } from 'chardet';
import { undoDoubleEncoding } from './mojibake';
import { fromBytes } from './windows-1252';

/** Labels seen in feeds that the Encoding Standard lacks. */
const ALIASES = new Map([
  ['cp932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
  ['latin-1', 'windows-1252'],
  ['tis620', 'windows-874'],
  ['uhc', 'euc-kr'],
  ['utf_8', 'utf-8'],
  ['win-1250', 'windows-1250'],
  ['win-1251', 'windows-1251'],
]);

/** Enough text to tell an encoding by; more only costs time. */
const SAMPLE_BYTES = 32_768;

const DECLARATION_BYTES = 512;
const DECLARATION = /<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]+)/i;
const CHARSET = /charset\s*=\s*["']?\s*([\w.:-]+)/i;
const CONTROL = /[^\P{Cc}\t\n\r]/gu;

const decoders = new Map<string, TextDecoder>();

/**
 * Text of a feed's bytes, without byte order mark, NULs and other control characters.
 *
 * The encoding is that of the byte order mark, else UTF-16 by its pattern; else UTF-8 where the bytes are valid
 * UTF-8, whatever they are declared as (text in another encoding is not by chance) or are so but for a few; else
 * the content type's charset or the XML declaration's, whichever first makes sense of the bytes; else what they
 * look like.
 */
export function decode(bytes: Uint8Array, contentType: string | undefined): string {
  return undoDoubleEncoding(decodeBytes(bytes, contentType)).replace(CONTROL, '');
}

function decodeBytes(bytes: Uint8Array, contentType: string | undefined): string {
  const wide = utf16Of(bytes);
  if (wide) return decodeAs(bytes, wide);

  const candidates = [supported(CHARSET.exec(contentType ?? '')?.[1]), supported(declaredIn(bytes))];
  // Written in ASCII bytes, so valid UTF-8 always.
  if (candidates.includes('iso-2022-jp')) return decodeAs(bytes, 'iso-2022-jp');
  if (isUtf8(bytes)) return decodeAs(bytes, 'utf-8');

  for (const encoding of ['utf-8', ...candidates]) {
    const text = encoding && decodeAs(bytes, encoding);
    if (text && makesSense(text)) return text;
  }
  return decodeAs(bytes, supported(detectIn(bytes)) ?? 'windows-1252');
}

/** UTF-16 by its byte order mark, or by the zero bytes that an ASCII beginning has. */
function utf16Of([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first && second === 0 && third && fourth === 0) return 'utf-16le';
  if (first === 0 && second && third === 0 && fourth) return 'utf-16be';
  return undefined;
}

function declaredIn(bytes: Uint8Array): string | undefined {
  return DECLARATION.exec(latin1(bytes.subarray(0, DECLARATION_BYTES)))?.[1];
}

/** Statistics over the first text that is not ASCII. */
function detectIn(bytes: Uint8Array): string | undefined {
  const start = Math.max(0, bytes.findIndex((byte) => byte > 0x7f) - 64);
  return detect(bytes.subarray(start, start + SAMPLE_BYTES)) ?? undefined;
}

/** The standard's name of an encoding; undefined for none, an unknown one, and UTF-16, which shows by itself. */
function supported(label: string | undefined): string | undefined {
  if (!label) return undefined;
  const name = label.toLowerCase();
  const encoding = decoderOf(ALIASES.get(name) ?? name)?.encoding;
  return encoding?.startsWith('utf-16') ? undefined : encoding;
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
  // Node's own decoder reads 0x80 to 0x9F as Latin-1 (nodejs/node#60888).
  if (encoding === 'windows-1252') return fromBytes(latin1(bytes));
  return (decoderOf(encoding) ?? new TextDecoder()).decode(bytes);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
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
