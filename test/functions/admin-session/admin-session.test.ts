import { ADMIN_TOKEN, type Answered, type Sent, startWorld, type World } from '../readers/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const post = (what: string, fields: Record<string, string> = {}, more: Sent = {}): Promise<Answered> =>
  world.call('admin-session', `POST /admin/${what}`, { body: new URLSearchParams(fields), ...more });
const signIn = (token: string, more: Sent = {}) => post('sign-in', { token }, more);
const pageWith = (cookie: string, more: Sent = {}) =>
  world.call('admin-page', 'GET /admin', { cookies: [cookie.split(';')[0] ?? ''], ...more });

describe('POST /admin/sign-in', () => {
  test('gives the right token a cookie that opens the page, and is not the token', async () => {
    const { status, headers, cookies } = await signIn(ADMIN_TOKEN);
    expect([status, headers['location'], headers['cache-control']]).toEqual([303, '/admin', 'no-store']);
    const [cookie = ''] = cookies;
    expect(cookies).toHaveLength(1);
    expect(cookie).toMatch(
      /^__Host-newsreel-admin=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(cookie).not.toContain(ADMIN_TOKEN);
    expect((await pageWith(cookie)).status).toBe(200);
  });

  test('has a cookie of its own on plain http', async () => {
    const local = { headers: { host: '127.0.0.1:3000', 'x-forwarded-proto': 'http' } };
    const { cookies } = await signIn(ADMIN_TOKEN, local);
    expect(cookies[0]).toMatch(/^newsreel-admin=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect((await pageWith(cookies[0] ?? '', local)).status).toBe(200);
    expect((await pageWith(cookies[0] ?? '')).status).toBe(401);
  });

  test('takes the blanks around a token for what a terminal left there', async () => {
    expect((await signIn(` ${ADMIN_TOKEN}\n`)).status).toBe(303);
  });

  test.each(['', ' ', 'a-guess', `${ADMIN_TOKEN}x`, 'x'.repeat(100_000)])(
    'refuses %.20j, and says where to look',
    async (token) => {
      const { status, headers, cookies, body } = await signIn(token);
      expect([status, cookies]).toEqual([401, []]);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'www-authenticate': 'Bearer realm="Newsreel"',
        'cache-control': 'no-store',
      });
      expect(body).toContain('This is not the admin token.');
      expect(body).toMatch(/AdminTokenCommand.*run\.json.*NEWSREEL_ADMIN_TOKEN/s);
      if (token.trim() !== '') expect(body).not.toContain(token);
    },
  );

  test('is not sent by the page of another site', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const { status, cookies } = await signIn(ADMIN_TOKEN, { headers });
      expect([status, cookies]).toEqual([403, []]);
    }
  });

  test('is for forms: no token, two, another field, JSON', async () => {
    expect((await post('sign-in')).status).toBe(400);
    expect((await post('sign-in', { token: ADMIN_TOKEN, next: 'https://evil.example' })).status).toBe(400);
    const twice = new URLSearchParams(`token=${ADMIN_TOKEN}&token=${ADMIN_TOKEN}`);
    expect((await post('sign-in', {}, { body: twice })).status).toBe(400);
    expect((await post('sign-in', {}, { body: { token: ADMIN_TOKEN } })).status).toBe(415);
  });
});

describe('POST /admin/sign-out', () => {
  test('takes the cookie away, also where there is none', async () => {
    const { status, headers, cookies } = await post('sign-out');
    expect([status, headers['location']]).toEqual([303, '/']);
    expect(cookies).toEqual(['__Host-newsreel-admin=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure']);
  });

  test('is not sent by the page of another site', async () => {
    const { status, cookies } = await post('sign-out', {}, { headers: { origin: 'https://evil.example' } });
    expect([status, cookies]).toEqual([403, []]);
  });
});

test('another admin token ends every session', async () => {
  const [cookie = ''] = (await signIn(ADMIN_TOKEN)).cookies;
  const now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now + 61_000);
  expect((await pageWith(cookie)).status).toBe(200);
  world.setSecrets({ 'admin-token': 'another-token' });
  jest.spyOn(Date, 'now').mockImplementation(() => now + 122_000);
  expect((await pageWith(cookie)).status).toBe(401);
  expect((await signIn('another-token')).status).toBe(303);
  jest.restoreAllMocks();
});
