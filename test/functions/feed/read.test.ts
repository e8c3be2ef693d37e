import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { NotAFeedError } from '../../../functions/feed/not-a-feed-error';
import { readFeed } from '../../../functions/feed/read';
import { cpuMs } from '../../cpu-time';
import { atom, entry, FEED_URL, item, jsonFeed, read, rss } from './documents';

/** Reads and cleans all, or says that it is no feed. */
function attempt(bytes: Uint8Array): string {
  try {
    const { entries } = readFeed(bytes, undefined, FEED_URL);
    for (const each of entries) {
      each.formerly();
      expect(each.clean()?.title ?? '').not.toMatch(/<(b|i|p|a|div|script)\b[^>]*>.*<\/\1>/);
    }
    return `${entries.length} entries`;
  } catch (error) {
    if (error instanceof NotAFeedError) return error.message;
    throw error;
  }
}

describe('returns a reading or says why not', () => {
  it('for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => typeof attempt(bytes) === 'string'));
  });

  it('for any text that looks like a feed', () => {
    const piece = fc.constantFrom(
      ...[
        '<rss version="2.0">',
        '<channel>',
        '<item>',
        '</item>',
        '<title>',
        '</title>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
      ],
      ...[
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        '<entry>',
        '</entry>',
        '<link href="',
        '"/>',
        '&lt;',
        '&#x',
        ';',
        '</feed>',
      ],
      ...[
        '<rdf:RDF>',
        '<?xml version="1.0"?>',
        '<!DOCTYPE rss [',
        ']>',
        '</channel></rss>',
        'text',
        '<',
        '>',
        '"',
        '{"version":',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        (pieces) => typeof attempt(Buffer.from(pieces.join(''))) === 'string',
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      'RSS',
      rss(
        [1, 2, 3]
          .map((n) => item(n, `<title>${n}</title><description>&lt;p>x&lt;/p></description>`))
          .join(''),
      ),
    ],
    [
      'Atom',
      atom(
        [1, 2, 3]
          .map((n) => entry(n, `<title>${n}</title><content type="xhtml"><div><p>x</p></div></content>`))
          .join(''),
      ),
    ],
    ['JSON Feed', jsonFeed([{ id: 1, content_html: '<p>x</p>' }])],
  ])('for %s with any damage', (_, document) => {
    const bytes = Buffer.from(document);
    const damage = fc.record({
      at: fc.nat(bytes.length),
      remove: fc.nat(40),
      insert: fc.uint8Array({ maxLength: 10 }),
    });
    fc.assert(
      fc.property(damage, ({ at, remove, insert }) => {
        const damaged = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
        return typeof attempt(damaged) === 'string';
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['compressed bytes', gzipSync('<rss/>')],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')],
  ])('for %s', (_, bytes) => {
    expect(attempt(bytes)).toBe('This is not a feed');
  });
});

describe('bears what was made to break it', () => {
  const cdata = (html: string) =>
    rss(item(1, `<title>T</title><description><![CDATA[${html}]]></description>`));

  it.each([
    ['nested markup', cdata('<div>'.repeat(100_000)), '1 entries'],
    ['nested elements', rss(item(1, '<a>'.repeat(100_000))), '1 entries'],
    [
      'entries and elements without end',
      rss(Array.from({ length: 20_000 }, (_, n) => `<item><title>${n}</title><a${n}>`).join('')),
      '10000 entries',
    ],
    ['attributes in markup', cdata(`<p ${'a=1 '.repeat(100_000)}>`), '1 entries'],
    [
      'attributes',
      rss(
        `<item ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}><title>T</title></item>`,
      ),
      '1 entries',
    ],
    ['16 MB of text', cdata('word '.repeat(3_200_000)), '1 entries'],
    ['16 MB of markup', cdata('<p>a <a href="/x">b</a> '.repeat(640_000)), '1 entries'],
    [
      'tiny items',
      rss(Array.from({ length: 30_000 }, (_, i) => `<item><title>${i}</title></item>`).join('')),
      '10000 entries',
    ],
    [
      'items of one guid',
      rss(
        Array.from(
          { length: 10_000 },
          (_, i) => `<item><guid>1</guid><link>/1</link><title>${i}</title></item>`,
        ).join(''),
      ),
      '10000 entries',
    ],
    ['open quotes', rss(item(1, `<description>${'<"'.repeat(100_000)}</description>`)), '1 entries'],
    ['open comments', rss('<!--'.repeat(1_000_000)), '0 entries'],
    ['open CDATA sections', rss(item(1, `<title>${'<![CDATA['.repeat(500_000)}</title>`)), '1 entries'],
    [
      'nested JSON',
      `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(1_000_000)}`,
      'The feed is broken: its JSON has errors',
    ],
    [
      'numeric entities of no character',
      rss(item(1, `<title>${'&#999999999999;'.repeat(500_000)}</title>`)),
      '1 entries',
    ],
    [
      'nested elements with all their ends',
      rss(item(1, `<title>T</title>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)),
      '1 entries',
    ],
    [
      'elements that differ and have no end',
      rss(item(1, Array.from({ length: 100_000 }, (_, i) => `<a${i}>`).join(''))),
      'The feed is broken: too many elements without end',
    ],
    ['an attribute of 8 MB', rss(`<item a="${'x'.repeat(8_000_000)}"><title>T</title></item>`), '1 entries'],
    ['a name of 8 MB', rss(item(1, `<title>T</title><${'a'.repeat(8_000_000)}>`)), '1 entries'],
    [
      'open CDATA sections across items',
      rss('<item><title>T<![CDATA[</title></item>'.repeat(100_000).concat(']]>')),
      '1 entries',
    ],
    [
      'JSON of a million members',
      jsonFeed([], Object.fromEntries(Array.from({ length: 1e6 }, (_, i) => [i, 1]))),
      '0 entries',
    ],
    ['lists in JSON', '['.repeat(1_000_000), 'This is not a feed'],
    ['open angle brackets', '<'.repeat(5_000_000), 'This is not a feed'],
    ['an endless DOCTYPE', `<!DOCTYPE rss [${']'.repeat(1_000_000)}`, 'This is not a feed'],
  ])('%s', (_, document, outcome) => {
    const started = cpuMs();
    expect(attempt(Buffer.from(document))).toBe(outcome);
    expect(cpuMs() - started).toBeLessThan(15_000);
  });

  it('a table of contents of 15,000 items', () => {
    const numbers = Array.from({ length: 15_000 }, (_, i) => i);
    const list = numbers.map((n) => `<rdf:li rdf:resource="${n}"/>`).join('');
    const items = numbers.map((n) => `<item rdf:about="${n}"><title>${n}</title></item>`).join('');
    const document = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><items><rdf:Seq>${list}</rdf:Seq></items></channel>${items}</rdf:RDF>`;
    expect(attempt(Buffer.from(document))).toBe('10000 entries');
  });
});

it('cleans nothing before it is asked', () => {
  const [first] = read(rss(item(1, '<title>T</title>'))).entries;
  expect(first).toEqual({
    identity: '1',
    formerly: expect.any(Function),
    publishedAt: null,
    fingerprint: expect.stringMatching(/^[0-9a-f]{40}$/),
    clean: expect.any(Function),
  });
  expect(first?.clean()).toEqual(first?.clean());
});

it('reads the same the second time', () => {
  const document = rss(
    [1, 2].map((n) => item(n, `<title>${n}</title><pubDate>2004-01-0${n}</pubDate>`)).join(''),
  );
  const seen = () =>
    read(document).entries.map(({ fingerprint, identity, publishedAt }) => ({
      fingerprint,
      identity,
      publishedAt,
    }));
  expect(seen()).toEqual(seen());
});
