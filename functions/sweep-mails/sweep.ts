import { log } from '../log/log';
import { closePosting, endSending, type LedgerEntry, type Posting, readPosting } from '../mail/ledger';
import { text } from '../table/attributes';
import type { Item, Table } from '../table/client';
import { OPEN_MAILS } from '../table/keys';
import { queryPages } from '../table/query';

/** What a sweep found, in numbers of mails. */
export interface Sweep {
  /** of which nobody knows whether they were sent */
  uncertain: number;
  /** of which SES has shown meanwhile that it has them */
  cleared: number;
}

/** Longer than anybody may take to send one. */
const STUCK_MS = 15 * 60_000;

/** SES tells of most within the minute. What it has not mentioned for a day stays uncertain for good. */
const LOOKED_INTO_MS = 86_400_000;

/** A mail that is open: begun, and to no certain end yet. */
interface OpenMail {
  posting: Posting;
  /** ms since 1970: who came first may have gone no further */
  openedAt: number;
}

/**
 * Looks into mails whose sending broke off or ended in doubt. What SES has told of one since shows that it was sent;
 * none is ever sent again.
 * @param now ms since 1970
 */
export async function sweepMails(table: Table, now: number): Promise<Sweep> {
  const sweep: Sweep = { uncertain: 0, cleared: 0 };
  for await (const open of openMails(table)) {
    if (now - open.openedAt < STUCK_MS) continue;
    await lookInto(table, open, now, sweep);
  }
  return sweep;
}

async function lookInto(table: Table, { posting }: OpenMail, now: number, sweep: Sweep): Promise<void> {
  const entry = await readPosting(table, posting);
  // It broke off before SES was called, or its reader was forgotten; or it ended well, and nobody said so here.
  if (entry === null || entry.state === 'sent' || entry.state === 'refused')
    return closePosting(table, posting);
  const age = now - Date.parse(entry.at);
  if (age < STUCK_MS) return;
  if (entry.outcome !== null) {
    sweep.cleared++;
    return endSending(table, posting, 'sent');
  }
  sweep.uncertain++;
  if (entry.state === 'sending') {
    logUncertain(posting, entry);
    return endSending(table, posting, 'uncertain');
  }
  if (age >= LOOKED_INTO_MS) await closePosting(table, posting);
}

async function* openMails(table: Table): AsyncGenerator<OpenMail, void> {
  const question = {
    KeyConditionExpression: 'PK = :open',
    ExpressionAttributeValues: { ':open': { S: OPEN_MAILS } },
  };
  for await (const page of queryPages(table, question)) yield* page.map(parseOpenMail);
}

function parseOpenMail(item: Item): OpenMail {
  const [reader = '', mail = ''] = text(item, 'SK').split('.');
  return { posting: { reader, mail }, openedAt: Date.parse(text(item, 'at')) };
}

/** By its ids: an address is no business of a log. */
function logUncertain({ reader, mail }: Posting, { kind, at }: LedgerEntry): void {
  log.error('Nobody knows whether a mail was sent', undefined, { reader, mail, kind, at });
}
