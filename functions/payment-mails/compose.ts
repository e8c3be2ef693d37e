import { entitlementOf } from '../entitlement/entitlement';
import type { CustomerFacts, PassFacts } from '../entitlement/facts';
import { passStandings } from '../entitlement/passes';
import type { AccessRules } from '../entitlement/rules';
import { dayOf } from '../entitlement/standing';
import { subscriptionStanding } from '../entitlement/subscription';
import type { Mail } from '../mail/mail';
import { passReceiptMail } from '../mail/pass-receipt';
import { paymentFailedMail } from '../mail/payment-failed';
import { subscriptionEndedMail } from '../mail/subscription-ended';
import { trialEndsMail } from '../mail/trial-ends';
import { welcomeMail } from '../mail/welcome';
import type { Address } from '../readers/address';
import { priceText } from '../stripe/price';
import type { Happening } from './happenings';

/** Whom a mail goes to, and what it says besides what happened. */
export interface Recipient {
  to: Address;
  /** all customers of the person */
  person: readonly CustomerFacts[];
  rules: AccessRules;
  /** origin of our pages */
  url: string;
}

/** The mail that tells of something. @param now ms since 1970 */
export function mailOf(happening: Happening, { to, person, rules, url }: Recipient, now: number): Mail {
  const seconds = now / 1000;
  const frame = { to, accountUrl: `${url}/account`, service: new URL(url).host };
  switch (happening.kind) {
    case 'welcome': {
      const { reason } = subscriptionStanding(happening.subscription, seconds, rules.graceDays, seconds);
      return welcomeMail({ ...frame, reason });
    }
    case 'trial-ends':
      // What is charged then may be less by a coupon or more by a tax: only Stripe's invoice, to come, will say.
      return trialEndsMail({ ...frame, endsOn: dayOf(happening.trialEnd), amount: null });
    case 'payment-failed': {
      const { amountDue, currency, nextAttempt } = happening.unpaid;
      return paymentFailedMail({
        ...frame,
        amount: amountText(amountDue, currency),
        payUrl: happening.subscription.payUrl ?? frame.accountUrl,
        accessUntil: accessUntil(person, rules, now),
        nextAttempt: nextAttempt !== null && nextAttempt > seconds ? dayOf(nextAttempt) : null,
      });
    }
    case 'subscription-ended':
      return subscriptionEndedMail({ ...frame, endedOn: dayOf(happening.endedAt) });
    case 'pass-bought': {
      const { id, paidAt, days, amount, currency } = happening.pass;
      return passReceiptMail({
        ...frame,
        amount: amountText(amount, currency),
        days,
        paidOn: dayOf(paidAt),
        lastsUntil: passesLastUntil(person, seconds),
        payment: id,
      });
    }
  }
}

/** An amount as people write it; null where it was not written down, or of what is no currency to us. */
function amountText(amount: number | undefined, currency: string | undefined): string | null {
  return amount !== undefined && currency !== undefined && /^[a-z]{3}$/.test(currency)
    ? priceText(amount, currency)
    : null;
}

function accessUntil(person: readonly CustomerFacts[], rules: AccessRules, now: number): string | null {
  const { accessUntil: until } = entitlementOf(person, now, rules);
  return until === null ? null : dayOf(Date.parse(until) / 1000);
}

/** A person's passes add up: when the last of them ends; null where that is over. */
function passesLastUntil(person: readonly CustomerFacts[], now: number): string | null {
  const passes: PassFacts[] = person.flatMap((customer) => customer.passes);
  const until = passStandings(passes, now).find((standing) => standing.until !== null)?.until ?? null;
  return until === null ? null : dayOf(until);
}
