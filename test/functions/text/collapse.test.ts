import { collapse } from '../../../functions/text/collapse';

test.each([
  ['a\r\nb', 'a b'],
  [' a \t b\0c\u0085d\u2028e ', 'a b c d e'],
  ['\u202eabc\u202c \u2066d\u2069', 'abc d'],
  ['a\ud800b', 'a\ufffdb'],
  ['👩‍👩‍👧 שלום\u200f', '👩‍👩‍👧 שלום\u200f'],
])('%j in one line is %j', (text, line) => {
  expect(collapse(text)).toBe(line);
});
