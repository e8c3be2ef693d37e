import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import Stripe from 'stripe';
import { sendLinesTo } from '../../../functions/log/output';
import { writeItems } from '../../../functions/table/batch';
import type { Key } from '../../../functions/table/keys';
import type { StripeEvent } from '../../stripe-double/account';
import { readerIdOf, type Shop, startShop } from '../stripe/shop';
import { post } from './deliver';

const MARK = 'private-payload';
let shop: Shop;
let event: StripeEvent;
const logged: unknown[][] = [];

beforeAll(async () => {
  shop = await startShop();
  sendLinesTo((line) => void logged.push([line]));
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...args: unknown[]) => void logged.push(args));
  }
  const { account } = shop.double;
  const metadata = { newsreel_reader: readerIdOf('a'), note: MARK };
  account.subscribe(account.createCustomer({ metadata }).id);
  event = account.events.find(({ type }) => type === 'customer.subscription.created') as StripeEvent;
});

afterEach(() => {
  shop.service.secrets.hold('stripe-webhook-secret', shop.double.webhookSecret);
  jest.restoreAllMocks();
});

afterAll(() => shop.stop());

const signed = (options?: Parameters<Shop['double']['delivery']>[1]) => shop.double.delivery(event, options);

/** Not one thing may come of it. */
async function expectRefused(answer: Promise<APIGatewayProxyStructuredResultV2>): Promise<void> {
  const calls = shop.double.calls.length;
  const { statusCode, headers, body } = await answer;
  expect(statusCode).toBe(400);
  expect(headers?.['content-type']).toBe('application/problem+json');
  expect(body).not.toContain(MARK);
  expect(JSON.stringify(logged)).not.toContain(MARK);
  expect(shop.double.calls.length).toBe(calls);
  expect(await shop.service.table.items()).toEqual([]);
}

describe('what is refused, with nothing written, called or logged', () => {
  it('has no signature', async () => {
    await expectRefused(post(signed().body, {}));
    await expectRefused(post(signed().body, { 'stripe-signature': '' }));
    await expectRefused(post('', signed().headers));
  });

  it('has one of another secret, another body, or another scheme', async () => {
    const { body, headers } = signed();
    await expectRefused(post(body, signed({ secret: 'whsec_other' }).headers));
    await expectRefused(post(body.replace('active', 'Active'), headers));
    await expectRefused(post(`${body} `, headers));
    const signature = headers['stripe-signature'] ?? '';
    await expectRefused(post(body, { 'stripe-signature': signature.replace('v1=', 'v0=') }));
    await expectRefused(post(body, { 'stripe-signature': signature.replace(/t=\d+/, 't=x') }));
    await expectRefused(post(body, { 'stripe-signature': signature.replace(/t=\d+,/, '') }));
  });

  it('was signed more than five minutes ago, or hence', async () => {
    for (const seconds of [-310, -86_400, 310, 86_400]) {
      const { body, headers } = signed({ at: Date.now() + seconds * 1000 });
      await expectRefused(post(body, headers));
    }
  });

  it('is signed, but no event', async () => {
    for (const payload of [
      `{"${MARK}": `,
      `"${MARK}"`,
      'null',
      '[]',
      '{"type":"x","data":{"object":null}}',
    ]) {
      const { webhookSecret: secret } = shop.double;
      const header = Stripe.webhooks.generateTestHeaderString({ payload, secret });
      await expectRefused(post(payload, { 'stripe-signature': header }));
    }
  });
});

describe('what is taken', () => {
  afterEach(async () => {
    const keys = (await shop.service.table.items()).map(({ PK, SK }) => ({ PK, SK }) as Key);
    await writeItems(shop.service.table, [], keys);
  });

  const expectTaken = async (answer: Promise<APIGatewayProxyStructuredResultV2>) => {
    expect(await answer).toMatchObject({ statusCode: 200, body: '{"received":true}' });
    expect((await shop.entitlement(readerIdOf('a'))).isMember).toBe(true);
  };

  it('was signed within five minutes, by a clock that may be off', async () => {
    for (const seconds of [-290, 0, 290]) {
      const { body, headers } = signed({ at: Date.now() + seconds * 1000 });
      await expectTaken(post(body, headers));
    }
  });

  it('is text or bytes, under a header of any case', async () => {
    const { body, headers } = signed();
    const signature = headers['stripe-signature'] ?? '';
    await expectTaken(post(Buffer.from(body), { 'Stripe-Signature': signature }));
    await expectTaken(post(body, { 'STRIPE-SIGNATURE': signature }));
  });

  it('is of either secret while one is rolled', async () => {
    shop.service.secrets.hold('stripe-webhook-secret', ' whsec_new, whsec_old\n');
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    for (const secret of ['whsec_new', 'whsec_old']) {
      const { body, headers } = signed({ secret });
      await expectTaken(post(body, headers));
    }
    const { body, headers } = signed();
    expect((await post(body, headers)).statusCode).toBe(400);
  });
});

describe('a set-up that is not whole', () => {
  it.each(['', '  \n', ' , '])(
    'of the webhook’s secret %j is a fault of ours, whatever comes',
    async (secret) => {
      shop.service.secrets.hold('stripe-webhook-secret', secret);
      jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000 + Math.random() * 1e9);
      const before = logged.length;
      const { body, headers } = shop.double.delivery(event, { at: Date.now() });
      expect((await post(body, headers)).statusCode).toBe(500);
      expect((await post(body, {})).statusCode).toBe(500);
      expect(logged.slice(before).join()).toContain('stripe-webhook-secret is missing or blank');
      expect(await shop.service.table.items()).toEqual([]);
    },
  );
});
