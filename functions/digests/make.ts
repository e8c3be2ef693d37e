import type { Article } from '../article/article';
import { MailRefusedError, UncertainMailError } from '../mail/errors';
import { readTold } from '../mail/ledger';
import { sendOnce } from '../mail/send-once';
import { type Claimed, claimIfDue } from './claim';
import { periodStart } from './clock';
import { composeDigest } from './compose';
import type { Occasion } from './due';
import { readNews } from './news';
import type { DigestParts } from './parts';
import { digestBusinessKey, digestPosting } from './posting';
import { settleDigest, takePeriod } from './roster';
import { spanOf } from './span';

/** Whose digest was due, when and why. */
export interface Turn {
  reader: string;
  occasion: Occasion;
  /** ISO 8601 */
  at: string;
}

/** With this SES says that the address itself is none: it will say so again. */
const WRONG_ADDRESS = 'InvalidParameterValue';

/**
 * Makes and sends one reader's digest, if it is due still. What is claimed is made by whoever comes, at any point of
 * it, and sent by one of them alone: the ledger sees to that.
 * @throws MailRefusedError where it was not sent, for certain: the next try may
 */
export async function makeDigest(parts: DigestParts, { reader, occasion, at }: Turn): Promise<void> {
  const claimed = await claimIfDue(parts.table, reader, occasion, at);
  if (claimed === null) return;
  const news = await newsFor(parts, claimed);
  const isDone = news.length === 0 || (await send(parts, claimed, news));
  if (isDone) await settleDigest(parts.table, reader, claimed.claimedAt);
}

async function newsFor(
  { table, names, news }: DigestParts,
  { reader, rhythm, subscription, coveredAt, claimedAt }: Claimed,
): Promise<Article[]> {
  const told = coveredAt === null ? [] : await readTold(table, digestPosting(reader.id, coveredAt));
  const span = spanOf(rhythm.every, coveredAt, claimedAt);
  const { search, sources, categories } = subscription.settings;
  const wanted = { search, sources, categories };
  return news.read([wanted, span, told], () => readNews(table, names, wanted, span, told));
}

/** @returns whether the digest is done with: sent, by whomever, or never to be tried again */
async function send(parts: DigestParts, claimed: Claimed, news: Article[]): Promise<boolean> {
  const { reader, rhythm, claimedAt } = claimed;
  const mail = await composeDigest(parts, claimed, news);
  const occasion = {
    reader: reader.id,
    key: digestBusinessKey(claimedAt),
    articles: news.map(({ id }) => id),
  };
  await parts.turn();
  const start = new Date(periodStart(rhythm, Date.parse(claimedAt))).toISOString();
  if (!(await takePeriod(parts.table, reader.id, claimedAt, start))) return false;
  try {
    return (await sendOnce(parts.table, occasion, mail)) !== 'sending';
  } catch (error) {
    const isFinal =
      error instanceof UncertainMailError ||
      (error instanceof MailRefusedError && error.code === WRONG_ADDRESS);
    if (!isFinal) throw error;
    const reason = `${error.name}: ${error.message}`;
    console.error(JSON.stringify({ level: 'error', message: 'A digest failed', reader: reader.id, reason }));
    return true;
  }
}
