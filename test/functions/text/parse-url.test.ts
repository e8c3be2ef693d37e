import { parseUrl } from '../../../functions/text/parse-url';

test.each([
  ['https://example.com/a', undefined, 'https://example.com/a'],
  ['/b?c', 'https://example.com/a', 'https://example.com/b?c'],
  ['https://bücher.example/ä', undefined, 'https://xn--bcher-kva.example/%C3%A4'],
  ['/ü', 'https://example.com/é', 'https://example.com/%C3%BC'],
  ['/b', undefined, undefined],
  ['', undefined, undefined],
  ['https://', undefined, undefined],
])('%j at %j is %j', (text, base, href) => {
  expect(parseUrl(text, base)?.href).toBe(href);
});

test('says the same once it is compiled', () => {
  const isOne = (text: string) => parseUrl(text) !== null;
  for (let count = 0; count < 100_000; count++) isOne(`https://example.com/${count % 7}`);
  expect(isOne('https://bücher.example/ä')).toBe(true);
});
