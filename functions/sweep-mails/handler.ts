import { log } from '../log/log';
import { onEvent } from '../log/on-event';
import { measure } from '../metrics/measure';
import { openTable } from '../table/client';
import { type Sweep, sweepMails } from './sweep';

/** What the rule calls every hour: looks into mails of which nobody knows whether they were sent. */
export const handler = onEvent(async (): Promise<Sweep> => {
  const sweep = await sweepMails(openTable(), Date.now());
  measure({ MailsUncertain: sweep.uncertain });
  log.info('Uncertain mails were looked into', { ...sweep });
  return sweep;
});
