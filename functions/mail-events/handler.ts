import { log } from '../log/log';
import { onEvent } from '../log/on-event';
import { openTable } from '../table/client';
import { parseMailEvent } from './event';
import { recordOutcome, recordStanding } from './record';

/**
 * What a rule calls with each event of SES's about our mails: writes down what became of them.
 * @throws MalformedMailEventError, and whatever the table throws, so that the event comes again
 */
export const handler = onEvent(async (event: unknown): Promise<void> => {
  const said = parseMailEvent(event);
  if (said === null) return;
  const { posting, outcome, at, standing } = said;
  if (posting === null) {
    log.warn('An event is about a mail that is none of ours', { result: outcome, at });
    return;
  }
  // The reader first: that ends their digests.
  if (standing !== null) await recordStanding(openTable(), posting.reader, standing, at);
  await recordOutcome(openTable(), posting, said);
});
