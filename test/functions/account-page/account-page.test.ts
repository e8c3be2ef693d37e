import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ListedMail } from '../../../functions/my-mails/mails';
import { deleteSource, readSource } from '../../../functions/sources/store';
import { readerKey } from '../../../functions/table/keys';
import { parseTimeZone } from '../../../functions/text/time-zone';
import { type Person, passTime, Shop } from '../checkout/shop';
import { putMail } from '../my-mails/ledger-item';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.stripe.setUp(shop.service.secrets);
  process.env['NEWSREEL_MAIL_FROM'] = 'Newsreel <news@newsreel.example>';
});
afterEach(() => {
  jest.restoreAllMocks();
  shop.stripe.mend();
});

let people = 0;
const someone = () => shop.signIn(`o'neill+${++people}@example.com`);
const inBrowser = (as?: Person) => (as === undefined ? [] : [`__Host-newsreel=${as.token}`]);
const page = (as?: Person, query = '') =>
  shop.call('account-page', `GET /account${query}`, { cookies: inBrowser(as) });
const customerOf = async (as: Person): Promise<string> => {
  await shop.call('portal', 'POST /portal', { as });
  return shop.all('customer').find((one) => one['email'] === as.reader.address)?.id ?? '';
};
const webhookComes = async (as: Person) => {
  passTime(3_700_000);
  return page(as);
};
const member = async (): Promise<Person> => {
  const as = await someone();
  shop.stripe.account.buyPass(await customerOf(as));
  passTime(3_700_000);
  await shop.call('me', 'GET /me', { as });
  jest.restoreAllMocks();
  return as;
};
const setDigest = (as: Person, body: object) => shop.call('set-digest', 'PUT /me/digest', { as, body });
const has = (...texts: string[]) => texts.map((text) => expect.stringContaining(text));
/** What a page has between two of its headings. */
const partOf = (text: string, from: string, to = '</main>'): string =>
  text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));

test('who is not signed in can, and sees what there is to buy', async () => {
  const { status, headers, text } = await page();
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
    const as = await someone();
    const { text } = await page(as);
    expect(text).toContain(`o&#39;neill+${people}@example.com`);
    expect(text).toContain('You have no plan');
    expect(text).toContain('action="/checkout"');
    expect(text).toContain('action="/sign-out"');
    expect(text).toContain('action="/portal"');
  });

  test('that is a subscription says until when, and leads to the portal, not to a second one', async () => {
    const as = await someone();
    const periodEnd = Date.UTC(2040, 0, 31) / 1000;
    shop.stripe.account.subscribe(await customerOf(as), { periodEnd });
    const { text } = await webhookComes(as);
    expect(text).toContain('Your subscription is paid until 31 January 2040');
    expect(text).toContain('<time datetime="2040-01-31T00:00:00.000Z">31 January 2040</time>');
    expect(text).toContain('<dd>Subscription <span class="badge good">active</span></dd>');
    expect(text).toContain('action="/portal"');
    expect(text).not.toContain('action="/checkout"');
    expect(text).not.toContain('class="notice warning"');
  });

  test('that is not paid says so above all else, and leads to where it is paid', async () => {
    const as = await someone();
    const { id } = shop.stripe.account.subscribe(await customerOf(as), { status: 'past_due' });
    const { text } = await webhookComes(as);
    expect(partOf(text, '<main', '<h1')).toContain(`href="https://invoice.stripe.test/${id}"`);
    expect(text).toContain('<span class="badge bad">payment due</span>');
  });

  test.each(['unpaid', 'paused', 'incomplete', 'canceled', 'from_the_future'])(
    'that is %s leads to the portal',
    async (status) => {
      const as = await someone();
      shop.stripe.account.subscribe(await customerOf(as), { status });
      expect((await webhookComes(as)).text).toContain('action="/portal"');
    },
  );

  test('that is a pass can be seen to, and another bought', async () => {
    const as = await someone();
    shop.stripe.account.buyPass(await customerOf(as));
    const { text } = await webhookComes(as);
    expect(text).toMatch(/Your pass lasts until \d+ \w+ 20\d\d/);
    expect(text).toContain('action="/checkout"');
    expect(text).toContain('action="/portal"');
  });
});

