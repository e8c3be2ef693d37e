import { childrenOf } from '../../../functions/feed/elements';
import { Names } from '../../../functions/feed/namespaces';

const NAMES = new Names('', 'rss');

function children(inner: string): [string, string[]][] {
  const elements = childrenOf({ attributes: '', inner }, NAMES);
  return [...elements].map(([name, found]) => [name, found.map((each) => each.inner)]);
}

describe('the elements in an element', () => {
  it.each([
    [
      '<a>1</a> text <b>2</b><a>3</a>',
      [
        ['a', ['1', '3']],
        ['b', ['2']],
      ],
    ],
    [
      '<a/><b x="/"/><c x=y/>',
      [
        ['a', ['']],
        ['b', ['']],
        ['c', ['']],
      ],
    ],
    ['<A>1</a >', [['a', ['1']]]],
    ['<a><b>1</b></a>', [['a', ['<b>1</b>']]]],
    ['<a><![CDATA[</a>]]></a>', [['a', ['<![CDATA[</a>]]>']]]],
    ['<a><!-- </a> --></a>', [['a', ['<!-- </a> -->']]]],
    ['<!-- <a>1</a> --><b>2</b>', [['b', ['2']]]],
    [
      '<a>1<a>2</a>3</a><b>4</b>',
      [
        ['a', ['1<a>2</a>3']],
        ['b', ['4']],
      ],
    ],
    [
      '<a>1<a/>2</a><b>3</b>',
      [
        ['a', ['1<a/>2']],
        ['b', ['3']],
      ],
    ],
    [
      '<a>1<a>2</a><b>3</b>',
      [
        ['a', ['1<a>2']],
        ['b', ['3']],
      ],
    ],
    ['<a>1<b>2</b>', [['b', ['2']]]],
    ['<a title="x > y">1</a>', [['a', ['1']]]],
    ['<a title="x>1</a>', [['a', ['1']]]],
    ['</b><a>1 < 2 <3</a>', [['a', ['1 < 2 <3']]]],
    [
      '<ab>1</ab><a>2</a>',
      [
        ['ab', ['1']],
        ['a', ['2']],
      ],
    ],
    [
      '<a>1</a<b x="1"<c>2</c>',
      [
        ['a', ['1']],
        ['c', ['2']],
      ],
    ],
    ['<é>1</é>', [['é', ['1']]]],
    ['< a>1</a><1>2</1>', []],
    ['', []],
  ])('%s', (inner, expected) => {
    expect(children(inner)).toEqual(expected);
  });
});

it('are not taken without end', () => {
  const [[name, found] = []] = children('<link href="a"/>'.repeat(100_000));
  expect(name).toBe('link');
  expect(found).toHaveLength(500);
});
