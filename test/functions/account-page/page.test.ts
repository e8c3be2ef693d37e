import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ListedMail } from '../../../functions/my-mails/mails';
import { readerKey } from '../../../functions/table/keys';
import { type Person, passTime } from '../checkout/shop';
import { putMail } from '../my-mails/ledger-item';
import { has, openAccounts, partOf, shownAddress } from './accounts';

const accounts = openAccounts();

test('who is not signed in can, and sees what there is to buy', async () => {
  const { status, headers, text } = await accounts.page();
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringMatching(/default-src 'none'.*form-action 'self' https: http:;/),
  });
  expect(text).toContain('action="/sign-in"');
  expect(text).toContain('action="/checkout"');
  expect(text).toContain('href="/plans"');
  expect(text).toContain('€20.00');
  expect(text).not.toMatch(/<script|Sign out/);
});

describe('a plan', () => {
  test('that is none can be had, and the portal all the same', async () => {
    const as = await accounts.someone();
    const { text } = await accounts.page(as);
    expect(text).toContain(shownAddress(as));
    expect(text).toContain('You have no plan');
    expect(text).toContain('action="/checkout"');
    expect(text).toContain('action="/sign-out"');
    expect(text).toContain('action="/portal"');
  });

  test('that is a subscription says until when, and leads to the portal, not to a second one', async () => {
    const as = await accounts.someone();
    const periodEnd = Date.UTC(2040, 0, 31) / 1000;
    accounts.shop.stripe.account.subscribe(await accounts.customerOf(as), { periodEnd });
    const { text } = await accounts.pageLater(as);
    expect(text).toContain('Your subscription is paid until 31 January 2040');
    expect(text).toContain('<time datetime="2040-01-31T00:00:00.000Z">31 January 2040</time>');
    expect(text).toContain('<dd>Subscription <span class="badge good">active</span></dd>');
    expect(text).toContain('action="/portal"');
    expect(text).not.toContain('action="/checkout"');
    expect(text).not.toContain('class="notice warning"');
  });

  test('that is not paid says so above all else, and leads to where it is paid', async () => {
    const as = await accounts.someone();
    const { id } = accounts.shop.stripe.account.subscribe(await accounts.customerOf(as), {
      status: 'past_due',
    });
    const { text } = await accounts.pageLater(as);
    expect(partOf(text, '<main', '<h1')).toContain(`href="https://invoice.stripe.test/${id}"`);
    expect(text).toContain('<span class="badge bad">payment due</span>');
  });

  test.each(['unpaid', 'paused', 'incomplete', 'canceled', 'from_the_future'])(
    'that is %s leads to the portal',
    async (status) => {
      const as = await accounts.someone();
      accounts.shop.stripe.account.subscribe(await accounts.customerOf(as), { status });
      expect((await accounts.pageLater(as)).text).toContain('action="/portal"');
    },
  );

  test('that is a pass can be seen to, and another bought', async () => {
    const as = await accounts.someone();
    accounts.shop.stripe.account.buyPass(await accounts.customerOf(as));
    const { text } = await accounts.pageLater(as);
    expect(text).toMatch(/Your pass lasts until \d+ \w+ 20\d\d/);
    expect(text).toContain('action="/checkout"');
    expect(text).toContain('action="/portal"');
  });
});

describe('mail that does not come', () => {
  const mark = ({ reader }: Person, name: string) =>
    accounts.shop.service.table.client.send(
      new UpdateItemCommand({
        TableName: accounts.shop.service.table.name,
        Key: readerKey(reader.id),
        UpdateExpression: `SET ${name} = :now`,
        ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
      }),
    );

  test.each([
    ['bouncedAt', 'href="/sign-in"'],
    ['complainedAt', 'href="/account#digest"'],
  ])('(%s) is told of above all else, with what to do', async (name, way) => {
    const as = await accounts.someone();
    expect((await accounts.page(as)).text).not.toContain('class="notice warning"');
    await mark(as, name);
    const { text } = await accounts.page(as);
    expect([partOf(text, '<main', '<h1'), partOf(text, '<main', '<h1')]).toEqual(
      has('class="notice warning"', way),
    );
  });
});

describe('the mails', () => {
  test('that were sent are told of, the latest ten, and nothing in a subject is markup', async () => {
    const as = await accounts.member();
    await accounts.setDigest(as, { every: 'day', timeZone: 'Europe/Berlin' });
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
    for (let hour = 0; hour < 12; hour++) {
      await putMail(accounts.shop.service.table, as.reader.id, {
        at: at(hour),
        subject: `<b>News</b> of ${hour}`,
        ...(hour === 11 && { outcome: 'bounced' }),
      });
    }
    const text = partOf((await accounts.page(as)).text, '<h2>Mails to you');
    expect(text).toContain('The latest 10 of 12; times are of Europe/Berlin.');
    expect(text.match(/<li>/g)).toHaveLength(10);
    expect(text).toContain('<bdi>&lt;b&gt;News&lt;/b&gt; of 11</bdi>');
    expect(text).toContain(`<time datetime="${at(11)}">Mon 23 Nov, 12:00</time> · came back`);
    expect(text).not.toMatch(/<b>|of 1<|of 0</);
  });

  test.each<[ListedMail['state'], string]>([
    ['delivered', 'arrived'],
    ['uncertain', 'may have been sent'],
    ['refused', 'not sent'],
  ])('that are %s: %s', async (state, words) => {
    const as = await accounts.someone();
    const entry = state === 'delivered' ? { outcome: state } : { state: state as 'refused' };
    await putMail(accounts.shop.service.table, as.reader.id, entry);
    expect((await accounts.page(as)).text).toContain(` · ${words}`);
  });

  test('may be none', async () => {
    expect((await accounts.page(await accounts.someone())).text).toContain('None was sent lately');
  });
});

test('who was forgotten is told so', async () => {
  expect((await accounts.page(undefined, '?forgotten=true')).text).toContain(
    'role="status">You are forgotten',
  );
});

test.each(['?saved=plan', '?search=a&search=b', '?source=A', '?more=1', `?search=${'x'.repeat(1_001)}`])(
  'what nobody asks for (%s) is refused',
  async (query) => {
    expect((await accounts.page(undefined, query)).status).toBe(400);
  },
);

// The last one: that there is no key is known for a minute of the hours that it sets the clock to.
test('where there is no paid plan there is nothing to buy', async () => {
  accounts.shop.service.secrets.hold('stripe-secret-key', '');
  process.env['NEWSREEL_PAID'] = '';
  passTime(18_000_000);
  for (const as of [undefined, await accounts.someone()]) {
    const { status, text } = await accounts.page(as);
    expect([status, text.includes('/checkout'), text.includes('/portal')]).toEqual([200, false, false]);
  }
  for (const route of ['checkout', 'passes', 'portal']) {
    expect((await accounts.shop.call(route, `POST /${route}`)).status).toBe(404);
  }
  expect((await accounts.shop.call('checkout-return', 'GET /checkout/return?session_id=cs_1')).status).toBe(
    404,
  );
});