describe('mail that does not come', () => {
  const mark = ({ reader }: Person, name: string) =>
    shop.service.table.client.send(
      new UpdateItemCommand({
        TableName: shop.service.table.name,
        Key: readerKey(reader.id),
        UpdateExpression: `SET ${name} = :now`,
        ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
      }),
    );

  test.each([
    ['bouncedAt', 'href="/sign-in"'],
    ['complainedAt', 'href="/account#digest"'],
  ])('(%s) is told of above all else, with what to do', async (name, way) => {
    const as = await someone();
    expect((await page(as)).text).not.toContain('class="notice warning"');
    await mark(as, name);
    const { text } = await page(as);
    expect([partOf(text, '<main', '<h1'), partOf(text, '<main', '<h1')]).toEqual(
      has('class="notice warning"', way),
    );
  });
});

describe('the form of a digest', () => {
  beforeAll(() =>
    shop.service.addSources({
      first: 'https://a.example/feed',
      second: 'https://b.example/feed',
      'sample-third': 'https://c.example/feed',
    }),
  );
  const formOf = async (as: Person, query = '') =>
    partOf((await page(as, query)).text, '<h2 id="digest">', '<h2 id="export">');

  test('is filled in with nothing but what is usual at first', async () => {
    const text = await formOf(await member());
    expect(text).toContain('name="every" value="never" checked');
    expect(text).toContain('<option value="8" selected>08:00</option>');
    expect(text).toMatch(/name="timeZone" value="UTC" [^>]*data-guess/);
    expect(text).toContain('<option value="Europe/Berlin">');
    expect(text).toMatch(/value="first"> <span><bdi>a\.example/);
    expect(text).toMatch(/value="sample-third"> <span><bdi>c\.example<\/bdi> <span class="badge">sample/);
    expect(text).not.toMatch(/<details open|type="checkbox"[^>]* checked/);
  });

  test('offers no time zone that is not taken', async () => {
    const text = await formOf(await member());
    const offered = [...text.matchAll(/<option value="([A-Z][^"]*)">/g)].map(([, zone = '']) => zone);
    expect(offered.length).toBeGreaterThan(300);
    expect(offered.filter((zone) => parseTimeZone(zone) === null)).toEqual([]);
  });

  test('is filled in with what is set, and nothing in it is markup', async () => {
    const as = await member();
    await setDigest(as, {
      every: 'week',
      hour: 23,
      timeZone: 'Asia/Kathmandu',
      search: '"><script>alert(1)</script>',
      sources: ['second'],
      categories: ['Sea, and salt', '</textarea><img src=x onerror=alert(2)>'],
    });
    const text = await formOf(as);
    expect(text).toContain('name="every" value="week" checked');
    expect(text).toContain('<option value="23" selected>23:00</option>');
    expect(text).toMatch(/name="timeZone" value="Asia\/Kathmandu"/);
    expect(text).not.toContain('data-guess');
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(text).toContain('Sea, and salt\n&lt;/textarea&gt;&lt;img src=x onerror=alert(2)&gt;</textarea>');
    expect(text).toMatch(/<details open>.*value="second" checked/s);
    expect(text).not.toMatch(/<script>|<img/);
  });

  test('is filled in with a search of the news, for a new digest or another', async () => {
    const as = await member();
    const query = '?search=fog+bell&source=first&source=second&category=Sea';
    const first = await formOf(as, query);
    expect([first, first, first, first]).toEqual(
      has('value="day" checked', 'value="fog bell"', '>Sea</textarea>', 'Save it, and it comes by mail'),
    );
    expect(first.match(/type="checkbox"[^>]* checked/g)).toHaveLength(2);
    await setDigest(as, { every: 'week', hour: 5, search: 'salt', categories: ['Sky'] });
    const other = await formOf(as, '?search=fog');
    expect([other, other, other]).toEqual(
      has('value="week" checked', 'value="fog"', 'in place of the digest that you have'),
    );
    expect(other).toContain('<option value="5" selected>');
    expect(other).not.toMatch(/salt|Sky/);
  });

  test('sends what is taken, and the page says that it is saved', async () => {
    const as = await member();
    const form = {
      every: 'day',
      hour: '6',
      timeZone: 'europe/berlin',
      search: '',
      categories: 'Sea, and salt\r\nSky\r\n',
      sources: 'first',
    };
    const cookies = inBrowser(as);
    const { status, headers } = await shop.call('set-digest', 'POST /account/digest', { form, cookies });
    expect([status, headers['location']]).toEqual([303, '/account?saved=digest#digest']);
    const text = await formOf(as, '?saved=digest');
    expect(text).toContain('role="status">Saved: you get your digest every day at 06:00 (Europe/Berlin)');
    expect(text).toContain('>Sea, and salt\nSky</textarea>');
    await setDigest(as, { every: 'never' });
    expect(await formOf(as, '?saved=digest')).toContain('Saved: no digest is sent to you');
  });

  test('says so where it is of a source that is no longer here, and keeps no such source', async () => {
    const as = await member();
    await shop.service.addSources({ 'soon-gone': 'https://soon-gone.example/feed' });
    await setDigest(as, { every: 'day', sources: ['soon-gone', 'second'] });
    expect(await formOf(as)).not.toContain('no longer here');
    const gone = await readSource(shop.service.table, 'soon-gone');
    await deleteSource(shop.service.table, { id: 'soon-gone', addedAt: gone?.addedAt ?? '' });
    const text = await formOf(as);
    expect(text).toContain('sources that are no longer here: soon-gone.');
    expect(text).not.toContain('value="soon-gone"');
    expect(text).toMatch(/value="second" checked/);
  });

  test('has no room for more than a hundred sources: they are typed', async () => {
    const as = await member();
    const many = Array.from({ length: 100 }, (_, at) => [`many-${at}`, `https://m${at}.example/feed`]);
    await shop.service.addSources(Object.fromEntries(many));
    await setDigest(as, { every: 'day', sources: ['many-7', 'first'] });
    const text = await formOf(as);
    expect(text).toMatch(/<textarea id="sources" name="sources"[^>]*>many-7\nfirst<\/textarea>/);
    expect(text).not.toContain('type="checkbox"');
  });

  test('is for members; who is none any more can end what they had', async () => {
    const as = await someone();
    const { id } = shop.stripe.account.subscribe(await customerOf(as));
    passTime(3_700_000);
    await setDigest(as, { every: 'day' });
    shop.stripe.account.changeSubscription(id, { status: 'canceled' });
    passTime(2 * 3_700_000);
    const { text } = await page(as);
    const digest = partOf(text, '<h2 id="digest">', '<h2 id="export">');
    expect([digest, digest, digest]).toEqual(
      has(
        'Digests are for members. Your subscription has ended',
        'href="/plans"',
        'name="every" value="never"',
      ),
    );
    expect(digest).not.toContain('name="hour"');
  });

  test('is none where mail is not set up', async () => {
    process.env['NEWSREEL_MAIL_FROM'] = '';
    const text = await formOf(await member());
    expect(text).toContain('Mail is not set up here');
    expect(text).not.toContain('<form');
  });

  test('waits for who is not signed in', async () => {
    const { text } = await page(undefined, '?search=fog');
    expect(text).toContain('To have this by mail, sign in first');
  });
});

