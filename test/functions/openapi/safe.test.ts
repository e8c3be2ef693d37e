import { readSubscription, setDigest } from '../../../functions/digests/roster';
import { unsubscribeToken } from '../../../functions/digests/unsubscribe-token';
import { type Address, readerOf } from '../../../functions/readers/address';
import { welcomeReader } from '../../../functions/readers/reader';
import { makeSignInLink } from '../../../functions/readers/sign-in-link';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';
import { type SesServer, startSes } from '../readers/ses-server';
import { Asker } from './asker';
import { operations } from './described-api';
import { signIn } from './sign-in';

/** Scanners, previews and browsers that read ahead follow every link, so that a GET must change nothing. */

const ADA = 'ada@example.org' as Address;

let service: Service;
let feeds: FeedServer;
let ses: SesServer;
const asker = new Asker();
const queries: Record<string, string> = {};

beforeAll(async () => {
  [service, feeds, ses] = await Promise.all([startService(), FeedServer.start(), startSes()]);
  Object.assign(process.env, { AWS_ENDPOINT_URL_SES: ses.url, NEWSREEL_MAIL_FROM: 'news@newsreel.example' });
  feeds.set('/feed', rss([{ title: 'The lighthouse', link: 'https://example.com/lighthouse' }]));
  await service.addSources({ first: feeds.url('/feed') });
  asker.ids['GET /cycles/{id}'] = (await service.runCycle()).cycle;
  asker.ids['GET /articles/{id}'] = (await service.articles())[0]?.id ?? '';
  asker.tokens['admin'] = 'the-admin-token';
  asker.tokens['reader'] = await signIn(service.table, ADA);
  asker.tokens['member'] = asker.tokens['reader'];
  const reader = await welcomeReader(service.table, ADA);
  const everything = { hour: 8, timeZone: 'UTC', search: null, sources: [], categories: [] };
  await setDigest(service.table, reader, { every: 'day', ...everything });
  const subscription = await readSubscription(service.table, readerOf(ADA));
  if (subscription === null) throw new Error('There is no digest');
  queries['GET /unsubscribe'] = `?token=${unsubscribeToken(subscription)}`;
  queries['GET /sign-in'] = `?token=${await makeSignInLink(service.table, ADA)}`;
});

afterAll(() => Promise.all([service.stop(), feeds.stop(), ses.stop()]));

const gets = [...operations.keys()].filter((route) => route.startsWith('GET '));

it.each(gets)('%s changes nothing, and sends nothing', async (route) => {
  const before = await service.table.items();
  for (let again = 0; again < 2; again++) await asker.ask(route, { query: queries[route] ?? '' });
  expect(await service.table.items()).toEqual(before);
  expect(ses.mails).toEqual([]);
});

it('a link that was looked at still works', async () => {
  const body = { body: JSON.stringify({ token: queries['GET /sign-in']?.slice('?token='.length) }) };
  expect((await asker.ask('POST /sign-in/confirm', body)).status).toBe(200);
  expect((await asker.ask('POST /unsubscribe', { query: queries['GET /unsubscribe'] ?? '' })).status).toBe(
    200,
  );
  const { settings } = (await readSubscription(service.table, readerOf(ADA))) ?? {};
  expect(settings?.every).toBe('never');
});
