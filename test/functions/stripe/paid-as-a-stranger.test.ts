import { awaitedPartition } from '../../../functions/table/keys';
import { type Sent, Shop } from '../checkout/shop';
import { setClock } from '../readers/clock';

/** Ever later: what a function has read of secrets is kept for a minute, and each is to be the first that reads. */
let minutes = 0;
let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
  process.env['NEWSREEL_MAIL_FROM'] = 'Newsreel <news@newsreel.example>';
});
afterEach(() => jest.useRealTimers());
afterAll(() => shop.close());

/** Whatever of a member somebody asks for first. */
const ASKS: [name: string, route: string, sent: Sent][] = [
  ['me', 'GET /me', {}],
  ['account-page', 'GET /account', {}],
  ['export', 'GET /export', {}],
  ['set-digest', 'PUT /me/digest', { body: { every: 'day' } }],
];

test.each(ASKS)(
  'who paid before they signed in, and asks %s first, has what they paid for, with no webhook',
  async (name, route, sent) => {
    const email = `${name}@example.com`;
    const { body } = await shop.call('checkout', 'POST /checkout', { body: { email } });
    const session = shop.all('checkout.session').find(({ url }) => url === body['url']);
    shop.stripe.account.pay(session?.id ?? '');
    const as = await shop.signIn(email);
    const awaited = () => shop.service.table.items(awaitedPartition(as.reader.id));
    expect(await awaited()).toHaveLength(1);
    minutes += 2;
    setClock(Date.now() + minutes * 60_000);
    expect((await shop.call(name, route, { ...sent, as })).status).toBe(200);
    expect(await awaited()).toEqual([]);
    const me = await shop.call('me', 'GET /me', { as });
    expect(me.body).toMatchObject({ plan: 'subscription', status: 'active' });
  },
);