describe('the mails', () => {
  test('that were sent are told of, the latest ten, and nothing in a subject is markup', async () => {
    const as = await member();
    await setDigest(as, { every: 'day', timeZone: 'Europe/Berlin' });
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
    for (let hour = 0; hour < 12; hour++) {
      await putMail(shop.service.table, as.reader.id, {
        at: at(hour),
        subject: `<b>News</b> of ${hour}`,
        ...(hour === 11 && { outcome: 'bounced' }),
      });
    }
    const text = partOf((await page(as)).text, '<h2>Mails to you');
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
    const as = await someone();
    const entry = state === 'delivered' ? { outcome: state } : { state: state as 'refused' };
    await putMail(shop.service.table, as.reader.id, entry);
    expect((await page(as)).text).toContain(` · ${words}`);
  });

  test('may be none', async () => {
    expect((await page(await someone())).text).toContain('None was sent lately');
  });
});

describe('the export', () => {
  const exporting = (query: string, as?: Person, accept = '*/*') =>
    shop.call('account-page', `GET /account/export${query}`, { cookies: inBrowser(as), headers: { accept } });

  test('has a form for members, who are told what comes without a script', async () => {
    const { text } = await page(await member());
    const form = partOf(text, '<h2 id="export">', '<h2>Mails');
    expect([form, form, form]).toEqual(
      has('action="/account/export"', '5,000 at least', '<p id="export-state" role="status"></p>'),
    );
    expect(text).toMatch(/<script type="module" src="\/assets\/account\.[\da-f]{8}\.js">/);
    const { text: toOther } = await page(await someone());
    expect(toOther).toMatch(/All articles as a file are for members\. You have no plan\. <a href="\/plans">/);
    expect(toOther).not.toContain('action="/account/export"');
  });

  test('begins without what the form left empty', async () => {
    const as = await member();
    const address = async (query: string) => (await exporting(query, as)).headers['location'];
    expect(await address('?format=csv&search=&since=&until=')).toBe('/export?format=csv');
    expect(await address('?format=json&search=fog+bell%26&since=2026-11-01&until=')).toBe(
      '/export?format=json&search=fog+bell%26&since=2026-11-01',
    );
    expect(await address('')).toBe('/export');
    const begun = await exporting('?format=csv&search=%20', as);
    expect([begun.status, begun.headers['cache-control']]).toEqual([303, 'no-store']);
    const to = begun.headers['location'] ?? '';
    expect((await shop.call('export', `GET ${to}`, { cookies: inBrowser(as) })).status).toBe(200);
  });

  test('is refused on a page that says what to do', async () => {
    const as = await member();
    const wrong = await exporting('?format=xml&since=tomorrow', as, 'text/html');
    expect([wrong.status, wrong.text, wrong.text]).toEqual([400, ...has('format must be', 'since must be')]);
    expect((await exporting('?cursor=x', as)).status).toBe(400);
    const poor = await exporting('', await someone(), 'text/html');
    expect([poor.status, poor.text]).toEqual([
      402,
      expect.stringContaining('href="https://news.example/account"'),
    ]);
    expect(poor.text).not.toContain('Go on at');
    const stranger = await exporting('', undefined, 'text/html');
    expect([stranger.status, stranger.text]).toEqual([401, expect.stringContaining('action="/sign-in"')]);
  });
});

