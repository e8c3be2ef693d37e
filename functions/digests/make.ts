import { log } from '../log/log';
import { MailRefusedError, UncertainMailError } from '../mail/errors';
import { sendOnce } from '../mail/send-once';
import { type Claimed, claimIfDue, type Turn } from './claim';
import { composeDigest } from './compose';
import type { DigestParts } from './parts';
import { digestBusinessKey } from './posting';
import { settleDigest } from './roster';

/** With this SES says that the address itself is none: it will say so again. */
const WRONG_ADDRESS = 'InvalidParameterValue';

/**
 * Makes and sends one reader's digest, if it is due still and there is news. What is claimed is made by whoever comes,
 * at any point of it, and sent by one of them alone.
 * @throws MailRefusedError where it was not sent, for certain: the next try may
 */
export async function makeDigest(parts: DigestParts, turn: Turn): Promise<void> {
  const claimed = await claimIfDue(parts, turn);
  if (claimed !== null && (await send(parts, claimed))) {
    await settleDigest(parts.table, turn.reader, claimed.claimedAt);
  }
}

/** @returns whether the digest is done with: sent, by whomever, or never to be tried again */
async function send(parts: DigestParts, claimed: Claimed): Promise<boolean> {
  const { reader, claimedAt, news } = claimed;
  const mail = await composeDigest(parts, claimed);
  const occasion = {
    reader: reader.id,
    key: digestBusinessKey(claimedAt),
    articles: news.map(({ id }) => id),
  };
  await parts.turn();
  try {
    return (await sendOnce(parts.table, occasion, mail)) !== 'sending';
  } catch (error) {
    const isFinal =
      error instanceof UncertainMailError ||
      (error instanceof MailRefusedError && error.code === WRONG_ADDRESS);
    if (!isFinal) throw error;
    log.error('A digest failed', error, { reader: reader.id });
    return true;
  }
}
