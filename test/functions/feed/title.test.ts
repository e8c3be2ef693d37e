import fc from 'fast-check';
import { plainTitle, titleOf } from '../../../functions/feed/title';

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
    ['x<!-- remark -->y', 'x<!-- remark -->y'],
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

describe('a title that says what it is', () => {
  it('text is literal', () => {
    expect(titleOf({ type: 'text', value: 'The <b>bold</b>  &amp; the rest' }, 100)).toBe(
      'The <b>bold</b> &amp; the rest',
    );
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
