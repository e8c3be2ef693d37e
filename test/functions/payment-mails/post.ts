import { mailIdOf, parseLedgerEntry } from '../../../functions/mail/ledger';
import { MAIL_PREFIX, readerPartition } from '../../../functions/table/keys';
import type { StripeEvent } from '../../stripe-double/account';
import { type SesServer, startSes, type TakenMail } from '../readers/ses-server';
import { addressOf, readerIdOf, type Shop, startShop } from '../stripe/shop';

export const DAY = 86_400;
export const seconds = (): number => Math.floor(Date.now() / 1000);

/** Somebody with a customer of their own at Stripe. */
export interface Buyer {
  reader: string;
  address: string;
  customer: string;
}

/** A shop whose buyers get mail. */
export interface Post {
  shop: Shop;
  ses: SesServer;
  /** somebody new who has signed in, and bought nothing yet */
  buyer(): Promise<Buyer>;
  /** what they got, oldest first */
  mailsTo(buyer: Pick<Buyer, 'address'>): TakenMail[];
  /** how their mails ended, by the ids of the mails */
  ledger(buyer: Pick<Buyer, 'reader'>): Promise<Record<string, string>>;
  /** how the mail on something ended; undefined where it was not begun */
  stateOf(buyer: Pick<Buyer, 'reader'>, key: string): Promise<string | undefined>;
  /** what Stripe has to tell of what is done */
  eventsOf(work: () => void): StripeEvent[];
  stop(): Promise<void>;
}

/** Starts all of it for one test file, with mail set up. */
export async function startPost(): Promise<Post> {
  const shop = await startShop();
  const ses = await startSes();
  setUpMail();
  process.env['AWS_ENDPOINT_URL_SES'] = ses.url;
  let people = 0;

  const ledger: Post['ledger'] = async ({ reader }) => {
    const items = await shop.service.table.items(readerPartition(reader));
    const entries = items.filter(({ SK }) => SK?.S?.startsWith(MAIL_PREFIX)).map(parseLedgerEntry);
    return Object.fromEntries(entries.map(({ mail, state }) => [mail, state]));
  };

  return {
    shop,
    ses,
    buyer: async () => {
      const name = `buyer${++people}`;
      await shop.reader(name);
      const { id } = shop.double.account.createCustomer({
        email: addressOf(name),
        metadata: { newsreel_reader: readerIdOf(name) },
      });
      return { reader: readerIdOf(name), address: addressOf(name), customer: id };
    },
    mailsTo: ({ address }) => ses.mails.filter(({ to }) => to === address),
    ledger,
    stateOf: async (buyer, key) => (await ledger(buyer))[mailIdOf(key)],
    eventsOf: (work) => {
      const { events } = shop.double.account;
      const before = events.length;
      work();
      return events.slice(before);
    },
    stop: async () => {
      await ses.stop();
      await shop.stop();
    },
  };
}

/** So that mail can be sent, from where readers find us. */
export function setUpMail(): void {
  Object.assign(process.env, {
    NEWSREEL_MAIL_FROM: 'Newsreel <news@newsreel.example>',
    NEWSREEL_MAIL_CONFIGURATION: 'mails-of-tests',
    NEWSREEL_URL: 'https://news.newsreel.example',
  });
}
