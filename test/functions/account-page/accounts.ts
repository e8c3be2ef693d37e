import { type Answered, type Person, passTime, Shop } from '../checkout/shop';

let people = 0;

/** People with accounts, in a shop of a test file's own. */
export class Accounts {
  private opened: Shop | undefined;

  /** the shop that they are customers of, once it is open */
  get shop(): Shop {
    if (this.opened === undefined) throw new Error('The shop opens before the first test');
    return this.opened;
  }

  async open(): Promise<void> {
    this.opened = await Shop.open();
  }

  /** Signs somebody new in, with an address that must be escaped. */
  someone(): Promise<Person> {
    return this.shop.signIn(`o'neill+${++people}@example.com`);
  }

  /** Signs somebody new in who has a pass. */
  async member(): Promise<Person> {
    const as = await this.someone();
    this.shop.stripe.account.buyPass(await this.customerOf(as));
    passTime(3_700_000);
    await this.shop.call('me', 'GET /me', { as });
    jest.restoreAllMocks();
    return as;
  }

  /** Makes somebody a customer. @returns whom Stripe knows them as */
  async customerOf(as: Person): Promise<string> {
    await this.shop.call('portal', 'POST /portal', { as });
    return this.shop.all('customer').find((one) => one['email'] === as.reader.address)?.id ?? '';
  }

  /** Opens the account page, as somebody or as nobody. @param query such as `?saved=digest` */
  page(as?: Person, query = ''): Promise<Answered> {
    return this.shop.call('account-page', `GET /account${query}`, { cookies: inBrowser(as) });
  }

  /** Opens the page once so much time has passed that Stripe is looked at anew. */
  pageLater(as: Person): Promise<Answered> {
    passTime(3_700_000);
    return this.page(as);
  }

  setDigest(as: Person, body: object): Promise<Answered> {
    return this.shop.call('set-digest', 'PUT /me/digest', { as, body });
  }
}

/** Opens accounts for the tests of a file: before each of them Stripe, mail and the clock are as they should be. */
export function openAccounts(): Accounts {
  const accounts = new Accounts();
  beforeAll(() => accounts.open());
  afterAll(() => accounts.shop.close());
  beforeEach(() => {
    accounts.shop.stripe.setUp(accounts.shop.service.secrets);
    process.env['NEWSREEL_MAIL_FROM'] = 'Newsreel <news@newsreel.example>';
  });
  afterEach(() => {
    jest.restoreAllMocks();
    accounts.shop.stripe.mend();
  });
  return accounts;
}

/** The cookie of who is signed in. */
export const inBrowser = (as?: Person): string[] => (as === undefined ? [] : [`__Host-newsreel=${as.token}`]);

/** An address as a page writes it. */
export const shownAddress = ({ reader }: Person): string => reader.address.replace("'", '&#39;');

export const has = (...texts: string[]) => texts.map((text) => expect.stringContaining(text));

/** What a page has between two of its headings. */
export const partOf = (text: string, from: string, to = '</main>'): string =>
  text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));
