/**
 * What a line of the log may say besides its message: ids, numbers and names of ours. There is no field for an
 * address, a URL, a body or any text of somebody else's.
 */
export interface Facts {
  /** a source's id */
  source?: string;
  /** a reader's id, which is a digest */
  reader?: string;
  /** a mail's id in the ledger */
  mail?: string;
  /** what mails are about, such as `payment-failed:in_…:2` */
  occasions?: readonly string[];
  /** which template a mail is of, or which type an event of Stripe's */
  kind?: string;
  /** Stripe's id of an event */
  stripeEvent?: string;
  /** whether Stripe sent it from its live mode */
  livemode?: boolean;
  /** what became of something, in a word of ours */
  result?: string;
  /** ISO 8601: when what is told of happened */
  at?: string;
  /** the name of a secret, never what it is */
  secret?: string;
  cycles?: readonly string[];
  sources?: number;
  failed?: number;
  newArticles?: number;
  articles?: number;
  messages?: number;
  readers?: number;
  digests?: number;
  customers?: number;
  corrected?: number;
  left?: number;
  /** of the table's data */
  version?: number;
  uncertain?: number;
  cleared?: number;
  /** how long it took */
  ms?: number;
}

/** Ids and names are of these, and a route has a space; an address, a URL, a query or a line of text is not. */
const ID = /^(?!.*\/\/)(?!(?:[^ ]* ){3})[\w .:#/{}$-]{1,200}$/;

/** More are no help. */
const MOST_OF_A_LIST = 20;

/** Facts as they are written: what is no id for all that is left out. */
export function writtenFacts(facts: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, written(value)]));
}

function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MOST_OF_A_LIST).map(written);
  return typeof value !== 'string' || ID.test(value) ? value : '(left out)';
}
