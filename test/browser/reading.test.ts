import { FeedServer } from '../feed-server';
import { describeInChromium } from './chromium';
import { hostileNews } from './hostile-news';
import { LocalService } from './local-service';
import { courier, publishPage, rightToLeft, wire } from './news';
import type { Stage } from './stage';
import { accessibilitySuite } from './suites/accessibility';
import { adminSuite } from './suites/admin';
import { hostileSuite } from './suites/hostile';
import { readingSuite } from './suites/reading';
import { readingScriptSuite } from './suites/reading-script';
import { watchSuite } from './suites/watch';
import { weightSuite } from './suites/weight';

describeInChromium('the pages of the news, in a browser', (visit) => {
  let feeds: FeedServer;
  let service: LocalService;

  beforeAll(async () => {
    feeds = await FeedServer.start();
    publishPage(feeds, '/courier/bell', 'The bell, whole');
    const gone = { id: 'gone', url: feeds.url('/nowhere.xml'), title: 'The Vanished Gazette' };
    service = await LocalService.start([
      courier(feeds),
      rightToLeft(feeds),
      wire(feeds),
      hostileNews(feeds),
      gone,
    ]);
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await feeds?.stop();
  });

  const stage: Stage = {
    get service() {
      return service;
    },
    get feeds() {
      return feeds;
    },
    visit: (options) => {
      const server = feeds.url('');
      return visit({ origin: service.url, pictures: server, elsewhere: [server] }, options);
    },
  };

  watchSuite(stage);

  it('says what is to come where there is no news yet', async () => {
    const { page } = await stage.visit();
    await page.goto('/');
    await page.getByRole('heading', { name: 'The first news is on its way' }).waitFor();
  });

  describe('once there is news', () => {
    beforeAll(() => service.fetchNews(), 30_000);
    readingSuite(stage);
    readingScriptSuite(stage);
    hostileSuite(stage);
    weightSuite(stage);
    adminSuite(stage);
    accessibilitySuite(stage);
  });
});
