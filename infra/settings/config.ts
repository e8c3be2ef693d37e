/** What `newsreel.config.ts` may say. All of it may be left out. */
export interface Config {
  /** How long an article is kept, in days from when it was first fetched; 0 keeps it for ever. Default: 365. */
  readonly retentionDays?: number;
  /** How many functions may ask sources at once, 2 to 1000. Default: 2, which suits a new account's ten in all. */
  readonly fetchConcurrency?: number;

  /** Where alarms are mailed to. Default: to nobody. */
  readonly alarmEmail?: string;
  /** US dollars a month from which `alarmEmail` is told, as soon as the forecast says so. Default: 20. */
  readonly monthlyBudget?: number;

  /** A domain that mails come from, which SES is set up for: `example.org`. Default: no mail. */
  readonly mailDomain?: string;
  /** Whom mails are from: `Newsreel <news@example.org>`. Default: `news@` the `mailDomain`. */
  readonly mailFrom?: string;

  /** Prices at Stripe, `price_…`, with commas between; the first is sold. Default: no paid plan. */
  readonly stripePriceId?: string;
  /** Whether there is a paid plan. Default: whether there is a `stripePriceId`; true without one sells passes alone. */
  readonly paid?: boolean;
  /** What a pass costs, in the currency's smallest unit. Default: 2000. */
  readonly passAmount?: number;
  /** Three lower-case letters. Default: eur. */
  readonly passCurrency?: string;
  /** How many days a pass lasts. Default: 30. */
  readonly passDays?: number;
  /** How many days a failed renewal leaves access. Default: 7. */
  readonly graceDays?: number;

  /** A name of your own for the service: `news.example.org`. Default: the one that AWS gives. */
  readonly domainName?: string;
  /** The zone at Route 53, `Z…`, that the records of `domainName` go into. Default: you set them where your DNS is. */
  readonly hostedZoneId?: string;
  /** A certificate of `domainName`, `arn:aws:acm:…`, in the same region. Default: the deployment makes one. */
  readonly certificateArn?: string;
}
