import { Names } from '../../../functions/feed/namespaces';
import { attributesOf, Scanner, textIn } from '../../../functions/feed/xml';

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
    ['a<?php x ?> b<?y?>', 'a b'],
    ['<![CDATA[a <?x?>]]> &lt;?x?&gt; <? b', 'a <?x?> <?x?> <? b'],
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

it('sees what is not well-formed', () => {
  const isSound = (xml: string) => {
    const scanner = new Scanner(xml, NAMES);
    for (let tag = scanner.next(); tag; tag = scanner.next()) {
      if (tag.kind === 'start') scanner.content(tag);
    }
    return scanner.isSound;
  };
  expect(['<a>1</a><b/>', '<a><b></a>', 'text', '<!-- x --><a><![CDATA[<b>]]></a>'].map(isSound)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['<a>1</a<b/>', '<a>1', '<a>1<b/>', '<!-- x', '<a><![CDATA[x</a>'].map(isSound)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
