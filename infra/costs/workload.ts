/** What a service has to do in a month. */
export interface Workload {
  sources: number;
  /** new ones of one source in a day */
  articles: number;
  /** HTML of an article's content, in KB before it is packed; 0 where feeds have summaries alone */
  content: number;
  /** days that an article is kept; 0 for ever, which is counted as ten years */
  retention: number;
  /** people who read in a month */
  readers: number;
  /** pages that each of them opens */
  pages: number;
  /** pages of a search or of a filter, besides */
  searches: number;
  /** minutes that they have a list in view, which asks every other minute what is new */
  minutes: number;
  /** feed readers that ask once an hour; of a filter, which costs more than of everything */
  feeds: number;
  /** files of the whole archive */
  exports: number;
  /** people with a subscription; where there are none, Stripe is not set up */
  members: number;
  /** dollars that a member pays a month */
  price: number;
  /** digests that are mailed in a day; where there are no members either, mail is not set up */
  digests: number;
}

/** What is so where nothing else is said. */
export const DEFAULTS: Workload = {
  sources: 20,
  articles: 10,
  content: 2.6,
  retention: 365,
  readers: 1,
  pages: 60,
  searches: 10,
  minutes: 60,
  feeds: 0,
  exports: 0,
  members: 0,
  price: 5,
  digests: 0,
};

export const HOURS = 730;
export const DAYS = HOURS / 24;

/** A cycle begins every half hour. */
export const CYCLES = HOURS * 2;

const FOR_EVER_DAYS = 3_652;

/** Articles in the table once the oldest ones expire as fast as new ones come. */
export const articlesKept = ({ sources, articles, retention }: Workload): number =>
  sources * articles * (retention === 0 ? FOR_EVER_DAYS : retention);

/** Whether a deployment for this work has Stripe, and mail. */
export const isPaid = ({ members }: Workload): boolean => members > 0;
export const hasMail = ({ members, digests }: Workload): boolean => members > 0 || digests > 0;
