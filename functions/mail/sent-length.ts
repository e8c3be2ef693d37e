const EQUALS_SIGN = '='.charCodeAt(0);
const LAST_ASCII = 0x7f;

/**
 * How many bytes a text takes when it is sent as quoted-printable, but for the ends of its lines, which add about a
 * twentieth: three for each byte that is not ASCII, and for each `=`.
 * @see https://www.rfc-editor.org/rfc/rfc2045#section-6.7
 */
export function sentLength(text: string): number {
  const bytes = Buffer.from(text);
  let length = bytes.length;
  for (const byte of bytes) if (byte === EQUALS_SIGN || byte > LAST_ASCII) length += 2;
  return length;
}
