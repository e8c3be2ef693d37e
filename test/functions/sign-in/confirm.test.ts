import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { type Address, readerOf } from '../../../functions/readers/address';
import { readerKey } from '../../../functions/table/keys';
import { setClock } from '../readers/clock';
import { startWorld, type World } from '../readers/world';

const MINUTE_MS = 60_000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => jest.useRealTimers());
afterAll(() => world.stop());

const show = (token: string) => world.call('sign-in-page', `GET /sign-in?token=${encodeURIComponent(token)}`);
const confirm = (token: unknown, headers: Record<string, string> = {}) =>
  world.call('confirm-sign-in', 'POST /sign-in/confirm', { body: { token }, headers });
const confirmByForm = (token: string, headers: Record<string, string> = {}) =>
  world.call('confirm-sign-in', 'POST /sign-in/confirm', { body: new URLSearchParams({ token }), headers });
const partition = (email: string) => `READER#${readerOf(email as Address)}`;

describe('the page of a link', () => {
  test('has a button and spends nothing, however often it is looked at', async () => {
    const link = await world.mailedLink('page@example.org');
    const before = await world.table.items();
    for (let time = 0; time < 3; time++) {
      const page = await show(link);
      expect(page).toMatchObject({
        status: 200,
        cookies: [],
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          'referrer-policy': 'same-origin',
          'x-robots-tag': 'noindex',
        },
      });
      expect(page.body).toContain(`<input type="hidden" name="token" value="${link}">`);
      expect(page.body).toContain('<form method="post" action="/sign-in/confirm">');
      expect(page.body).toContain('page@example.org');
    }
    expect(await world.table.items()).toEqual(before);
    expect((await confirm(link)).status).toBe(200);
  });

  test('runs no script and stands in no frame', async () => {
    const page = await show(await world.mailedLink('frame@example.org'));
    const policy = page.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(page.body).not.toMatch(/<script|javascript:|\son\w+=/i);
  });

  test('says kindly that a link was used or is over, and has the form for another', async () => {
    const used = await world.mailedLink('used@example.org');
    await confirm(used);
    const over = await world.mailedLink('used@example.org');
    setClock(Date.now() + 15 * MINUTE_MS);
    for (const token of [used, over, 'x', '', '"><script>', `${'a'.repeat(27)}.${'b'.repeat(43)}`]) {
      const page = await show(token);
      expect(page.status).toBe(410);
      expect(page.body).toContain('This link is over');
      expect(page.body).toContain('action="/sign-in"');
      expect(page.body).not.toContain('<script');
    }
  });

  test('without a token is the form that asks for a link', async () => {
    const page = await world.call('sign-in-page', 'GET /sign-in');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<form method="post" action="/sign-in">');
    expect((await world.call('sign-in-page', 'GET /sign-in?other=1')).status).toBe(400);
  });
});

