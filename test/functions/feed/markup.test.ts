import fc from 'fast-check';
import { Markup } from '../../../functions/feed/markup';
import { character } from '../../character';

const ALL = new Set('a b c'.split(' '));

/** The tokens of some markup, each in one line. */
function tokens(html: string): string[] {
  const markup = new Markup(html);
  const found: string[] = [];
  while (markup.next()) {
    if (markup.token === 'text') found.push(markup.text);
    else if (markup.token === 'end') found.push(`</${markup.name}>`);
    else found.push(`<${markup.name}${markup.isSelfClosing ? '/' : ''}>${attributesOf(markup)}`);
  }
  return found;
}

const attributesOf = (markup: Markup) => (markup.hasAttributes ? JSON.stringify(markup.attributes(ALL)) : '');

describe('reads', () => {
  it.each([
    ['text', 'a &lt; b', ['a &lt; b']],
    ['tags', '<P>a</p >b<br/>', ['<p>', 'a', '</p>', 'b', '<br/>']],
    ['attributes', `<x a="1>" b='2"' c=3/>`, ['<x>{"a":"1>","b":"2\\"","c":"3/"}']],
    ['attributes in disorder', '<x/a\n=\n1 b c a=2 d>', ['<x>{"a":"1","b":"","c":""}']],
    ['attributes without space', '<x a="1"b=\'2\'/>', ['<x/>{"a":"1","b":"2"}']],
    ['their references', '<x a="?b=1&copy=2&amp;c&#58;&quot;">', ['<x>{"a":"?b=1&copy=2&c:\\""}']],
    ['an equals sign first', '<x =a=1>', ['<x>{}']],
    ['no value', '<x a=>b', ['<x>{"a":""}', 'b']],
    ['no tags', '1 < 2 <3 <> <', ['1 ', '< 2 ', '<3 ', '<> ', '<']],
    ['nothing of a comment', 'a<!-- <b> -- > --!> -->b', ['a', 'b']],
    ['nothing of an instruction', 'a<?x <b>b<!x>c</ x>d</>e', ['a', 'b', 'c', 'd', 'e']],
    ['nothing of a tag that does not end', 'a<b c="d>e', ['a']],
    ['nothing of a script', 'a<script>"<b>"</scripts></SCRIPT >b', ['a', '<script>', '</script>', 'b']],
    ['nothing of a script that does not end', 'a<style>b<b>', ['a', '<style>']],
    ['on behind a title that does not end', '<title>a<b>', ['<title>', 'a', '<b>']],
    ['what is wrapped in CDATA', '<![CDATA[<b>a</b>]]>', ['<b>', 'a', '</b>']],
  ])('%s', (_, html, expected) => {
    expect(tokens(html)).toEqual(expected);
  });
});

it('passes an element with those of its name inside', () => {
  const markup = new Markup('<x><x></x><y></x>after');
  markup.next();
  markup.skipElement();
  markup.next();
  expect(markup.text).toBe('after');
});

it('reads all text of whatever has no tags', () => {
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      const plain = text.replaceAll('<', '');
      expect(tokens(plain).join('')).toBe(plain);
    }),
  );
});

it('comes to an end of whatever there is', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '!',
    '-',
    '?',
    '=',
    '"',
    "'",
    ' ',
    'a',
    '<script',
    '<title>',
    '</',
    ']]>',
    '<![CDATA[',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const html = pieces.join('');
      expect(tokens(html).length).toBeLessThanOrEqual(html.length);
    }),
    { numRuns: 1_000 },
  );
});
