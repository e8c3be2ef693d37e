import { ADMIN_TOKEN, SESSION_KEY } from '../../../functions/secrets/names';
import { type Sent, Shop } from '../checkout/shop';
import { setClock } from '../readers/clock';

/** As a reader's token looks; that it is none only the key can say. */
const TOKEN = 'a.b.c';

const shown: Sent = { headers: { authorization: `Bearer ${TOKEN}` } };
const withBody = (body: object): Sent => ({ ...shown, body });

/** The functions that know callers by the admin token and by readers' tokens. */
const KNOW_BOTH: [name: string, route: string, sent: Sent][] = [
  ['account-page', 'GET /account', shown],
  ['add-source', 'POST /sources', shown],
  ['admin-page', 'GET /admin', shown],
  ['change-source', 'PATCH /sources/a', shown],
  ['checkout', 'POST /checkout', withBody({ email: 'ada@example.org' })],
  ['checkout-return', 'GET /checkout/return?session_id=cs_test_1', shown],
  ['cycles', 'GET /cycles/a', shown],
  ['export', 'GET /export', shown],
  ['forget-me', 'DELETE /me', shown],
  ['me', 'GET /me', shown],
  ['my-mails', 'GET /me/mails', shown],
  ['opml-import', 'POST /sources.opml', shown],
  ['plans-page', 'GET /plans', shown],
  ['portal', 'POST /portal', shown],
  ['remove-source', 'DELETE /sources/a', shown],
  ['send-digests', 'POST /digests', shown],
  ['set-digest', 'PUT /me/digest', withBody({ every: 'never' })],
  ['sign-out', 'POST /sign-out', shown],
  ['trigger', 'POST /fetch', shown],
  [
    'passes',
    'POST /passes',
    {
      headers: { ...shown.headers, 'idempotency-key': 'a-key-of-theirs' },
      body: { email: 'ada@example.org' },
    },
  ],
];

/** Minutes since the first function was asked: what one has read is kept for less, so that each asks anew. */
let minutes = 0;
let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
beforeEach(() => {
  minutes += 2;
  setClock(Date.now() + minutes * 60_000);
  for (const secret of [ADMIN_TOKEN, SESSION_KEY]) shop.service.secrets.set(secret, '');
});
afterEach(() => jest.useRealTimers());
afterAll(() => shop.close());

const made = () => [ADMIN_TOKEN, SESSION_KEY].filter((name) => shop.service.secrets.get(name) !== null);

describe('where no secret was ever made, the first that needs one makes it', () => {
  test.each(KNOW_BOTH)('%s, asked by %s with a token', async (name, route, sent) => {
    const { status } = await shop.call(name, route, sent);
    expect({ status, made: made() }).toEqual({ status: 401, made: [ADMIN_TOKEN, SESSION_KEY] });
  });

  test('reading-pages, asked with the cookie of a reader, or of nobody', async () => {
    expect((await shop.call('reading-pages', 'GET /')).status).toBe(200);
    expect(made()).toEqual([]);
    const { status } = await shop.call('reading-pages', 'GET /', { cookies: [`__Host-newsreel=${TOKEN}`] });
    expect({ status, made: made() }).toEqual({ status: 200, made: [SESSION_KEY] });
  });

  test('admin-session, asked by the form of the page', async () => {
    const { status } = await shop.call('admin-session', 'POST /admin/sign-in', {
      form: { token: TOKEN },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect({ status, made: made() }).toEqual({ status: 401, made: [ADMIN_TOKEN] });
  });
});
