import { deleteSource, readSource } from '../../../functions/sources/store';
import { parseTimeZone } from '../../../functions/text/time-zone';
import { type Person, passTime } from '../checkout/shop';
import { has, inBrowser, openAccounts, partOf } from './accounts';

const accounts = openAccounts();

describe('the form of a digest', () => {
  beforeAll(() =>
    accounts.shop.service.addSources({
      first: 'https://a.example/feed',
      second: 'https://b.example/feed',
      'sample-third': 'https://c.example/feed',
    }),
  );
  const formOf = async (as: Person, query = '') =>
    partOf((await accounts.page(as, query)).text, '<h2 id="digest">', '<h2 id="export">');

  test('is filled in with nothing but what is usual at first', async () => {
    const text = await formOf(await accounts.member());
    expect(text).toContain('name="every" value="never" checked');
    expect(text).toContain('<option value="8" selected>08:00</option>');
    expect(text).toMatch(/name="timeZone" value="UTC" [^>]*data-guess/);
    expect(text).toContain('<option value="Europe/Berlin">');
    expect(text).toMatch(/value="first"> <span><bdi>a\.example/);
    expect(text).toMatch(/value="sample-third"> <span><bdi>c\.example<\/bdi> <span class="badge">sample/);
    expect(text).not.toMatch(/<details open|type="checkbox"[^>]* checked/);
  });

  test('offers no time zone that is not taken', async () => {
    const text = await formOf(await accounts.member());
    const offered = [...text.matchAll(/<option value="([A-Z][^"]*)">/g)].map(([, zone = '']) => zone);
    expect(offered.length).toBeGreaterThan(300);
    expect(offered.filter((zone) => parseTimeZone(zone) === null)).toEqual([]);
  });

  test('is filled in with what is set, and nothing in it is markup', async () => {
    const as = await accounts.member();
    await accounts.setDigest(as, {
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
    const as = await accounts.member();
    const query = '?search=fog+bell&source=first&source=second&category=Sea';
    const first = await formOf(as, query);
    expect([first, first, first, first]).toEqual(
      has('value="day" checked', 'value="fog bell"', '>Sea</textarea>', 'Save it, and it comes by mail'),
    );
    expect(first.match(/type="checkbox"[^>]* checked/g)).toHaveLength(2);
    await accounts.setDigest(as, { every: 'week', hour: 5, search: 'salt', categories: ['Sky'] });
    const other = await formOf(as, '?search=fog');
    expect([other, other, other]).toEqual(
      has('value="week" checked', 'value="fog"', 'in place of the digest that you have'),
    );
    expect(other).toContain('<option value="5" selected>');
    expect(other).not.toMatch(/salt|Sky/);
  });

  test('sends what is taken, and the page says that it is saved', async () => {
    const as = await accounts.member();
    const form = {
      every: 'day',
      hour: '6',
      timeZone: 'europe/berlin',
      search: '',
      categories: 'Sea, and salt\r\nSky\r\n',
      sources: 'first',
    };
    const cookies = inBrowser(as);
    const { status, headers } = await accounts.shop.call('set-digest', 'POST /account/digest', {
      form,
      cookies,
    });
    expect([status, headers['location']]).toEqual([303, '/account?saved=digest#digest']);
    const text = await formOf(as, '?saved=digest');
    expect(text).toContain('role="status">Saved: you get your digest every day at 06:00 (Europe/Berlin)');
    expect(text).toContain('>Sea, and salt\nSky</textarea>');
    await accounts.setDigest(as, { every: 'never' });
    expect(await formOf(as, '?saved=digest')).toContain('Saved: no digest is sent to you');
  });

  test('says so where it is of a source that is no longer here, and keeps no such source', async () => {
    const as = await accounts.member();
    await accounts.shop.service.addSources({ 'soon-gone': 'https://soon-gone.example/feed' });
    await accounts.setDigest(as, { every: 'day', sources: ['soon-gone', 'second'] });
    expect(await formOf(as)).not.toContain('no longer here');
    const gone = await readSource(accounts.shop.service.table, 'soon-gone');
    await deleteSource(accounts.shop.service.table, { id: 'soon-gone', addedAt: gone?.addedAt ?? '' });
    const text = await formOf(as);
    expect(text).toContain('sources that are no longer here: soon-gone.');
    expect(text).not.toContain('value="soon-gone"');
    expect(text).toMatch(/value="second" checked/);
  });

  test('has no room for more than a hundred sources: they are typed', async () => {
    const as = await accounts.member();
    const many = Array.from({ length: 100 }, (_, at) => [`many-${at}`, `https://m${at}.example/feed`]);
    await accounts.shop.service.addSources(Object.fromEntries(many));
    await accounts.setDigest(as, { every: 'day', sources: ['many-7', 'first'] });
    const text = await formOf(as);
    expect(text).toMatch(/<textarea id="sources" name="sources"[^>]*>many-7\nfirst<\/textarea>/);
    expect(text).not.toContain('type="checkbox"');
  });

  test('is for members; who is none any more can end what they had', async () => {
    const as = await accounts.someone();
    const { id } = accounts.shop.stripe.account.subscribe(await accounts.customerOf(as));
    passTime(3_700_000);
    await accounts.setDigest(as, { every: 'day' });
    accounts.shop.stripe.account.changeSubscription(id, { status: 'canceled' });
    passTime(2 * 3_700_000);
    const { text } = await accounts.page(as);
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
    const text = await formOf(await accounts.member());
    expect(text).toContain('Mail is not set up here');
    expect(text).not.toContain('<form');
  });

  test('waits for who is not signed in', async () => {
    const { text } = await accounts.page(undefined, '?search=fog');
    expect(text).toContain('To have this by mail, sign in first');
  });
});
