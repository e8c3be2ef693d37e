import {
  InvalidSourceError,
  parseSource,
  patchSource,
  type SettingsFault,
} from '../../../functions/sources/settings';

const URL_ALONE = { url: 'https://example.com/' };
const MAP = { items: 'hits', title: 'title' };
const BASIC = { type: 'basic', username: 'me', password: { secret: 'example-password' } };

function faultsOf(work: () => unknown): SettingsFault[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidSourceError) return error.faults;
    throw error;
  }
  return [];
}

describe('the settings of a source', () => {
  it('are taken as they are', () => {
    const settings = { id: 'hacker-news', url: 'https://news.ycombinator.com/rss', title: 'HN', every: 60 };
    expect(parseSource(settings)).toEqual(settings);
    expect(parseSource({ url: 'HTTP://example.com' })).toEqual({ url: 'HTTP://example.com' });
  });

  it('may be all that a source can have', () => {
    const settings = {
      id: 'all',
      url: 'https://example.com/api',
      title: 'All of it',
      kind: 'json',
      auth: BASIC,
      headers: { 'x-plan': 'free', 'x-key': { secret: 'example-key' } },
      every: 60,
      map: MAP,
      categories: ['News', 'Tech'],
    };
    expect(parseSource(settings)).toEqual(settings);
  });

  it('are tidied', () => {
    expect(
      parseSource({
        url: ' feed://example.com/a b\n',
        title: ' two\nlines\u0000 ',
        categories: ['News', ' News ', 'Tech'],
      }),
    ).toEqual({ url: 'http://example.com/a%20b', title: 'two lines', categories: ['News', 'Tech'] });
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
    [{ url: 'https://example.com', colour: 'red' }, /colour is not a field of a source/],
    [{ ...URL_ALONE, kind: 'xml' }, /kind must be "feed" or "json"/],
    [{ ...URL_ALONE, kind: 'json' }, /map must say/],
    [{ ...URL_ALONE, map: MAP }, /map is for sources of kind "json" alone/],
    [{ ...URL_ALONE, kind: 'json', map: { ...MAP, colour: 'red' } }, /map has no field colour/],
    [{ ...URL_ALONE, title: '' }, /title must not be empty/],
    [{ ...URL_ALONE, title: 'x'.repeat(501) }, /title must be at most 500/],
    [{ ...URL_ALONE, categories: 'News' }, /categories must be a list of texts/],
    [{ ...URL_ALONE, categories: ['News', 3] }, /categories.1 must be a string/],
    [{ ...URL_ALONE, every: 1e9 }, /every must be at most 44640/],
    [JSON.parse('{"url":"https://example.com","__proto__":{"every":5}}'), /__proto__ is not a field/],
    [{ url: 'nothing', every: -1 }, /url .*; every /],
  ])('%p is none, and it says why', (value, reason) => {
    expect(() => parseSource(value)).toThrow(InvalidSourceError);
    expect(() => parseSource(value)).toThrow(reason);
  });

  it('do not quote what may be a secret', () => {
    expect(() => parseSource({ url: 'https://me:secret@example.com/' })).not.toThrow(/secret@/);
  });

  it.each([
    ['auth.password', { ...BASIC, password: 'hunter2' }],
    ['auth.token', { type: 'bearer', token: 'hunter2' }],
    ['auth.value', { type: 'header', name: 'x-key', value: 'hunter2' }],
    ['auth.key', { type: 'hmac', keyId: 'me', key: 'hunter2' }],
    [
      'auth.clientSecret',
      {
        type: 'oauth2',
        tokenUrl: 'https://example.com/token',
        clientId: 'me',
        clientSecret: 'hunter2',
      },
    ],
  ])('refuse a secret that is written plainly: %s', (name, auth) => {
    const faults = faultsOf(() => parseSource({ ...URL_ALONE, auth }));
    expect(faults).toEqual([{ name, detail: expect.stringContaining('{"secret":"name"}') }]);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  it('refuse a secret of the service itself', () => {
    expect(
      faultsOf(() => parseSource({ ...URL_ALONE, auth: { ...BASIC, password: { secret: 'admin-token' } } })),
    ).toEqual([{ name: 'auth.password.secret', detail: expect.stringContaining('keeps for itself') }]);
  });
});

describe('a change of settings', () => {
  const source = parseSource({
    ...URL_ALONE,
    title: 'A',
    every: 5,
    auth: BASIC,
    headers: { a: '1', b: '2' },
  });

  it('sets what is given, takes away what is null, and leaves the rest', () => {
    expect(patchSource(source, { title: null, every: 60, headers: { a: null, c: '3' } })).toEqual({
      ...URL_ALONE,
      every: 60,
      auth: BASIC,
      headers: { b: '2', c: '3' },
    });
    expect(patchSource(source, {})).toEqual(source);
  });

  it('replaces a login by one of another type, and changes one of the same', () => {
    const bearer = { type: 'bearer', token: { secret: 'example-token' } };
    expect(patchSource(source, { auth: bearer }).auth).toEqual(bearer);
    const password = { secret: 'newer-password' };
    expect(patchSource(source, { auth: { password } }).auth).toEqual({ ...BASIC, password });
  });

  it.each<[unknown, RegExp]>([
    [{ id: 'other' }, /^id stays as it is/],
    [{ colour: null }, /colour is not a field/],
    [{ url: null }, /url must be a string/],
    [{ kind: 'json' }, /map must say/],
    [{ auth: { password: 'plain' } }, /auth.password/],
    [[], /object/],
    [null, /object/],
    ['x', /object/],
  ])('%j is none', (patch, reason) => {
    expect(() => patchSource(source, patch)).toThrow(InvalidSourceError);
    expect(() => patchSource(source, patch)).toThrow(reason);
  });
});
