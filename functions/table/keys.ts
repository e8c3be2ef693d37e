/**
 * The one place that knows the keys of the table. PK and SK are strings; articles sort by their ULID,
 * so a Query backwards is "newest first".
 */

export type Key = { PK: { S: string }; SK: { S: string } };

const key = (pk: string, sk: string): Key => ({ PK: { S: pk }, SK: { S: sk } });

export const ARTICLES = 'ARTICLES';
export const SOURCES = 'SOURCES';
export const REMOVED = 'REMOVED';

/** What a list shows of an article. */
export const articleKey = (id: string): Key => key(ARTICLES, id);

/** The article's sanitised content, only where there is more than the summary. */
export const contentKey = (id: string): Key => key('CONTENT', id);

/** A source: its settings and its polling state. */
export const sourceKey = (id: string): Key => key(SOURCES, id);

/** The entries of an origin's last readings. */
export const seenKey = (origin: string): Key => key(`SOURCE#${origin}`, 'SEEN');

/** That an origin's articles are being removed. */
export const removedKey = (origin: string): Key => key(REMOVED, origin);

/** That the first sources were put in, so that whoever removes them all is not given them again. */
export const firstSourcesKey = (): Key => key('SETTINGS', 'FIRST_SOURCES');

/** Which version the table's data is of, and how far on the way to the next. */
export const dataVersionKey = (): Key => key('SETTINGS', 'DATA_VERSION');

/** The access token that all share who ask for one with the same. @param grant digest of what it is asked with */
export const accessTokenKey = (grant: string): Key => key(`OAUTH#${grant}`, 'TOKEN');

/** Which state a subject is in. */
export const versionKey = (subject: string): Key => key('VERSIONS', subject);

/** All that is known of one person, who is a verified address: forgetting them is deleting it. */
export const readerPartition = (reader: string): string => `READER#${reader}`;
export const READER = 'READER';
export const readerKey = (reader: string): Key => key(readerPartition(reader), READER);

/** A sign-in that lasts. @param session its id */
export const sessionKey = (reader: string, session: string): Key =>
  key(readerPartition(reader), `SESSION#${session}`);

/** A link that signs in once. @param token digest of its secret */
export const signInLinkKey = (reader: string, token: string): Key =>
  key(readerPartition(reader), `LINK#${token}`);

/** What Stripe holds of one of a reader's customers. */
export const CUSTOMER_PREFIX = 'CUSTOMER#';
export const readerCustomerKey = (reader: string, customer: string): Key =>
  key(readerPartition(reader), CUSTOMER_PREFIX + customer);

/** A mail to a reader, in the ledger of what was sent. @param mail its id */
export const MAIL_PREFIX = 'MAIL#';
export const mailKey = (reader: string, mail: string): Key =>
  key(readerPartition(reader), MAIL_PREFIX + mail);

/** Mails whose sending began and did not come to a certain end yet. */
export const OPEN_MAILS = 'OPEN_MAILS';
export const openMailKey = (reader: string, mail: string): Key => key(OPEN_MAILS, `${reader}.${mail}`);

/** All digests that somebody has asked for, each with its settings: together, as the clock looks through them. */
export const DIGESTS = 'DIGESTS';
export const digestKey = (reader: string): Key => key(DIGESTS, reader);

/** Payments that strangers began for an address: nothing of its reader's own. @param payment its moment, and id */
export const awaitedPartition = (reader: string): string => `AWAITED#${reader}`;
export const awaitedKey = (reader: string, payment: string): Key => key(awaitedPartition(reader), payment);

/** That a customer is being made for a reader, so that it is made once. */
export const newCustomerKey = (reader: string): Key => key(readerPartition(reader), 'NEW_CUSTOMER');

/** All customers of Stripe's that we know, each with whose it is. */
export const CUSTOMERS = 'CUSTOMERS';
export const customerKey = (customer: string): Key => key(CUSTOMERS, customer);

/** What was answered under a caller's idempotency key. @param request digest of the key */
export const requestKey = (request: string): Key => key(`REQUEST#${request}`, 'ANSWER');

/** How often somebody did something lately. @param name of the limit, and who */
export const limitKey = (name: string): Key => key(`LIMIT#${name}`, 'LIMIT');

/** The partition of one cycle: an item for each of its messages. */
export const cyclePartition = (cycle: string): string => `CYCLE#${cycle}`;
export const cycleKey = (cycle: string, message: string): Key => key(cyclePartition(cycle), message);

/** Cycles that nobody has seen finished yet. */
export const OPEN_CYCLES = 'OPEN_CYCLES';
export const openCycleKey = (cycle: string): Key => key(OPEN_CYCLES, cycle);

/** The partition of one term's posting blocks, whose SK begins with the newest ULID in the block. */
export const termPartition = (term: string): string => `TERM#${term}`;
export const postingKey = (term: string, newest: string, batch: string): Key =>
  key(termPartition(term), `${newest}#${batch}`);
