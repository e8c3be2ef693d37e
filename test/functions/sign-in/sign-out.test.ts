import { bearer, startWorld, type World } from '../readers/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const GONE = '__Host-newsreel=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure';
const signOut = (sent: Parameters<World['call']>[2]) => world.call('sign-out', 'POST /sign-out', sent);
const me = (token: string) => world.call('me', 'GET /me', bearer(token));

describe('signing out', () => {
  test('ends the session of the token, and no other', async () => {
    const one = await world.signIn('ada@example.org');
    const other = await world.signIn('ada@example.org');
    expect(await signOut(bearer(one))).toMatchObject({ status: 204, cookies: [GONE] });
    expect((await me(one)).status).toBe(401);
    expect((await me(other)).status).toBe(200);
    expect((await signOut(bearer(one))).status).toBe(401);
  });

  test('ends the session of the cookie, and takes the cookie away', async () => {
    const token = await world.signIn('bob@example.org');
    const cookies = [`__Host-newsreel=${token}`];
    const evil = { origin: 'https://evil.example' };
    expect((await signOut({ cookies, headers: evil })).status).toBe(403);
    expect((await me(token)).status).toBe(200);
    const own = { origin: 'https://news.example' };
    expect(await signOut({ cookies, headers: own })).toMatchObject({ status: 204, cookies: [GONE] });
    expect((await me(token)).status).toBe(401);
  });

  test('sends a form on, also one that is sent twice', async () => {
    const cookies = [`__Host-newsreel=${await world.signIn('eve@example.org')}`];
    for (let time = 0; time < 2; time++) {
      expect(await signOut({ cookies, body: new URLSearchParams() })).toMatchObject({
        status: 303,
        headers: { location: '/' },
        cookies: [GONE],
      });
    }
  });

  test('is for who is signed in as a reader', async () => {
    expect(await signOut({})).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="Newsreel"' },
    });
    expect((await signOut(bearer('the-admin-token'))).status).toBe(403);
  });
});
