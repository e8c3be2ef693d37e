import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { handler } from '../../../functions/reconcile/handler';
import { reconcile } from '../../../functions/reconcile/reconcile';
import { forgetCustomer } from '../../../functions/stripe/forget';
import { syncCustomer } from '../../../functions/stripe/sync';
import { readerCustomerKey } from '../../../functions/table/keys';
import { keepLog } from '../../log';
import { passTime } from '../checkout/shop';
import { type Buyer, DAY, type Post, seconds, setUpMail, startPost } from '../payment-mails/post';
import { addressOf, RULES } from '../stripe/shop';

let post: Post;

beforeAll(async () => {
  post = await startPost();
});

afterEach(async () => {
  jest.restoreAllMocks();
  setUpMail();
  await post.shop.clear();
  post.ses.mails.length = 0;
  post.ses.failures.length = 0;
});

afterAll(() => post.stop());

const account = () => post.shop.double.account;
const run = (until = Date.now() + 60_000) => reconcile(post.shop.world, RULES, { until, perSecond: 1_000 });
const subjectsTo = (buyer: Pick<Buyer, 'address'>) => post.mailsTo(buyer).map(({ subject }) => subject);

/** As if it had been read so long ago. */
async function readAgo(days: number, { reader, customer }: Buyer): Promise<void> {
  const { client, name } = post.shop.service.table;
  const Key = readerCustomerKey(reader, customer);
  const items = await post.shop.service.table.items(Key.PK.S);
  const facts = JSON.parse(items.find(({ SK }) => SK?.S === Key.SK.S)?.['facts']?.S ?? '');
  const readAt = new Date(Date.now() - days * DAY * 1000).toISOString();
  await client.send(
    new UpdateItemCommand({
      TableName: name,
      Key,
      UpdateExpression: 'SET facts = :facts',
      ExpressionAttributeValues: { ':facts': { S: JSON.stringify({ ...facts, readAt }) } },
    }),
  );
}

describe('what no webhook told of is told within a day', () => {
  it('of who is read again: a renewal that failed, and not what is paid by now', async () => {
    const buyers = [await post.buyer(), await post.buyer()] as const;
    for (const buyer of buyers) {
      const { id } = account().subscribe(buyer.customer, { start_date: seconds() - 60 * DAY });
      account().renew(id, { isPaid: false });
      await syncCustomer(post.shop.world, buyer.customer);
      await readAgo(1, buyer);
    }
    const [, paying] = buyers;
    const paid = account()
      .store.all('subscription')
      .find(({ customer }) => customer === paying.customer);
    account().payOpen(paid?.id ?? '');
    await run();
    await run();
    expect(buyers.map(subjectsTo)).toEqual([['Your payment did not go through'], []]);
  });

  it('by the rule, under the key of the day, and no second time', async () => {
    const buyer = await post.buyer();
    account().buyPass(buyer.customer);
    // The key that was read before is kept for a minute.
    passTime(120_000);
    for (const id of ['today', 'tomorrow']) {
      expect(await handler({ id }, { getRemainingTimeInMillis: () => 60_000 })).toMatchObject({ failed: 0 });
    }
    expect(subjectsTo(buyer)).toHaveLength(1);
  });

  it('of who is not: what ended, though nothing of it can change', async () => {
    const buyer = await post.buyer();
    account().cancel(account().subscribe(buyer.customer).id);
    await syncCustomer(post.shop.world, buyer.customer);
    await readAgo(1, buyer);
    for (const event of account().store.all('event')) event.created -= 30 * DAY;
    expect(await run()).toMatchObject({ read: 0 });
    await run();
    expect(subjectsTo(buyer)).toEqual(['Your subscription has ended']);
  });

  it('of who never signed in, by the address that paid, also where SES refused it before', async () => {
    const kept = keepLog();
    const { id } = account().createCustomer({ email: addressOf('stranger') });
    account().buyPass(id);
    post.ses.failures.push('refuse');
    await run();
    expect(kept.lines('ERROR')).toHaveLength(1);
    expect(kept.written.join()).not.toMatch(/@example|cus_/);
    expect(subjectsTo({ address: addressOf('stranger') })).toEqual([]);
    await run();
    await run();
    expect(subjectsTo({ address: addressOf('stranger') })).toHaveLength(1);
  });
});

describe('nobody is told', () => {
  it('where nobody said where mails are to lead, which is logged once', async () => {
    const kept = keepLog();
    process.env['NEWSREEL_URL'] = '';
    const buyers = [await post.buyer(), await post.buyer()];
    for (const { customer } of buyers) account().buyPass(customer);
    await run();
    expect(post.ses.mails).toEqual([]);
    expect(kept.lines('WARN')).toMatchObject([{ message: expect.stringContaining('NEWSREEL_URL') }]);
    setUpMail();
    await run();
    expect(post.ses.mails).toHaveLength(2);
  });

  it('where mail is not set up, without a word', async () => {
    const kept = keepLog();
    Object.assign(process.env, { NEWSREEL_MAIL_FROM: '', NEWSREEL_URL: '' });
    const buyer = await post.buyer();
    account().buyPass(buyer.customer);
    await run();
    expect(await post.ledger(buyer)).toEqual({});
    expect(kept.lines()).toEqual([]);
  });

  it('once there is no time left, who was forgotten, and of what is long ago', async () => {
    const [late, gone, old] = [await post.buyer(), await post.buyer(), await post.buyer()];
    account().buyPass(late.customer);
    account().buyPass(gone.customer);
    account().buyPass(old.customer, { at: seconds() - 8 * DAY });
    for (const { customer } of [late, gone, old]) await syncCustomer(post.shop.world, customer);
    await forgetCustomer(post.shop.service.table, gone.customer);
    await run(Date.now() - 1);
    expect(post.ses.mails).toEqual([]);
    await run();
    expect(post.ses.mails.map(({ to }) => to)).toEqual([late.address]);
  });
});
