import { createHash } from 'node:crypto';
import { countTowards, type Limit } from '../../../functions/limits/window';
import { type Address, readerOf } from '../../../functions/readers/address';
import { LINKS_FOR_A_CALLER } from '../../../functions/sign-in/limits';
import { type KeptLog, keepLog } from '../../log';
import { setClock } from '../readers/clock';
import { startWorld, type World } from '../readers/world';

const HOUR_MS = 60 * 60 * 1000;

let world: World;
let kept: KeptLog;

beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  kept = keepLog();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});
afterAll(() => world.stop());

const ask = (email: unknown, more: object = {}) =>
  world.call('sign-in', 'POST /sign-in', { body: { email }, ...more });
const askByForm = (fields: Record<string, string>) =>
  world.call('sign-in', 'POST /sign-in', { body: new URLSearchParams(fields) });

describe('asking for a sign-in link', () => {
  test('mails one to where it was asked for, of which the table has a hash alone', async () => {
    const answer = await ask('Ada@Example.org', { headers: { host: 'reel.example:8443' } });
    expect(answer).toMatchObject({ status: 202, headers: { 'cache-control': 'no-store' } });
    const mail = world.ses.mails.at(-1);
    expect(mail).toMatchObject({ to: 'ada@example.org', subject: expect.stringContaining('reel.example') });
    const [, id = '', secret = ''] =
      /https:\/\/reel\.example:8443\/sign-in\?token=([\w-]{27})\.([\w-]{43})\s/.exec(mail?.text ?? '') ?? [];
    expect(id).toBe(readerOf('ada@example.org' as Address));

    const items = await world.table.items(`READER#${id}`);
    expect(items).toEqual([
      {
        PK: { S: `READER#${id}` },
        SK: { S: `LINK#${createHash('sha256').update(secret).digest('base64url')}` },
        address: { S: 'ada@example.org' },
        expiresAt: { N: expect.any(String) },
      },
      // The ledger, which says nothing of whose it is.
      expect.objectContaining({ SK: { S: expect.stringMatching(/^MAIL#[\w-]{22}$/) }, state: { S: 'sent' } }),
    ]);
    expect(JSON.stringify(items[1])).not.toContain('ada@');
    expect(Number(items[0]?.['expiresAt']?.N) - Date.now() / 1000).toBeCloseTo(15 * 60, -1);
    expect(JSON.stringify(await world.table.items())).not.toContain(secret);
  });

  test('says the same to known and unknown addresses, and does the same', async () => {
    await world.signIn('known@example.org');
    const known = await ask('known@example.org');
    const unknown = await ask('unknown@example.org');
    expect(known).toEqual(unknown);
    const items = await world.table.items(`READER#${readerOf('unknown@example.org' as Address)}`);
    expect(items.map(({ SK }) => SK?.S?.split('#')[0])).toEqual(['LINK', 'MAIL']);
  });

  test.each([
    [{ email: 'ada' }],
    [{ email: 'ada@example.org\r\nBcc: eve@example.org' }],
    [{ email: 'ada@example.org\nSubject: x' }],
    [{ email: ['ada@example.org'] }],
    [{ email: null }],
    [{ email: 7 }],
    [{}],
    [[]],
    [{ email: 'ada@example.org', admin: true }],
    ['{"email":"ada@example.org","__proto__":{}}'],
    ['not json'],
    ['null'],
  ])('refuses %j', async (body) => {
    const before = world.ses.mails.length;
    const answer = await world.call('sign-in', 'POST /sign-in', { body });
    expect(answer).toMatchObject({ status: 400, body: { status: 400, detail: expect.any(String) } });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(world.ses.mails).toHaveLength(before);
  });

  test('names the field that is wrong, and parameters that it does not have', async () => {
    expect((await ask('ada')).body).toMatchObject({
      errors: [{ name: 'email', detail: 'must be a mail address' }],
    });
    expect((await world.call('sign-in', 'POST /sign-in?email=a', { body: {} })).status).toBe(400);
  });

  test('refuses bodies of more than 4 MB', async () => {
    expect((await ask('x'.repeat(5 * 1024 * 1024))).status).toBe(413);
  });

  test('answers a form with a page, its faults too', async () => {
    const page = await askByForm({ email: 'form@example.org' });
    expect(page.status).toBe(202);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('Look into your mailbox');
    const fault = await askByForm({ email: '"><script>alert(1)</script>' });
    expect(fault.status).toBe(400);
    expect(fault.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(fault.body).not.toContain('<script');
    expect((await askByForm({ email: 'form@example.org', other: '1' })).status).toBe(400);
  });

  test('takes JSON as curl sends it', async () => {
    const answer = await world.call('sign-in', 'POST /sign-in', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '{"email":"curl@example.org"}',
    });
    expect(answer).toMatchObject({ status: 202, body: { sent: true } });
  });

  test('is 503 where mail is not set up', async () => {
    const from = process.env['NEWSREEL_MAIL_FROM'];
    for (const sender of ['', 'no sender']) {
      process.env['NEWSREEL_MAIL_FROM'] = sender;
      expect(await ask('ada@example.org')).toMatchObject({ status: 503, body: { title: 'No mail' } });
    }
    process.env['NEWSREEL_MAIL_FROM'] = from;
  });

  test.each([
    ['refuse' as const, 'Mail not sent'],
    ['hang up' as const, 'Mail uncertain'],
  ])('says what to do where SES does %s', async (failure, title) => {
    world.ses.failures.push(failure);
    expect(await ask('luck@example.org')).toMatchObject({ status: 502, body: { title } });
    expect(kept.lines('ERROR')).toHaveLength(1);
    expect(kept.written.join()).not.toContain('@example.org');
  });
});

describe('the limits', () => {
  test('let five mails an hour go to one address, whatever its spelling and however many ask at once', async () => {
    const before = world.ses.mails.length;
    const spellings = ['crowd@example.org', 'Crowd@Example.org', ' CROWD@example.ORG'];
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => ask(spellings[n % 3])));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(45);
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(3_500);
    expect(world.ses.mails).toHaveLength(before + 5);
  });

  test('do not count what was not sent for certain', async () => {
    for (let time = 0; time < 7; time++) {
      world.ses.failures.push('refuse');
      expect(await ask('outage@example.org')).toMatchObject({ status: 502 });
    }
    for (let time = 0; time < 5; time++) expect((await ask('outage@example.org')).status).toBe(202);
    expect((await ask('outage@example.org')).status).toBe(429);
  });

  test('let more go once the first is an hour old', async () => {
    const begin = Date.now();
    const at = (ms: number) => {
      setClock(begin + ms);
      return ask('patient@example.org').then(({ status }) => status);
    };
    for (const minute of [0, 1, 2, 3, 4]) expect(await at(minute * 60_000)).toBe(202);
    expect(await at(HOUR_MS - 1)).toBe(429);
    expect(await at(HOUR_MS)).toBe(202);
    expect(await at(HOUR_MS)).toBe(429);
  });

  test('let a caller have a hundred links an hour', async () => {
    const caller = '198.51.100.7';
    await fill(LINKS_FOR_A_CALLER, caller, 98);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, n) => ask(`list${n}@example.org`, { caller })),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(2);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(3);
    expect((await ask('list9@example.org', { caller: '198.51.100.8' })).status).toBe(202);
  });

  test('do not count callers of the local run', async () => {
    for (const caller of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      await fill(LINKS_FOR_A_CALLER, caller, 100);
      expect((await ask('local@example.org', { caller })).status).toBe(202);
    }
  });
});

async function fill(limit: Limit, who: string, times: number): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => countTowards(world.table, limit, who, Date.now())));
}