describe('the page before an account is deleted', () => {
  const asking = (as?: Person, accept = 'text/html') =>
    shop.call('account-page', 'GET /account/delete', { cookies: inBrowser(as), headers: { accept } });

  test('says what goes and what stays, and changes nothing', async () => {
    const as = await someone();
    const { status, text, headers } = await asking(as);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect([text, text, text]).toEqual(
      has(`o&#39;neill+${people}@`, 'Stripe keeps', 'action="/account/delete"'),
    );
    expect(text).not.toContain('name="cancel"');
    expect((await page(as)).text).toContain('href="/account/delete"');
  });

  test('wants a word on a subscription that goes on, and none on one that ends', async () => {
    const as = await someone();
    const { id } = shop.stripe.account.subscribe(await customerOf(as));
    passTime(3_700_000);
    const { text } = await asking(as);
    expect(text).toMatch(/<input type="checkbox" name="cancel" value="true" required>/);
    shop.stripe.account.changeSubscription(id, { cancel_at_period_end: true });
    passTime(2 * 3_700_000);
    expect((await asking(as)).text).not.toContain('name="cancel"');
  });

  test('is nobody’s who is not signed in', async () => {
    expect(await asking()).toMatchObject({ status: 401, text: expect.stringContaining('action="/sign-in"') });
    expect((await asking(undefined, '*/*')).headers['content-type']).toBe('application/problem+json');
  });
});

test('who was forgotten is told so', async () => {
  expect((await page(undefined, '?forgotten=true')).text).toContain('role="status">You are forgotten');
});

test.each(['?saved=plan', '?search=a&search=b', '?source=A', '?more=1', `?search=${'x'.repeat(1_001)}`])(
  'what nobody asks for (%s) is refused',
  async (query) => {
    expect((await page(undefined, query)).status).toBe(400);
  },
);

// The last one: that there is no key is known for a minute of the hours that it sets the clock to.
test('where there is no paid plan there is nothing to buy', async () => {
  shop.service.secrets.hold('stripe-secret-key', '');
  process.env['NEWSREEL_PAID'] = '';
  passTime(18_000_000);
  for (const as of [undefined, await someone()]) {
    const { status, text } = await page(as);
    expect([status, text.includes('/checkout'), text.includes('/portal')]).toEqual([200, false, false]);
  }
  for (const route of ['checkout', 'passes', 'portal']) {
    expect((await shop.call(route, `POST /${route}`)).status).toBe(404);
  }
  expect((await shop.call('checkout-return', 'GET /checkout/return?session_id=cs_1')).status).toBe(404);
});
