import { metricLine } from '../metrics/metric-line';
import { openTable } from '../table/client';
import { type Sweep, sweepMails } from './sweep';

/** What the rule calls every hour: looks into mails of which nobody knows whether they were sent. */
export async function handler(): Promise<Sweep> {
  const now = Date.now();
  const sweep = await sweepMails(openTable(), now);
  console.log(metricLine({ MailsUncertain: sweep.uncertain, MailsCleared: sweep.cleared }, now));
  return sweep;
}
