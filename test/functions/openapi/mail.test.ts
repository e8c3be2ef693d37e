import { readSubscription } from '../../../functions/digests/roster';
import { unsubscribeToken } from '../../../functions/digests/unsubscribe-token';
import type { MailOutcome, MailState } from '../../../functions/mail/ledger';
import { type Address, readerOf } from '../../../functions/readers/address';
import { type Service, startService } from '../../service';
import { putMail } from '../my-mails/ledger-item';
import { Asker, as, bothProblems, form, json, PAGE, type Sent } from './asker';
import { operations } from './described-api';
import { everyRoute } from './every-route';
import { ofMail } from './members-routes';
import { signIn } from './sign-in';

const asker = new Asker();
const { ask, both } = asker;
const routes = [...operations].filter(([, operation]) => ofMail(operation));

const ADA = readerOf('ada@example.org' as Address);

let service: Service;

beforeAll(async () => {
  service = await startService();
  process.env['NEWSREEL_MAIL_FROM'] = 'Newsreel <news@newsreel.example>';
  // What becomes of them is for others to say: any queue takes them.
  process.env['DIGEST_QUEUE_URL'] = process.env['FETCH_QUEUE_URL'];
  await service.addSources({ first: 'https://a.example/feed', second: 'https://b.example/feed' });
  asker.tokens['admin'] = 'the-admin-token';
  asker.tokens['reader'] = await signIn(service.table, 'ada@example.org');
  asker.tokens['member'] = asker.tokens['reader'];
});

afterAll(() => service.stop());

afterEach(() => jest.restoreAllMocks());

async function withoutMail(then: () => Promise<void>): Promise<void> {
  const from = process.env['NEWSREEL_MAIL_FROM'];
  process.env['NEWSREEL_MAIL_FROM'] = '';
  await then();
  process.env['NEWSREEL_MAIL_FROM'] = from;
}

/** Ways to the same. */
const SETTING = ['PUT /me/digest', 'POST /account/digest'];

describe('a digest', () => {
  it('is what its reader said last', async () => {
    expect((await ask('GET /me')).body).toMatchObject({ digest: null, mail: 'ok' });
    const all = { every: 'week', hour: 7, timeZone: 'europe/berlin', search: 'fog', sources: ['first'] };
    const { body } = await ask('PUT /me/digest', json({ ...all, categories: ['Sea'] }));
    expect(body).toMatchObject({ every: 'week', hour: 7, timeZone: 'Europe/Berlin' });
    expect((await ask('GET /me')).body).toMatchObject({ digest: body });
    for (const route of SETTING) {
      const { status, headers } = await ask(
        route,
        form({ every: 'day', search: '', categories: 'Sea\nSky' }),
      );
      expect([status, headers['location']]).toEqual([303, '/account?saved=digest#digest']);
      expect((await ask('GET /me')).body).toMatchObject({ digest: { categories: ['Sea', 'Sky'] } });
    }
    expect((await ask('POST /account/digest', json({ every: 'week' }))).status).toBe(200);
  });

  it('is refused where it can’t be, as JSON and by a form', async () => {
    expect(await both('PUT /me/digest', { every: 'hour' })).toEqual(bothProblems(400));
    expect(await both('PUT /me/digest', { every: 'day', timeZone: 'Mars/Olympus' })).toEqual(
      bothProblems(400),
    );
    const { body } = await ask('PUT /me/digest', json({ every: 'day', sources: ['first', 'none'] }));
    expect(body).toMatchObject({ errors: [{ name: 'sources', detail: expect.stringContaining('none') }] });
  });

  it.each(SETTING)('is for members, themselves, on our own pages (%s)', async (route) => {
    const fields = { every: 'day' };
    const bad = (sent: Sent) => as('another', sent);
    expect(await both(route, fields, bad)).toEqual(bothProblems(401));
    const admin = (sent: Sent) => as('the-admin-token', sent);
    expect(await both(route, fields, admin)).toEqual(bothProblems(403));
    const cookies = [`__Host-newsreel=${asker.tokens['reader']}`];
    const evil = (sent: Sent) => ({
      ...sent,
      headers: { ...sent.headers, origin: 'https://evil.example' },
      cookies,
    });
    expect(await both(route, fields, evil)).toEqual(bothProblems(403));
    process.env['NEWSREEL_PAID'] = 'true';
    expect(await both(route, fields)).toEqual(bothProblems(402));
    delete process.env['NEWSREEL_PAID'];
  });

  it.each(SETTING)('is none where mail is not set up (%s)', (route) =>
    withoutMail(async () => {
      expect(await both(route, { every: 'day' })).toEqual(bothProblems(503));
      expect((await ask(route, json({ every: 'never' }))).status).toBe(200);
    }),
  );
});

describe('what was mailed', () => {
  it.each<[string, MailState, MailOutcome | undefined]>([
    ['sending', 'sending', undefined],
    ['sent', 'sent', undefined],
    ['refused', 'refused', undefined],
    ['uncertain', 'uncertain', undefined],
    ['delayed', 'sent', 'delayed'],
    ['delivered', 'sent', 'delivered'],
    ['rejected', 'sent', 'rejected'],
    ['bounced', 'sent', 'bounced'],
    ['complained', 'sent', 'complained'],
  ])('is described where it is %s', async (said, state, outcome) => {
    await putMail(service.table, ADA, { at: new Date().toISOString(), state, outcome });
    const { body } = await ask('GET /me/mails');
    expect((body as { mails: unknown[] }).mails[0]).toMatchObject({ state: said });
  });

  it('is nobody else’s', async () => {
    expect((await ask('GET /me/mails', { cookies: [] })).status).toBe(401);
    expect((await ask('GET /me/mails', as('the-admin-token'))).status).toBe(403);
  });
});

describe('the way out', () => {
  let query: string;
  beforeAll(async () => {
    await ask('PUT /me/digest', json({ every: 'day' }));
    const subscription = await readSubscription(service.table, ADA);
    if (subscription === null) throw new Error('It was just set');
    query = `?token=${unsubscribeToken(subscription)}`;
  });

  it('asks before, and after it is gone', async () => {
    expect((await ask('GET /unsubscribe', { query })).status).toBe(200);
    expect((await ask('POST /unsubscribe', { query })).body).toEqual({ unsubscribed: true });
    expect((await ask('POST /unsubscribe', { ...form({}), query })).headers['content-type']).toBe(PAGE);
    expect((await ask('GET /unsubscribe', { query })).status).toBe(200);
  });

  it('is for those alone who have the link', async () => {
    const { status, headers } = await ask('GET /unsubscribe', { query: '?token=forged' });
    expect([status, headers['content-type']]).toEqual([400, PAGE]);
    expect(await both('POST /unsubscribe', { token: 'forged' })).toEqual(bothProblems(400));
  });
});

describe('digests that the admin sends for', () => {
  it('go to those who had none', async () => {
    await ask('PUT /me/digest', json({ every: 'day' }));
    expect(await ask('POST /digests')).toMatchObject({ status: 202, body: { digests: 1 } });
  });

  it('are not for readers to send for', async () => {
    expect((await ask('POST /digests', as(asker.tokens['reader']))).status).toBe(403);
  });

  it('are none where mail is not set up', () =>
    withoutMail(async () => {
      expect((await ask('POST /digests')).status).toBe(503);
    }));
});

describe('what every route has', () => {
  everyRoute(asker, routes);

  it('answers in all the ways that are documented', () => {
    expect(asker.seenOf(routes)).toEqual(asker.documentedOf(routes));
  });
});
