/**
 * What a plan is like, in one word:
 * - `none`: nothing was ever bought, or there is no paid plan here
 * - `active`, `trialing`: paid for, or on trial
 * - `canceling`: cancelled; access stays until it ends
 * - `past_due`: a renewal failed; access stays for the days of grace, and is gone after them
 * - `unpaid`: Stripe has given up on the renewal
 * - `paused`: a trial is over and there is nothing to pay with
 * - `incomplete`: the first payment did not go through
 * - `ended`: it was, and is over
 * - `refunded`: its payment was given back whole
 * - `disputed`: its payment is disputed with the bank, or was lost there
 * - `unknown`: Stripe says something that we don't know, which gives no access
 */
export type Status =
  | 'none'
  | 'active'
  | 'trialing'
  | 'canceling'
  | 'past_due'
  | 'unpaid'
  | 'paused'
  | 'incomplete'
  | 'ended'
  | 'refunded'
  | 'disputed'
  | 'unknown';

/** What a person can do: buy, pay what is open, or look after what they have in Stripe's portal. */
export type Action = 'subscribe' | 'pay' | 'manage';

/** What one subscription, or all passes together, mean for access at one moment. Times are seconds since 1970. */
export interface Standing {
  plan: 'pass' | 'subscription';
  status: Status;
  /** until when it gives access; null where it gives none */
  until: number | null;
  /** one sentence for the person */
  reason: string;
  action: Action | null;
  /** Stripe's page for what is open; null where there is none */
  payUrl: string | null;
  /** whether it may be charged for still */
  isLive: boolean;
  /** until when it gives, gave or would have given access: of what is over, the latest is told of */
  end: number;
}

export const DAY = 86_400;

/** Made where it is needed: that takes a tenth of what those who only ask for access take to start. */
let format: Intl.DateTimeFormat | undefined;

/** A day as sentences have it: 22 November 2026. @param time seconds since 1970 */
export function dayOf(time: number): string {
  format ??= new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(time * 1000);
}
