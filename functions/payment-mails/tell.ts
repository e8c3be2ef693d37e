import { readCustomers } from '../entitlement/customers';
import type { CustomerFacts } from '../entitlement/facts';
import { accessRules } from '../entitlement/rules';
import { log } from '../log/log';
import { mailIdOf, readPosting } from '../mail/ledger';
import type { Mail } from '../mail/mail';
import { isMailSetUp } from '../mail/send';
import { sendOnce } from '../mail/send-once';
import type { Address } from '../readers/address';
import { readReader } from '../readers/reader';
import type { Table } from '../table/client';
import { mailOf } from './compose';
import { type Happening, happeningsOf } from './happenings';

/** A customer as it was read, and where its reader gets mail. */
export interface Payer {
  /** the reader's id */
  reader: string;
  facts: CustomerFacts;
  /** the reader's address as Stripe has it, asked for only where they never signed in; null for none */
  address(): Promise<Address | null>;
}

/**
 * Mails a payer what happened lately and they were not told of yet; nothing where mail is not set up. What fails is
 * logged and stops nothing: what SES refused is tried again by whoever tells next, the rest never.
 * @param url origin of our pages
 */
export async function tell(table: Table, url: string, payer: Payer): Promise<void> {
  if (!isMailSetUp()) return;
  const now = Date.now();
  const happenings = happeningsOf(payer.facts, now);
  try {
    if (await isAnyUntold(table, payer.reader, happenings)) await tellUntold(table, url, payer, now);
  } catch (error) {
    logged(
      happenings.map(({ key }) => key),
      error,
    );
  }
}

/** Of what was told nothing more is read. */
async function isAnyUntold(table: Table, reader: string, happenings: readonly Happening[]): Promise<boolean> {
  const entries = await Promise.all(
    happenings.map(({ key }) => readPosting(table, { reader, mail: mailIdOf(key) })),
  );
  return entries.some((entry) => entry === null || entry.state === 'refused');
}

async function tellUntold(
  table: Table,
  url: string,
  { reader, facts, address }: Payer,
  now: number,
): Promise<void> {
  const to = (await readReader(table, reader))?.address ?? (await address());
  // Read last: of who is forgotten the customers go before the reader, so that nobody is left to be told.
  const person = await readCustomers(table, reader);
  const customer = person.find((one) => one.customer === facts.customer);
  if (to === null || customer === undefined) return;
  const recipient = { to, person, rules: accessRules(), url };
  await Promise.all(
    happeningsOf(customer, now, person).map((happening) =>
      send(table, reader, happening.key, () => mailOf(happening, recipient, now)),
    ),
  );
}

async function send(table: Table, reader: string, key: string, compose: () => Mail): Promise<void> {
  try {
    await sendOnce(table, { reader, key }, compose());
  } catch (error) {
    logged([key], error);
  }
}

function logged(occasions: readonly string[], error: unknown): void {
  log.error('A mail on a payment was not sent', error, { occasions });
}
