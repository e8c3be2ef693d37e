import fc from 'fast-check';
import { plainTitle, titleOf } from '../../../functions/feed/title';
import { cpuMs } from '../../cpu-time';

describe('a title that may be text or markup', () => {
  it.each([
    ['Plain', 'Plain'],
    ['Fish &amp; Chips', 'Fish & Chips'],
    ['Fish & Chips', 'Fish & Chips'],
    ['AT&T &#8217;s', 'AT&T ’s'],
    ['A <b>bold</b> move', 'A bold move'],
    ['A <B>bold</B> move', 'A bold move'],
    ['One<br/>Two', 'One Two'],
    ['Look <img src="x.png" onerror="alert(1)">here', 'Look here'],
    ['<a href="http://x/">Link</a>', 'Link'],
    ['<a href="http://x/">open link', 'open link'],
    ['x<script>alert(1)</script>y', 'xy'],
    ['x<!-- remark -->y', 'xy'],
    ['x <!-- y', 'x <!-- y'],
    ['<![CDATA[A title]]>', 'A title'],
    ['<!DOCTYPE html><b>A title</b>', 'A title'],
    ['Fish &amp;amp;amp; Chips', 'Fish & Chips'],
    ['&amp;lt;b&amp;gt;Bold&amp;lt;/b&amp;gt; move', 'Bold move'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;x', 'x'],
    ['&#60;img src=x onerror=alert(1)&#62;x', 'x'],
    ['<p>Hello', 'Hello'],
    ['<b>Bold</i> move', 'Bold move'],
    ['Why <b>s are bold', 'Why <b>s are bold'],
    ['Use the <div> tag', 'Use the <div> tag'],
    ['AT&T, R&amp;D, &copy 2026', 'AT&T, R&D, © 2026'],
    ['if (a<b && c>d)', 'if (a<b && c>d)'],
    ['\u202egnp.exe\u202c \u2066x\u2069', 'gnp.exe x'],
    ['a\u200db\u200e', 'a\u200db\u200e'],
    ['a\ufffe\0b', 'a b'],
    ['Use of <T> in generics', 'Use of <T> in generics'],
    ['Use of <T> in <em>generics</em>', 'Use of <T> in generics'],
    ['vector<int> and map<string, int>', 'vector<int> and map<string, int>'],
    ['The <select> element', 'The <select> element'],
    ['Why <script> tags block', 'Why <script> tags block'],
    ['a < b', 'a < b'],
    ['a <b and c> d', 'a <b and c> d'],
    ['I <3 you', 'I <3 you'],
    ['<', '<'],
    ['x <', 'x <'],
    ['1 << 2 >> 3', '1 << 2 >> 3'],
    ['<3', '<3'],
    ['&lt;b&gt; is for bold', '<b> is for bold'],
  ])('%s', (title, expected) => {
    expect(plainTitle(title, 1_000)).toBe(expected);
  });

  it('drops any element of HTML that is closed', () => {
    const name = fc.constantFrom('b', 'i', 'em', 'strong', 'span', 'a', 'p', 'h1', 'code', 'sup');
    fc.assert(
      fc.property(name, fc.stringMatching(/^[a-z ]*$/), (tag, words) => {
        expect(plainTitle(`x <${tag}>${words}</${tag}> y`, 1_000)).not.toContain('<');
      }),
    );
  });

  it('keeps all words whatever is between them', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[<>&;/!?-]{0,3}$/)), (marks) => {
        expect(plainTitle(marks.map((mark, i) => `w${i} ${mark} `).join(''), 10_000)).toContain(
          marks.length > 0 ? `w${marks.length - 1}` : '',
        );
      }),
    );
  });
});

it('never holds markup', () => {
  const names = ['b', 'i', 'script', 'style', 'p', 'a', 'img', 'svg', 'textarea', 'br', 'select'];
  const name = fc.constantFrom(...names);
  // What is no element of HTML's may stay: "<word =>".
  const tagWithAttribute = new RegExp(`<(?:${names.join('|')})\\s[^<>]*=[^<>]*>`, 'i');
  const attribute = fc.constantFrom('', ' href="x"', ' onerror=alert(1)', " src='y'", ' class = z');
  const tag = fc.tuple(name, attribute).map(([each, more]) => `<${each}${more}>`);
  const element = fc
    .tuple(name, attribute, fc.string())
    .map(([each, more, text]) => `<${each}${more}>${text}</${each}>`);
  const plain = fc.oneof(
    tag,
    element,
    fc.constantFrom('<!-- x -->', '</b>', '&amp;', '&lt;', ' ', 'word'),
    fc.string(),
  );
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const piece = fc.oneof(plain, plain.map(escaped), plain.map(escaped).map(escaped));
  const type = fc.constantFrom('text', 'html', 'either');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), type, (pieces, each) => {
      const title = titleOf({ type: each, value: pieces.join('') }, 1_000);
      const elements = [...title.matchAll(/<([a-z]+)[^>]*>.*<\/\1/gis)].map(([, found]) => found);
      expect(elements).toEqual([]);
      expect(title).not.toMatch(tagWithAttribute);
      expect(title).not.toMatch(/<!--.*-->|&(?:amp|lt|gt|quot|#\d+);/is);
    }),
    {
      numRuns: 1_000,
      examples: [
        [
          [
            '&amp;lt;',
            'word',
            '&lt;textarea onerror=alert(1)&gt;',
            '&amp;lt;b&amp;gt;=&amp;gt;&amp;lt;/b&amp;gt;',
          ],
          'text',
        ],
      ],
    },
  );
});

it.each([
  ['comments', '<!-- '],
  ['tags', '<b '],
  ['end tags', '</b'],
  ['words', '<b>x'],
  ['entities', '&amp;'],
  ['signs', '<'],
])('takes no time for many %s', (_, piece) => {
  const started = cpuMs();
  expect(titleOf({ type: 'either', value: piece.repeat(1_000_000) }, 1_000).length).toBeLessThanOrEqual(
    1_000,
  );
  expect(cpuMs() - started).toBeLessThan(15_000);
});

describe('a title that says what it is', () => {
  it.each([
    ['The <b>bold</b>  &amp; the rest', 'The bold & the rest'],
    ['Use the <div> tag', 'Use the <div> tag'],
    ['1 < 2 & AT&T <3', '1 < 2 & AT&T <3'],
  ])('text is not believed, where it is markup: %s', (value, expected) => {
    expect(titleOf({ type: 'text', value }, 100)).toBe(expected);
  });

  it('HTML is markup', () => {
    expect(titleOf({ type: 'html', value: 'The <b>bold</b> &amp; the <T>rest' }, 100)).toBe(
      'The bold & the rest',
    );
  });

  it('none is empty', () => {
    expect(titleOf(undefined, 100)).toBe('');
  });

  it.each(['text', 'html', 'either'] as const)('is cut (%s)', (type) => {
    expect(titleOf({ type, value: 'word '.repeat(1_000) }, 1_000).length).toBeLessThanOrEqual(1_000);
  });
});
