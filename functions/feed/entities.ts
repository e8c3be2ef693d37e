import { Parser } from 'htmlparser2';

let decoded = '';
const parser = new Parser({
  ontext: (data) => {
    decoded += data;
  },
  onattribute: (_, value) => {
    decoded = value;
  },
});

/** A text of HTML with its character references decoded (html.spec.whatwg.org/#character-reference-state). */
export function decodeText(text: string): string {
  return text.includes('&') ? read(text.replaceAll('<', '&lt;')) : text;
}

/** The same of an attribute's value, in which "&copy=1" is part of an address. */
export function decodeValue(value: string): string {
  return value.includes('&') ? read(`<a b="${value.replaceAll('"', '&quot;')}">`) : value;
}

function read(html: string): string {
  decoded = '';
  parser.reset();
  parser.end(html);
  return decoded;
}
