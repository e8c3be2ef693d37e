import { layOut } from '../../../functions/mail/layout';
import { webLink } from '../../../functions/mail/link';
import { DARK, LIGHT } from '../../../functions/mail/style';
import { readHtml } from './read-html';

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test.each(Object.entries({ LIGHT, DARK }))('in the colours %s every text can be read', (_, colours) => {
  const { ground, sheet, ink, faint, link, onButton } = colours;
  for (const text of [ink, faint, link]) {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(text, sheet)).toBeGreaterThanOrEqual(4.5);
  }
  expect(contrast(onButton, link)).toBeGreaterThanOrEqual(4.5);
});

test('every class that the style sheet darkens is one that is there, and has light colours of its own', () => {
  const html = layOut({ title: 'T', preheader: 'P', content: [], footer: [] });
  const { elements } = readHtml(html);
  for (const name of ['ground', 'sheet', 'ink', 'faint', 'inner', 'around']) {
    const marked = elements.filter(({ attributes }) => attributes['class']?.split(' ').includes(name));
    expect(marked).not.toEqual([]);
    for (const { attributes } of marked) expect(attributes['style']).toBeTruthy();
    expect(html).toContain(`.${name} {`);
  }
});

test.each([
  ['https://example.org', 'https://example.org/'],
  ['HTTP://example.org/a?b=c&d#e', 'http://example.org/a?b=c&d#e'],
  ['https://bücher.example/ä "x"', 'https://xn--bcher-kva.example/%C3%A4%20%22x%22'],
  ['javascript:alert(1)', null],
  ['\u0000javascript:alert(1)', null],
  ['mailto:a@example.org', null],
  ['/a', null],
  ['', null],
])('%j as a link is %j', (url, href) => {
  expect(webLink(url)).toBe(href);
});
