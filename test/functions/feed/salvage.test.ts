import fc from 'fast-check';
import { atom, entry, item, read, rss } from './documents';

const numbers = [1, 2, 3, 4, 5];
const rssItems = numbers.map((n) =>
  item(n, `<title>Title ${n}</title><description><![CDATA[<p>Text ${n}</p>]]></description>`),
);
const atomEntries = numbers.map((n) =>
  entry(n, `<title>Title ${n}</title><content type="html">&lt;p>Text ${n}&lt;/p></content>`),
);

function titles(document: string) {
  const { degraded, entries } = read(document);
  return { degraded, titles: entries.map((each) => each.clean()?.title) };
}

function without(...missing: number[]) {
  return { degraded: true, titles: numbers.filter((n) => !missing.includes(n)).map((n) => `Title ${n}`) };
}

describe('a feed that was cut off', () => {
  const cut = (document: string, at: string) => document.slice(0, document.indexOf(at) + at.length);

  it.each([
    ['RSS in a text', cut(rss(rssItems.join('')), 'Text 4'), without(4, 5)],
    ['RSS in a tag', cut(rss(rssItems.join('')), '<guid isPermaLink="false">5</gu'), without(5)],
    ['RSS between entries', cut(rss(rssItems.join('')), `${rssItems[2]}`), without(4, 5)],
    ['RSS behind the last entry', cut(rss(rssItems.join('')), `${rssItems[4]}`), without()],
    ['Atom in a text', cut(atom(atomEntries.join('')), 'Text 4'), without(4, 5)],
  ])('%s keeps its whole entries', (_, document, expected) => {
    expect(titles(document)).toEqual(expected);
  });

  it('anywhere gives the entries before, and never a part of one', () => {
    const document = rss(rssItems.join(''));
    fc.assert(
      fc.property(
        fc.integer({ min: document.indexOf(`${rssItems[1]}`), max: document.length - 7 }),
        (length) => {
          const whole = numbers.filter(
            (n) => document.indexOf(`${rssItems[n - 1]}`) + `${rssItems[n - 1]}`.length <= length,
          );
          expect(titles(document.slice(0, length))).toEqual({
            degraded: true,
            titles: whole.map((n) => `Title ${n}`),
          });
        },
      ),
    );
  });
});

describe('an entry that is broken', () => {
  it.each([
    ['an open title', '</title>', ''],
    ['a bare angle bracket', 'Text 3</p>]]>', 'Text 3</p>]]> 1 < 2'],
    ['an open comment', '<title>Title 3', '<!-- <title>Title 3'],
  ])('by %s costs no other', (_, search, replacement) => {
    const broken = rssItems.with(2, `${rssItems[2]}`.replace(search, replacement));
    expect(titles(rss(broken.join('')))).toEqual(without(3));
  });

  it.each([
    ['RSS', rss(rssItems.join('').replace('</item>', ''))],
    ['Atom', atom(atomEntries.join('').replace('</entry>', ''))],
  ])('by a missing end tag is read all the same (%s)', (_, document) => {
    expect(titles(document)).toEqual(without());
  });
});

it('does not take a text about tags for a broken feed', () => {
  const about = item(
    6,
    '<title>Title 6</title><description><![CDATA[Write <item> and <entry> here]]></description>',
  );
  expect(titles(rss(rssItems.join('') + about))).toEqual({
    degraded: false,
    titles: [...numbers, 6].map((n) => `Title ${n}`),
  });
});

it('gives up a feed that is broken all over', () => {
  const broken = Array.from({ length: 3_000 }, (_, i) => `<item><title>${i}</item>`).join('');
  expect(() => read(rss(broken))).toThrow('The feed is broken: Unexpected end of title');
});
