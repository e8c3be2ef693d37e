import { GetSendQuotaCommand } from '@aws-sdk/client-ses';
import { isKept } from '../clock/is-kept';
import { log } from '../log/log';
import { openSes } from './send';

/** What SES gives whoever has left its sandbox. */
const USUAL_RATE = 14;

/** Somebody may have asked for more, or SES have taken some away. */
const KEPT_MS = 15 * 60_000;

/** What stands in for SES may not know this call, and never answer it. */
const LONGEST_MS = 3_000;

let kept: { rate: Promise<number>; until: number } | undefined;

/**
 * How many mails a second the account may send, all its programs together. Where SES does not say it is
 * `NEWSREEL_MAILS_A_SECOND`, or what is usual.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html
 */
export function sendingRate(): Promise<number> {
  if (kept === undefined || !isKept(kept.until, KEPT_MS))
    kept = { rate: readRate(), until: Date.now() + KEPT_MS };
  return kept.rate;
}

async function readRate(): Promise<number> {
  try {
    const quota = openSes().send(new GetSendQuotaCommand(), { abortSignal: AbortSignal.timeout(LONGEST_MS) });
    const { MaxSendRate = 0 } = await quota;
    if (MaxSendRate > 0) return MaxSendRate;
  } catch (error) {
    log.warn('SES did not say its sending rate', {}, error);
  }
  return Number(process.env['NEWSREEL_MAILS_A_SECOND']) || USUAL_RATE;
}
