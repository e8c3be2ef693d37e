import { mailIdOf, type Posting } from '../mail/ledger';

/** The business key of a digest: whoever makes one of the same claim makes the same. @param claimedAt ISO 8601 */
export const digestBusinessKey = (claimedAt: string): string => `digest:${claimedAt}`;

/** A reader's digest in the ledger. @param claimedAt ISO 8601 */
export const digestPosting = (reader: string, claimedAt: string): Posting => ({
  reader,
  mail: mailIdOf(digestBusinessKey(claimedAt)),
});
