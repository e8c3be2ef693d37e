import { collapse } from '../../../functions/text/collapse';

test.each([
  ['a\r\nb', 'a b'],
  [' a \t b\0c\u0085d\u2028e ', 'a b c d e'],
  ['\u202eabc\u202c \u2066d\u2069', 'abc d'],
  ['a\ud800b', 'a\ufffdb'],
  ['👩‍👩‍👧 שלום\u200f', '👩‍👩‍👧 שלום\u200f'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['…', '…'],
])('%j in one line is %j', (text, line) => {
  expect(collapse(text)).toBe(line);
});

test.each(['\u200b', ' \u00a0\u200b\ufeff', '\u2060\u00ad', '\u3164 \u2800', '\u202e', '\0'])(
  '%j, of which nothing is to be seen, is nothing',
  (text) => {
    expect(collapse(text)).toBe('');
  },
);