describe('confirming', () => {
  test('gives programs a token, and the cookie', async () => {
    const answer = await confirm(await world.mailedLink('json@example.org'));
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const { token } = answer.body as { token: string };
    expect(answer.cookies).toEqual([
      `__Host-newsreel=${token}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure`,
    ]);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'newsreel-session+jwt' });
    const { sub = '', jti, iat = 0, exp = 0 } = decodeJwt(token);
    expect(sub.split('@')[0]).toBe(readerOf('json@example.org' as Address));
    expect(exp - iat).toBe(30 * 24 * 60 * 60);
    const items = await world.table.items(partition('json@example.org'));
    expect(items.map(({ SK }) => SK?.S).sort()).toEqual([
      // Spent, until the table forgets it.
      expect.stringMatching(/^LINK#/),
      expect.stringMatching(/^MAIL#/),
      'READER',
      `SESSION#${jti}`,
    ]);
    expect(items.find(({ SK }) => SK?.S === `SESSION#${jti}`)?.['expiresAt']).toEqual({ N: String(exp) });
    expect(JSON.stringify(items)).not.toContain(token);
  });

  test('sends a form on, with the cookie', async () => {
    const answer = await confirmByForm(await world.mailedLink('form@example.org'));
    expect(answer).toMatchObject({ status: 303, headers: { location: '/account' } });
    expect(answer.cookies).toHaveLength(1);
  });

  test('gives a cookie that plain http takes, in the local run', async () => {
    const answer = await confirm(await world.mailedLink('local@example.org'), {
      host: '127.0.0.1:3000',
      'x-forwarded-proto': 'http',
    });
    expect(answer.cookies[0]).toMatch(/^newsreel=[\w.-]+; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/);
  });

  test('works once, also where twenty come at once', async () => {
    const link = await world.mailedLink('race@example.org');
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(link)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19);
    const sessions = (await world.table.items(partition('race@example.org'))).filter(({ SK }) =>
      SK?.S?.startsWith('SESSION#'),
    );
    expect(sessions).toHaveLength(1);
  });

  test('works for a quarter of an hour', async () => {
    const begin = Date.now();
    const good = await world.mailedLink('hour@example.org');
    const late = await world.mailedLink('hour@example.org');
    setClock(begin + 15 * MINUTE_MS - 2_000);
    expect((await confirm(good)).status).toBe(200);
    setClock(begin + 15 * MINUTE_MS + 1_000);
    expect((await confirm(late)).status).toBe(400);
  });

  test('refuses what is no link, or one of somebody else’s name', async () => {
    const link = await world.mailedLink('mine@example.org');
    const [id = '', secret = ''] = link.split('.');
    const other = readerOf('other@example.org' as Address);
    const wrong = [`${other}.${secret}`, `${id}.${'a'.repeat(43)}`, id, secret, `${link}x`, ` ${link}`, ''];
    for (const token of wrong) {
      expect(await confirm(token)).toMatchObject({
        status: 400,
        cookies: [],
        body: { title: 'Link is over' },
      });
    }
    const page = await confirmByForm(wrong[0] ?? '');
    expect(page.status).toBe(400);
    expect(page.body).toContain('action="/sign-in"');
    expect((await confirm(link)).status).toBe(200);
  });

  test.each([[{}], [{ token: 7 }], [{ token: null }], [{ token: 'a', more: 1 }], ['nothing'], [[]]])(
    'refuses %j',
    async (body) => {
      const answer = await world.call('confirm-sign-in', 'POST /sign-in/confirm', { body });
      expect(answer).toMatchObject({ status: 400, body: { status: 400 } });
    },
  );

  test('welcomes who was there before as the same reader, and who was forgotten as another', async () => {
    const sinceOf = async () => {
      await world.signIn('again@example.org');
      const items = await world.table.items(partition('again@example.org'));
      return items.find(({ SK }) => SK?.S === 'READER')?.['since']?.S;
    };
    const first = await sinceOf();
    expect(await sinceOf()).toBe(first);
    await world.table.client.send(
      new DeleteItemCommand({
        TableName: world.table.name,
        Key: readerKey(readerOf('again@example.org' as Address)),
      }),
    );
    expect(await sinceOf()).not.toBe(first);
  });

  test('is only for our own pages, or for programs: no other site signs anybody in', async () => {
    const link = await world.mailedLink('csrf@example.org');
    const sites = [
      { origin: 'https://evil.example' },
      { origin: 'http://news.example' },
      { origin: 'https://news.example:444' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ];
    for (const headers of sites) {
      expect(await confirmByForm(link, headers)).toMatchObject({ status: 403, cookies: [] });
      // A form that says it is plain text can hold JSON.
      const asText = { ...headers, 'content-type': 'text/plain' };
      expect(await confirm(link, asText)).toMatchObject({ status: 403, cookies: [] });
    }
    const own = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    expect((await confirmByForm(link, own)).status).toBe(303);
  });
});
