import { InvalidSourceError, makeSourceId, parseSource } from '../../../functions/sources/settings';

describe('the settings of a source', () => {
  it('are taken as they are', () => {
    const settings = { id: 'hacker-news', url: 'https://news.ycombinator.com/rss', title: 'HN', every: 60 };
    expect(parseSource(settings)).toEqual(settings);
    expect(parseSource({ url: 'HTTP://example.com' })).toEqual({ url: 'HTTP://example.com' });
  });

  it.each<[unknown, RegExp]>([
    [null, /object/],
    ['https://example.com', /object/],
    [{}, /url must be a string/],
    [{ url: 'example.com/feed' }, /url must be an absolute http or https URL/],
    [{ url: 'ftp://example.com/feed' }, /url must be an absolute/],
    [{ url: 'javascript:alert(1)' }, /url must be an absolute/],
    [{ url: 'https://' }, /url must be an absolute/],
    [{ url: 'https://me:secret@example.com/' }, /user name or password/],
    [{ url: `https://example.com/${'x'.repeat(3_000)}` }, /2048 characters/],
    [{ url: 'https://example.com', id: 'No Good' }, /^id must be/],
    [{ url: 'https://example.com', every: 0 }, /every must be 1 or more/],
    [{ url: 'https://example.com', every: 1.5 }, /every must be/],
    [{ url: 'https://example.com', colour: 'red' }, /unknown field colour/],
    [{ url: 'nothing', every: -1 }, /url .*; every /],
  ])('%p is none, and it says why', (value, reason) => {
    expect(() => parseSource(value)).toThrow(InvalidSourceError);
    expect(() => parseSource(value)).toThrow(reason);
  });

  it('do not quote what may be a secret', () => {
    expect(() => parseSource({ url: 'https://me:secret@example.com/' })).not.toThrow(/secret@/);
  });
});

describe('an id made from a host', () => {
  it.each([
    ['https://www.theguardian.com/world/rss', 'theguardian-com'],
    ['http://127.0.0.1:8080/feed', '127-0-0-1'],
    ['http://[::1]/feed', '1'],
    ['https://münchen.de/', 'xn-mnchen-3ya-de'],
  ])('%s: %s', (url, id) => {
    expect(makeSourceId(url, () => false)).toBe(id);
  });

  it('is numbered where it is taken', () => {
    const taken = new Set(['example-com', 'example-com-2']);
    expect(makeSourceId('https://example.com/', (id) => taken.has(id))).toBe('example-com-3');
  });
});
