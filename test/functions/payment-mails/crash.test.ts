import fc from 'fast-check';
import { readCustomers } from '../../../functions/entitlement/customers';
import { mailIdOf } from '../../../functions/mail/ledger';
import { happeningsOf } from '../../../functions/payment-mails/happenings';
import { reconcile } from '../../../functions/reconcile/reconcile';
import { syncCustomer } from '../../../functions/stripe/sync';
import { Fuse } from '../../fuse';
import type { StripeEvent } from '../../stripe-double/account';
import { RULES } from '../stripe/shop';
import { deliver } from '../stripe-webhook/deliver';
import { type Buyer, DAY, type Post, seconds, startPost } from './post';

const fuse = new Fuse();
let post: Post;

beforeAll(async () => {
  post = await startPost();
  // What the handlers call goes through the fuse; the tests' own table does not.
  for (const variable of ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_SES', 'STRIPE_API_BASE'])
    process.env[variable] = await fuse.guard(process.env[variable] ?? '');
});

afterEach(async () => {
  fuse.mend();
  await clear();
});

afterAll(async () => {
  fuse.stop();
  await post.stop();
});

const account = () => post.shop.double.account;
const hear = (event: StripeEvent) => deliver(post.shop.double, event);

async function clear(): Promise<void> {
  await post.shop.clear();
  post.ses.mails.length = 0;
  post.ses.failures.length = 0;
}

const reconcileAll = () =>
  reconcile(post.shop.world, RULES, { until: Date.now() + 60_000, perSecond: 1_000 });

describe('a crash between any two calls of the webhook, and all of it again', () => {
  it.each<[string, (buyer: Buyer) => void]>([
    ['a pass', ({ customer }) => account().buyPass(customer)],
    ['a subscription', ({ customer }) => account().subscribe(customer)],
    [
      'a payment that failed',
      ({ customer }) =>
        account().subscribe(customer, { status: 'past_due', start_date: seconds() - 60 * DAY }),
    ],
  ])('leads to one mail on %s; to none where it came just before the call, never to two', async (_, work) => {
    const buyers: Buyer[] = [];
    for (let hasCrashed = true, calls = 0; hasCrashed; calls++) {
      const buyer = await post.buyer();
      buyers.push(buyer);
      await syncCustomer(post.shop.world, buyer.customer);
      const events = post.eventsOf(() => work(buyer));
      fuse.set(calls);
      await hear(events[0] as StripeEvent);
      hasCrashed = fuse.mend();
      for (const event of [...events, ...events]) expect(await hear(event)).toBe(200);
    }
    await reconcileAll();
    const mailsOf = buyers.map((buyer) => post.mailsTo(buyer).length);
    for (const [index, buyer] of buyers.entries()) {
      // What was being sent is found by the sweep: nobody knows whether it was.
      const states = Object.values(await post.ledger(buyer));
      expect(mailsOf[index] === 0 ? ['sending'] : ['sent', 'sending']).toContain(states.join());
    }
    expect(mailsOf.length).toBeGreaterThan(12);
    expect(mailsOf.filter((mails) => mails === 0)).toHaveLength(1);
    expect(Math.max(...mailsOf)).toBe(1);
  });
});

it('where there is nothing to tell, the webhook calls nothing more than without mail', async () => {
  const { customer } = await post.buyer();
  const long = { start_date: seconds() - 60 * DAY };
  const [event] = post.eventsOf(() => account().subscribe(customer, long)) as [StripeEvent];
  await hear(event);
  // Three at Stripe, and two of the table: who reads, and what was read.
  fuse.set(5);
  expect(await hear(event)).toBe(200);
  expect(fuse.mend()).toBe(false);
});

describe('whatever happens, is heard of, broken off and refused', () => {
  const WORK = ['subscribe', 'try', 'renew', 'fail', 'retry', 'payOpen', 'cancel', 'buyPass', 'refund'];

  it('nothing is told twice, and all of what is so in the end is told once SES takes it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...WORK), { minLength: 1, maxLength: 7 }),
        fc.infiniteStream(fc.nat()),
        async (work, numbers) => {
          const dice = () => numbers.next().value as number;
          await clear();
          const buyer = await post.buyer();
          const waiting: StripeEvent[] = [];
          for (const step of work) {
            waiting.push(...post.eventsOf(() => happen(buyer.customer, step)));
            if (dice() % 4 === 0) post.ses.failures.push('refuse');
            if (dice() % 4 === 0) fuse.set(dice() % 20);
            const heard = waiting.filter(() => dice() % 2 === 0);
            await Promise.all(heard.map(hear));
            fuse.mend();
          }
          post.ses.failures.length = 0;
          for (const event of waiting) expect(await hear(event)).toBe(200);
          await reconcileAll();
          const ledger = await post.ledger(buyer);
          const states = Object.values(ledger);
          const mails = post.mailsTo(buyer).length;
          expect(
            states.every((state) => state === 'sent' || state === 'sending' || state === 'refused'),
          ).toBe(true);
          // A mail of the ledger is one happening: more mails than those would be one of them twice.
          expect(mails).toBeGreaterThanOrEqual(states.filter((state) => state === 'sent').length);
          expect(mails).toBeLessThanOrEqual(states.filter((state) => state !== 'refused').length);
          const person = await readCustomers(post.shop.service.table, buyer.reader);
          const so = person.flatMap((customer) => happeningsOf(customer, Date.now(), person));
          for (const { key } of so) expect(['sent', 'sending']).toContain(ledger[mailIdOf(key)]);
        },
      ),
      { numRuns: 15 },
    ));

  /** Does a thing to what the customer has, where it can be done. */
  function happen(customer: string, step: string): void {
    const subscription = account()
      .heldBy(customer, 'subscription')
      .find(({ status }) => status !== 'canceled');
    const isOpen = subscription?.['status'] === 'past_due';
    const now = seconds();
    if (step === 'subscribe') account().subscribe(customer, { start_date: now - 60 * DAY });
    if (step === 'try')
      account().subscribe(customer, { status: 'trialing', trial_end: now + DAY, periodEnd: now + DAY });
    if (step === 'buyPass') account().buyPass(customer);
    if (step === 'refund')
      for (const { id } of account().heldBy(customer, 'payment_intent').slice(0, 1)) account().refund(id);
    if (subscription === undefined) return;
    if (step === 'renew') account().renew(subscription.id);
    if (step === 'fail') account().renew(subscription.id, { isPaid: false });
    if (step === 'retry' && isOpen) account().retry(subscription.id);
    if (step === 'payOpen' && isOpen) account().payOpen(subscription.id);
    if (step === 'cancel') account().cancel(subscription.id);
  }
});
