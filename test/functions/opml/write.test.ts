import fc from 'fast-check';
import { readOpml } from '../../../functions/opml/read';
import { writeOpml } from '../../../functions/opml/write';
import { parseSource, type SourceSettings } from '../../../functions/sources/settings';
import { newSourceItem, parseSourceItem } from '../../../functions/sources/source';
import { character } from '../../character';
import { webPath } from '../../web-address';

const sourceOf = ({ id = 'x', ...settings }: SourceSettings) =>
  parseSourceItem(newSourceItem(id, settings, '2026-11-22T12:00:00.000Z'));

const write = (...sources: SourceSettings[]) => writeOpml(sources.map(sourceOf), 'Mine');

describe('sources as OPML', () => {
  it('are what other readers expect', () => {
    const opml = write(
      { id: 'a', url: 'https://a.example/?x=1&y="2"', title: 'A <b> & "c"', categories: ['News', 'Tech'] },
      { id: 'b', url: 'https://b.example/', every: 60 },
    );
    expect(opml).toContain('<?xml version="1.0" encoding="utf-8"?>');
    expect(opml).toContain('<opml version="2.0">');
    expect(opml).toContain('<title>Mine</title>');
    // The same sources are the same file, whenever it is asked for.
    expect(opml).not.toContain('<dateCreated>');
    expect(opml).toContain('<outline text="News" title="News">');
    expect(opml).toContain('category="News,Tech"');
    expect(opml).toMatch(
      /<outline text="b.example" type="rss" xmlUrl="https:\/\/b.example\/" title="b.example" id="b" every="60"/,
    );
    expect(opml).not.toMatch(/[^>]<b>/);
  });

  it('hold nothing that lets anybody in', () => {
    const opml = write({
      id: 'a',
      url: 'https://a.example/',
      auth: { type: 'basic', username: 'the-user', password: { secret: 'the-name' } },
      headers: { 'x-plan': 'the-plan', 'x-key': { secret: 'the-key' } },
    });
    expect(opml).not.toMatch(/the-|auth|headers|secret/);
  });

  it('may be none', () => {
    expect(readOpml(write())).toEqual([]);
  });

  it('are read back as they were', () => {
    const text = fc.string({ unit: character, minLength: 1, maxLength: 30 });
    const written = fc
      .record({
        title: text,
        categories: fc.array(fc.oneof(text, fc.constantFrom('a,b', '/a/b', '50%', '%2C')), {
          minLength: 1,
          maxLength: 4,
        }),
        path: webPath,
      })
      .map(({ path, ...rest }) => ({ id: 'x', url: `https://a.example${path}`, ...rest }))
      .filter((settings) => {
        try {
          return parseSource(settings) !== null;
        } catch {
          return false;
        }
      });
    fc.assert(
      fc.property(written, (settings) => {
        const source = parseSource(settings);
        expect(readOpml(write(source))[0]?.settings).toEqual(source);
      }),
    );
  });

  it('keep the map of a JSON API', () => {
    const source = parseSource({
      id: 'x',
      url: 'https://a.example/api?q="x"',
      title: 'X',
      kind: 'json',
      map: { items: 'hits', title: '"a" <b> & c' },
    });
    expect(readOpml(write(source))[0]?.settings).toEqual(source);
  });
});
