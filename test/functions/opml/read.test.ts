import fc from 'fast-check';
import { decode } from '../../../functions/feed/decode';
import { InvalidOpmlError, readOpml } from '../../../functions/opml/read';
import { character } from '../../character';
import { cpuMs } from '../../cpu-time';

const opml = (outlines: string) => `<opml version="2.0"><head/><body>${outlines}</body></opml>`;
const read = (outlines: string) => readOpml(opml(outlines));
const settingsOf = (outlines: string) => read(outlines).map(({ settings }) => settings);

describe('an OPML file', () => {
  it('names feeds, in folders', () => {
    const feeds = read(`
      <outline text="News">
        <outline text="Deeper" title=""><outline type="rss" text="a" title="A &amp; B" xmlUrl="https://a.example/?x=1&amp;y=2"/></outline>
        <outline type="rss" text="B" xmlUrl="https://b.example/feed"></outline>
      </outline>
      <outline type="rss" text="C" xmlUrl="https://c.example/feed" category="/Arts/Film,Local"/>`);
    expect(feeds).toEqual([
      {
        name: 'A & B',
        settings: { url: 'https://a.example/?x=1&y=2', title: 'A & B', categories: ['News', 'Deeper'] },
      },
      { name: 'B', settings: { url: 'https://b.example/feed', title: 'B', categories: ['News'] } },
      {
        name: 'C',
        settings: { url: 'https://c.example/feed', title: 'C', categories: ['Arts', 'Film', 'Local'] },
      },
    ]);
  });

  it.each([
    ['<outline xmlurl="https://a.example/"/>'],
    ['<OUTLINE XMLURL="https://a.example/"/>'],
    ["<outline xmlUrl='feed://a.example/'>"],
    ['<outline type="rss" url="https://a.example/"/>'],
    ['<outline type="ATOM" url=" https://a.example/ "/>'],
    ['<outline type="link" xmlUrl="https://a.example/"/>'],
  ])('may spell it %s', (outline) => {
    expect(settingsOf(outline).map((settings) => settings?.url.replace('http:', 'https:'))).toEqual([
      'https://a.example/',
    ]);
  });

  it.each([
    '<outline text="A folder"/>',
    '<outline type="link" text="A page" url="https://a.example/"/>',
    '<outline type="include" url="https://a.example/list.opml"/>',
    '<outline text="No sources yet" isComment="true"/>',
  ])('has no feed in %s', (outline) => {
    expect(read(outline)).toEqual([]);
  });

  it.each([
    '<outline type="rss" text="x"/>',
    '<outline text="x" xmlUrl=""/>',
    '<outline text="x" xmlUrl="not a url"/>',
    '<outline text="x" xmlUrl="ftp://a.example/feed"/>',
    '<outline text="x" xmlUrl="https://me:word@a.example/feed"/>',
    '<outline text="x" xmlUrl="https://a.example/" kind="json" map="{"/>',
    '<outline text="x" xmlUrl="https://a.example/" kind="json"/>',
  ])('has a feed that is none in %s', (outline) => {
    expect(read(outline)).toEqual([{ name: 'x', settings: null }]);
  });

  it('gives back what ours says, and leaves out what it may be without', () => {
    expect(
      settingsOf(`
        <outline xmlUrl="https://a.example/" id="a" every="60"/>
        <outline xmlUrl="https://b.example/" id="No Good" every="often"/>
        <outline xmlUrl="https://c.example/" every="999999"/>
        <outline xmlUrl="https://d.example/" kind="json" map='{"items":"hits","title":"title"}'/>`),
    ).toEqual([
      { url: 'https://a.example/', id: 'a', every: 60 },
      { url: 'https://b.example/' },
      { url: 'https://c.example/' },
      { url: 'https://d.example/', kind: 'json', map: { items: 'hits', title: 'title' } },
    ]);
  });

  it('may be without a head or a declaration, begin with a mark or have entities', () => {
    const titled = (entity: string) =>
      `\uFEFF<!DOCTYPE opml [<!ENTITY x "y">]><!-- mine --><OPML><body><outline text="${entity}" xmlUrl="https://a.example/"/></body></OPML>`;
    for (const entity of ['Caf&#233;', 'Caf&#xe9;', 'Caf&eacute;', 'Café']) {
      expect(readOpml(titled(entity))[0]?.name).toBe('Café');
    }
  });

  it('may be in any encoding', () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?>${opml('<outline text="Café à la crème" xmlUrl="https://a.example/"/>')}`;
    expect(readOpml(decode(Buffer.from(text, 'latin1'), 'text/xml'))[0]?.name).toBe('Café à la crème');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect(readOpml(decode(wide, undefined))[0]?.name).toBe('Café à la crème');
  });

  it.each<[string, RegExp]>([
    ['', /no XML/],
    ['rubbish', /no XML/],
    ['{"url":"https://a.example/"}', /no XML/],
    ['<html><body>404</body></html>', /root is <html>/],
    ['<rss version="2.0"></rss>', /root is <rss>/],
    ['<opml><body><outline xmlUrl="https://a.example/"/>', /ends in the middle/],
    ['<opml><body><outline xmlUrl="https://a', /ends in the middle/],
  ])('is not %j', (text, reason) => {
    expect(() => readOpml(text)).toThrow(InvalidOpmlError);
    expect(() => readOpml(text)).toThrow(reason);
  });

  it.each<[string, () => string, RegExp]>([
    ['outlines in outlines', () => '<outline>'.repeat(400_000), /nested/],
    ['other elements in each other', () => '<a>'.repeat(1_300_000), /nested/],
    ['very many feeds', () => '<outline xmlUrl="http://a/"/>'.repeat(140_000), /more than 5000/],
    ['very many folders', () => '<outline/>'.repeat(400_000), /^$/],
    ['very many attributes', () => `<outline ${'a=1 '.repeat(1_000_000)}/>`, /^$/],
    ['one very long attribute', () => `<outline xmlUrl="${'&amp;'.repeat(800_000)}"/>`, /^$/],
    ['entities in entities', () => `<!DOCTYPE x [${'<!ENTITY a "&a;&a;">'.repeat(200_000)}]>`, /^$/],
  ])('of 4 MB with %s costs no more than a moment', (_, outlines, reason) => {
    const text = opml(outlines());
    const start = cpuMs();
    let message = '';
    try {
      readOpml(text);
    } catch (error) {
      if (!(error instanceof InvalidOpmlError)) throw error;
      message = error.message;
    }
    expect(message).toMatch(reason);
    expect(cpuMs() - start).toBeLessThan(15_000);
  });

  it('never breaks the reader, whatever it holds', () => {
    const piece = fc.oneof(
      fc.string({ unit: character }),
      fc.constantFrom(
        '<opml>',
        '</opml>',
        '<outline ',
        'xmlUrl="http://a/',
        '">',
        '/>',
        '&',
        '<![CDATA[',
        '<title>',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          readOpml(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidOpmlError);
        }
      }),
    );
  });
});
