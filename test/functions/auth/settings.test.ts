import { headerSettings } from '../../../functions/auth/header-settings';
import { authSettings } from '../../../functions/auth/settings';

const issuesOf = (result: ReturnType<typeof authSettings.safeParse>) =>
  (result.error?.issues ?? []).map(({ path, message, code }) => ({ field: path.join('.'), message, code }));

const REFERENCE = { secret: 'name' };
const PLAIN = /^must be \{"secret":"name"\}: a secret is never written plainly$/;

describe('settings of a login', () => {
  test.each([
    { type: 'basic', username: 'user', password: REFERENCE },
    { type: 'basic', username: '', password: REFERENCE },
    { type: 'bearer', token: REFERENCE },
    { type: 'header', name: 'X-Api-Key', value: REFERENCE },
    { type: 'hmac', keyId: 'id', key: REFERENCE },
    { type: 'oauth2', tokenUrl: 'https://id.example/token', clientId: 'id', clientSecret: REFERENCE },
    {
      type: 'oauth2',
      tokenUrl: 'https://id.example/token?x=1',
      clientId: 'id',
      clientSecret: REFERENCE,
      scope: 'news:read archive',
    },
  ])('%j', (settings) => {
    expect(authSettings.parse(settings)).toEqual(settings);
  });

  test.each([
    [{ type: 'basic', username: 'user', password: 'hunter2' }, 'password'],
    [{ type: 'bearer', token: 'hunter2' }, 'token'],
    [{ type: 'header', name: 'X-Api-Key', value: 'hunter2' }, 'value'],
    [{ type: 'hmac', keyId: 'id', key: 'hunter2' }, 'key'],
    [
      { type: 'oauth2', tokenUrl: 'https://id.example/', clientId: 'id', clientSecret: 'hunter2' },
      'clientSecret',
    ],
  ])('a plain secret is refused: %j', (settings, field) => {
    const [issue, ...others] = issuesOf(authSettings.safeParse(settings));
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ field, message: expect.stringMatching(PLAIN) });
  });

  test.each<[unknown, string, RegExp]>([
    ['basic', '', /must be an object with a type/],
    [null, '', /must be an object with a type/],
    [{}, 'type', /must be one of basic, bearer, header, hmac, oauth2/],
    [{ type: 'digest' }, 'type', /must be one of/],
    [{ type: 'basic', username: 'a:b', password: REFERENCE }, 'username', /colon/],
    [{ type: 'basic', username: 'a\nb', password: REFERENCE }, 'username', /control/],
    [{ type: 'bearer', token: { secret: 'admin-token' } }, 'token.secret', /keeps for itself/],
    [{ type: 'bearer', token: { secret: '../x' } }, 'token.secret', /must be a name/],
    [{ type: 'header', name: 'Host', value: REFERENCE }, 'name', /set ourselves/],
    [{ type: 'header', name: 'content-LENGTH', value: REFERENCE }, 'name', /set ourselves/],
    [{ type: 'header', name: 'Transfer-Encoding', value: REFERENCE }, 'name', /set ourselves/],
    [{ type: 'header', name: 'User-Agent', value: REFERENCE }, 'name', /set ourselves/],
    [{ type: 'header', name: 'x: y\r\nz', value: REFERENCE }, 'name', /name of an HTTP header/],
    [{ type: 'header', name: '', value: REFERENCE }, 'name', /name of an HTTP header/],
    [{ type: 'hmac', keyId: 'a\r\nb', key: REFERENCE }, 'keyId', /visible ASCII/],
  ])('%j is wrong at "%s"', (settings, field, message) => {
    const issues = issuesOf(authSettings.safeParse(settings));
    expect(issues).toEqual([expect.objectContaining({ field, message: expect.stringMatching(message) })]);
  });

  test.each([
    'ftp://id.example/',
    '/token',
    'https://user:word@id.example/',
    'https://id.example/#part',
    'x',
  ])('a token URL is not %s', (tokenUrl) => {
    const settings = { type: 'oauth2', tokenUrl, clientId: 'id', clientSecret: REFERENCE };
    expect(issuesOf(authSettings.safeParse(settings))).toMatchObject([{ field: 'tokenUrl' }]);
  });

  test('what is not known is refused', () => {
    const issues = issuesOf(authSettings.safeParse({ type: 'bearer', token: REFERENCE, more: 1 }));
    expect(issues).toMatchObject([{ code: 'unrecognized_keys' }]);
  });
});

describe("a source's own headers", () => {
  const fields = (value: unknown) =>
    issuesOf(headerSettings.safeParse(value) as never).map(({ field }) => field);

  test.each([
    {},
    { Accept: 'application/json' },
    { 'X-GitHub-Api-Version': '2022-11-28', 'Accept-Language': 'de, en;q=0.5' },
    { Authorization: REFERENCE, Cookie: REFERENCE },
  ])('%j', (headers) => {
    expect(headerSettings.parse(headers)).toEqual(headers);
  });

  test.each([
    'Authorization',
    'Proxy-Authorization',
    'cookie',
    'X-API-Key',
    'apikey',
    'X-Auth',
    'Private-Token',
    'X-Secret-Word',
    'X-Password',
    'Ocp-Apim-Subscription-Key',
  ])('%s is never written plainly', (name) => {
    expect(issuesOf(headerSettings.safeParse({ [name]: 'hunter2' }) as never)).toEqual([
      { field: name, code: 'custom', message: expect.stringMatching(PLAIN) },
    ]);
  });

  test('what is wrong is said', () => {
    const said = (value: unknown) => issuesOf(headerSettings.safeParse(value) as never)[0]?.message;
    expect(said({ Host: 'example' })).toBe('must not be a header that we set ourselves');
    expect(said({ 'X y': '1' })).toBe('must be the name of an HTTP header');
    expect(said([])).toBe('must be an object of headers by their names');
    expect(said({ 'X-Y': 'a\r\nb' })).toMatch(/visible ASCII/);
    expect(said({ 'X-Y': 1 })).toBe('must be a text of visible ASCII characters, or {"secret":"name"}');
  });

  test.each<[unknown, string[]]>([
    ['x', ['']],
    [['x'], ['']],
    [{ Host: 'example' }, ['Host']],
    [{ 'X y': '1' }, ['X y']],
    [{ 'X-Y': 'a\r\nb' }, ['X-Y']],
    [{ 'X-Y': 'ä' }, ['X-Y']],
    [{ 'X-Y': ' x' }, ['X-Y']],
    [{ 'X-Y': 1 }, ['X-Y']],
    [{ 'X-Y': { secret: 'a b' } }, ['X-Y.secret']],
    [{ accept: 'a', Accept: 'b' }, ['']],
    [Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`x-${index}`, 'x'])), ['']],
  ])('%j is wrong', (headers, where) => {
    expect(fields(headers)).toEqual(where);
  });
});
