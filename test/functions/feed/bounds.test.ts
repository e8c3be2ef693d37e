import { bounded } from '../../../functions/feed/bounds';

it.each([
  ['text', 'a text < b'],
  ['an article', '<p>some <b>bold</b> words<br>and lines</p>'.repeat(5_000)],
  ['a long article without end tags', '<p>a paragraph<br><img src="x"> '.repeat(400)],
  ['nothing', ''],
])('leaves %s as it is', (_, html) => {
  expect(bounded(html)).toBe(html);
});

it.each([
  ['nested', '<div>'.repeat(100_000), '<div>'.repeat(500)],
  ['closed by others', '<b></i>'.repeat(100_000), '<b></i>'.repeat(500)],
  ['of any name', '<a><b>'.repeat(50_000), '<a><b>'.repeat(250)],
  ['many', '<b></b>'.repeat(100_000), '<b></b>'.repeat(20_000)],
  ['long', `<p>${'x'.repeat(2_000_000)}`, `<p>${'x'.repeat(799_997)}`],
])('cuts what is too %s', (_, html, expected) => {
  expect(bounded(html)).toBe(expected);
});
