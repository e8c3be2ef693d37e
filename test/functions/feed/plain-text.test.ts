import fc from 'fast-check';
import { plainText } from '../../../functions/feed/plain-text';
import { collapse } from '../../../functions/text/collapse';
import { cut } from '../../../functions/text/cut';
import { cpuMs } from '../../cpu-time';

describe('plain text of markup', () => {
  it.each([
    ['Hello', 'Hello'],
    ['  a \n\t b\u00a0 c ', 'a b c'],
    ['<p>One</p><p>Two</p>', 'One Two'],
    ['One<br>Two<br/>Three', 'One Two Three'],
    ['<ul><li>One</li><li>Two</li></ul>', 'One Two'],
    ['<td>1</td><td>2</td>', '1 2'],
    ['in<b>side</b> a <em>wo</em>rd', 'inside a word'],
    ['Fish &amp; Chips &#8211; 5&nbsp;&euro; &lt;b&gt;', 'Fish & Chips – 5 € <b>'],
    ['AT&T, R&D, a & b', 'AT&T, R&D, a & b'],
    ['Fish &amp;amp; Chips &amp;#8217; &amp;lt;b> &amp;unknown;', 'Fish & Chips ’ <b> &unknown;'],
    ['a<script>alert("<p>")</script>b', 'ab'],
    ['a<style>p { color: red }</style>b<!-- c --> d', 'ab d'],
    ['<iframe src="x">no frames</iframe><noscript>no script</noscript>seen', 'seen'],
    ['<iframe src="x"/>seen', 'seen'],
    ['<svg><title>t</title><text>u</text></svg>seen', 'seen'],
    ['<img src="x" alt="not text">seen', 'seen'],
    ['<img src="x" alt="A  picture"><img src="y" alt="z">', 'A picture'],
    ['<p title="a > b">seen</p>', 'seen'],
    ['<object data="x">instead</object> <video src="x">no video</video>seen', 'instead seen'],
    ['\u202eseen\u202c\u2067', 'seen'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['&#0;&#1;&#xD800;&#x110000;&#999999999999;', '\ufffd \ufffd\ufffd\ufffd'],
    ['<p>open <b>ended', 'open ended'],
    ['cut <a href="http://', 'cut'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(plainText(html, 500)).toBe(text);
  });

  it('reads on only until it has enough', () => {
    const text = plainText('<p>some words</p> '.repeat(10_000), 500);
    expect(text.length).toBeGreaterThan(500);
    expect(text.length).toBeLessThan(6_000);
  });

  it('shows that there is more, where white space follows', () => {
    expect(cut(plainText('<p>some words</p> <p>and more</p>', 12), 12)).toBe('some words…');
    expect(cut(plainText('<p> 1234567890 </p> <p>and more</p>', 10), 10)).toBe('123456789…');
  });

  it('passes long white space', () => {
    expect(plainText(`<b>a</b>${' '.repeat(100_000)}<b>b</b>`, 500)).toBe('a b');
  });

  it.each([
    ['elements', '<div>'.repeat(100_000)],
    ['attributes', `<p ${'a="1" '.repeat(100_000)}>`],
    ['signs', '<'.repeat(10_000_000)],
    ['open comments', '<!--'.repeat(1_000_000)],
    ['open titles', '<title>'.repeat(1_000_000)],
    ['open quotes', '<a href="'.repeat(500_000)],
    ['entities', '&nbsp; '.repeat(1_000_000)],
    ['unknown entities', Array.from({ length: 200_000 }, (_, i) => `&x${i};`).join('')],
    ['white space', ' \t'.repeat(5_000_000)],
  ])('comes to an end of many %s', (_, html) => {
    const started = cpuMs();
    expect(plainText(html, 500).length).toBeLessThanOrEqual(800_000);
    expect(cpuMs() - started).toBeLessThan(15_000);
  });

  it('never contains a tag it was given', () => {
    const tag = fc.constantFrom(
      'b',
      'p',
      'a href="x"',
      'img src=y',
      'h1',
      'div class="z"',
      'br',
      'custom-tag',
    );
    const words = fc.stringMatching(/^[a-z0-9 .,;]*$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(tag, words)), (parts) => {
        const text = plainText(
          parts.map(([name, word]) => `<${name}>${word}</${name.split(' ')[0]}>`).join(''),
          100_000,
        );
        expect(text).not.toMatch(/[<>]/);
        for (const [, word] of parts) expect(text).toContain(collapse(word));
      }),
    );
  });

  it('gives back text that was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        // What would be an entity is read as one that was escaped twice.
        fc.pre(!/&#?\w+;/.test(text));
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(plainText(escaped, 10_000)).toBe(collapse(text));
      }),
    );
  });
});
