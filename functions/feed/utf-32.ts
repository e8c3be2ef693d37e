/** UTF-32 by its byte order mark, or by the zero bytes around the first character, which a feed has from ASCII. */
export function utf32Of(bytes: Uint8Array): 'utf-32le' | 'utf-32be' | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0 && second === 0 && (fourth === 0xff ? third === 0xfe : third === 0 && fourth))
    return 'utf-32be';
  return (first === 0xff ? second === 0xfe : first && second === 0) && third === 0 && fourth === 0
    ? 'utf-32le'
    : undefined;
}

/** Text of bytes in UTF-32, without byte order mark, what is no character as U+FFFD. The web's decoders lack it. */
export function fromUtf32(bytes: Uint8Array, encoding: string): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = encoding === 'utf-32le';
  const text: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, isLittle);
    const isCharacter = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    if (at > 0 || code !== 0xfeff) text.push(isCharacter ? String.fromCodePoint(code) : '\ufffd');
  }
  return text.join('');
}
