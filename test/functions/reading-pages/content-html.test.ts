import { sanitise } from '../../../functions/feed/sanitise';
import { fittedContent } from '../../../functions/reading-pages/content-html';

const BASE = 'https://example.com/a/';
const fitted = (html: string) => fittedContent(sanitise(html, BASE, BASE));

describe('content as a part of a page', () => {
  it.each([
    ['<h1>A</h1><h2>B</h2><h3>C</h3>', 'h2 h3 h4'],
    ['<h4>A</h4><h6>B</h6><h4>C</h4>', 'h2 h3 h2'],
    ['<h3>A</h3><h1>B</h1><h6>C</h6>', 'h2 h2 h3'],
    ['<h6>A</h6>', 'h2'],
  ])('has the headings of %s below the title, none left out', (html, expected) => {
    const out = fitted(html);
    expect([...out.matchAll(/<(h\d)>/g)].map(([, name]) => name).join(' ')).toBe(expected);
    expect([...out.matchAll(/<\/(h\d)>/g)].map(([, name]) => name).join(' ')).toBe(expected);
  });

  it('loads pictures when they come into sight, and passes over those that say nothing', () => {
    expect(fitted('<img src="x.png" width="3" height="2">')).toBe(
      '<img src="https://example.com/a/x.png" width="3" height="2" alt="" loading="lazy" decoding="async">',
    );
    expect(fitted('<img src=x.png alt="A tower">')).toContain('alt="A tower"');
    expect(fitted('<a href="/b"><img src=x.png></a>')).toContain('alt="Picture"');
    expect(fitted('<a href="/b">B</a><img src=x.png>')).toContain('alt=""');
  });

  it('has no landmarks but the page’s', () => {
    expect(fitted('<main><nav>A</nav><article lang="de"><footer>B</footer></article></main>')).toBe(
      '<div><div>A</div><div lang="de"><div>B</div></div></div>',
    );
  });

  it('lets what is wide be reached by key', () => {
    expect(fitted('<pre>a</pre><table><tr><td>b</td></tr></table>')).toMatch(
      /^<pre tabindex="0">a<\/pre><table tabindex="0">/,
    );
  });

  it('loads no film before it is asked for', () => {
    expect(fitted('<video src="f.mp4"></video>')).toContain('preload="none"');
  });

  it.each([
    '<h1 title="<img src=x onerror=alert(1)>">A</h1>',
    '<h1 title="a>b">A > B &lt;h2&gt;</h1>',
    '<a href="/x?a=<h1>">A</a>',
    '<p>&lt;img src=x&gt; and &lt;/h2&gt;</p>',
  ])('takes nothing for a tag that is none: %s', (html) => {
    const clean = sanitise(html, BASE, BASE);
    const count = (text: string) => text.split('<').length;
    expect(count(fittedContent(clean))).toBe(count(clean));
    expect(fittedContent(clean).replace(/h2/g, 'h1')).toBe(clean.replace(/h2/g, 'h1'));
  });

  it('leaves out links and headings of tables that say nothing', () => {
    expect(fitted('<p>A<a href="/b"></a><a href="/c"> </a></p>')).toBe('<p>A</p>');
    expect(fitted('<a href="/b"><img src="x.png"></a>')).toContain('<a ');
    expect(fitted('<table><tr><th></th><th>B</th></tr></table>')).toMatch(/<td><\/td><th>B<\/th>/);
  });

  it('leaves plain content as it is', () => {
    expect(fitted('<p>A <b>b</b> <a href="/c">c</a></p>')).toBe(
      sanitise('<p>A <b>b</b> <a href="/c">c</a></p>', BASE, BASE),
    );
  });
});
