import { FeedServer } from '../feed-server';
import { describeInChromium } from './chromium';
import { LocalService } from './local-service';
import { courier } from './news';
import type { Stage } from './stage';
import { StripePages } from './stripe-pages';
import { buyingSuite } from './suites/buying';
import { membersSuite } from './suites/members';

describeInChromium('the pages of members, in a browser', (visit) => {
  let feeds: FeedServer;
  let stripe: StripePages;
  let service: LocalService;

  beforeAll(async () => {
    [feeds, stripe] = await Promise.all([FeedServer.start(), StripePages.start()]);
    service = await LocalService.start([courier(feeds)], stripe.settings);
    await service.fetchNews();
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await Promise.all([stripe?.stop(), feeds?.stop()]);
  });

  const stage: Stage = {
    get service() {
      return service;
    },
    get feeds() {
      return feeds;
    },
    visit: (options) =>
      visit({ origin: service.url, pictures: feeds.url(''), elsewhere: [stripe.url] }, options),
  };

  buyingSuite(stage, () => stripe);
  membersSuite(stage, () => stripe);
});
