import { Names } from '../../../functions/feed/namespaces';
import { attributesOf, childrenOf, Scanner, textIn } from '../../../functions/feed/xml';

const NAMES = new Names('', 'rss');

describe('a text', () => {
  it.each([
    ['plain', 'plain'],
    [' a &amp; b &lt;b&gt; &eacute;&nbsp;&#8217;&#x27;&#146; ', "a & b <b> é\u00a0’'’"],
    ['AT&T &copy=3 &unknown; & &#xZZ;', 'AT&T &copy=3 &unknown; & &#xZZ;'],
    ['<![CDATA[a &amp; <b>b</b>]]>', 'a &amp; <b>b</b>'],
    ['&lt;<![CDATA[a]]> &amp; <![CDATA[b]]>&gt;', '<a & b>'],
    ['a<!-- no --> b <!-- <![CDATA[x]]> -->c', 'a b c'],
    ['<![CDATA[a <!-- kept --> b]]>', 'a <!-- kept --> b'],
    ['<![CDATA[a <![CDATA[b]]> c]]>', 'a <![CDATA[b c'],
    ['<![CDATA[a]]]]><![CDATA[>b]]>', 'a]]>b'],
    ['<![CDATA[without an end', 'without an end'],
    ['a <!-- without an end', 'a <!-- without an end'],
    ['a <! b', 'a <! b'],
    ['a <b>b</b>', 'a <b>b</b>'],
    ['&#999999999999;&#xd800;&#0;', '\ufffd\ufffd\ufffd'],
    ['', ''],
  ])('%s', (source, text) => {
    expect(textIn(source)).toBe(text);
  });
});

describe('attributes', () => {
  it.each([
    [` a="1" B='2' c = "3"\nd=4 `, { a: '1', b: '2', c: '3', d: '4' }],
    ['href="https://a.example/?a=1&amp;b=2&copy=3"', { href: 'https://a.example/?a=1&b=2&copy=3' }],
    ['a="1" a="2" checked', { a: '1' }],
    ['a="x > y" b="<i>"', { a: 'x > y', b: '<i>' }],
    ['__proto__="1" constructor="2"', { ['__proto__']: '1', constructor: '2' }],
    ['', {}],
  ])('%s', (attributes, expected) => {
    expect({ ...attributesOf({ attributes }) }).toEqual({ ...expected });
  });
});

function children(inner: string): [string, string[]][] {
  const elements = childrenOf({ name: 'item', attributes: '', inner }, NAMES);
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
    ['<é>1</é>', [['é', ['1']]]],
    ['< a>1</a><1>2</1>', []],
    ['', []],
  ])('%s', (inner, expected) => {
    expect(children(inner)).toEqual(expected);
  });
});

it('sees what is not well-formed', () => {
  const isSound = (xml: string) => {
    const scanner = new Scanner(xml, NAMES);
    for (let tag = scanner.next(); tag; tag = scanner.next()) {
      if (tag.kind === 'start') scanner.content(tag, undefined);
    }
    return scanner.isSound;
  };
  expect(['<a>1</a><b/>', '<a><b></a>', 'text', '<!-- x --><a><![CDATA[<b>]]></a>'].map(isSound)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['<a>1', '<a>1<b/>', '<!-- x', '<a><![CDATA[x</a>'].map(isSound)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
