import type { ServerResponse } from 'node:http';
import { NotASourceError, probe } from '../../../functions/discovery/probe';
import { parseNetworks } from '../../../functions/network/addresses';
import { openNetwork } from '../../../functions/network/network';
import type { SourceSettings } from '../../../functions/sources/settings';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';

const TIME = { all: 1_200, first: 900, guess: 300 };

/** What else may keep the cores busy when time is up. Nothing here would end by itself. */
const SLACK_MS = 2_000;

let service: Service;
let feeds: FeedServer;
const timers: NodeJS.Timeout[] = [];

beforeAll(async () => {
  service = await startService();
  feeds = await FeedServer.start();
});
afterAll(async () => {
  for (const timer of timers) clearInterval(timer);
  await feeds.stop();
  await service.stop();
});

const asked = async (path: string, more: Partial<SourceSettings> = {}) => {
  const world = { network: openNetwork(parseNetworks('127.0.0.0/8')), table: service.table };
  const settings = { url: feeds.url(path), ...more };
  const start = performance.now();
  const outcome = await probe(world, settings, true, TIME).catch((error: unknown) => error);
  return { outcome, ms: performance.now() - start };
};

const drip = (_: unknown, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  timers.push(setInterval(() => response.write(' '), 50));
};

const pageOf = (paths: string[]) =>
  paths.map((path) => `<link rel="alternate" type="application/rss+xml" href="${path}">`).join('');

describe('asking a server that takes its time', () => {
  it('ends, whether it drips or says nothing', async () => {
    feeds.set('/drip', drip);
    feeds.set('/silent', () => undefined);
    for (const { outcome, ms } of await Promise.all([asked('/drip'), asked('/silent')])) {
      expect(outcome).toBeInstanceOf(NotASourceError);
      expect((outcome as Error).message).toContain('did not answer');
      expect(ms).toBeLessThan(TIME.first + SLACK_MS);
    }
  });

  it('ends in time for all that it names, too', async () => {
    feeds.set('/late', (_, response) => {
      timers.push(
        setTimeout(() => response.end(`<html>${pageOf(['/drip', '/silent', '/drip?2', '/drip?3'])}`), 700),
      );
    });
    for (const path of ['/drip', '/drip?2', '/drip?3', '/feed', '/rss.xml']) feeds.set(path, drip);
    const { outcome, ms } = await asked('/late');
    expect(outcome).toBeInstanceOf(NotASourceError);
    expect(ms).toBeLessThan(TIME.all + SLACK_MS);
  });

  it('ends while a login waits for its token', async () => {
    service.secrets.set('client-secret', 'x');
    feeds.set('/feed', rss([]));
    feeds.set('/token', () => undefined);
    const { outcome, ms } = await asked('/feed', {
      auth: {
        type: 'oauth2',
        tokenUrl: feeds.url('/token'),
        clientId: 'me',
        clientSecret: { secret: 'client-secret' },
      },
    });
    expect((outcome as Error).message).toContain('no answer within');
    expect(ms).toBeLessThan(TIME.all + SLACK_MS);
  });

  it('does not give up the others for one that drips', async () => {
    feeds.set('/page', (_, response) => void response.end(`<html>${pageOf(['/drip', '/good'])}`));
    feeds.set('/drip', drip);
    feeds.set('/good', rss([]));
    expect((await asked('/page')).outcome).toMatchObject({ settings: { url: feeds.url('/good') } });
  });
});
