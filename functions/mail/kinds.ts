import type { Address } from '../readers/address';
import { digestMail } from './digest';
import type { Mail } from './mail';
import { passReceiptMail } from './pass-receipt';
import { paymentFailedMail } from './payment-failed';
import { SAMPLE_NEWS } from './sample-news';
import { signInMail } from './sign-in';
import { subscriptionEndedMail } from './subscription-ended';
import { trialEndsMail } from './trial-ends';
import { welcomeMail } from './welcome';

/** Of nobody: RFC 2606 keeps the domain free. */
const COMMON = {
  to: 'reader@example.org' as Address,
  service: 'news.example.org',
  accountUrl: 'https://news.example.org/account',
};

/** Every kind of mail that there is, with sample data: to be looked at. */
export const samples: Readonly<Record<string, () => Mail>> = {
  'sign-in': () =>
    signInMail({
      ...COMMON,
      link: 'https://news.example.org/sign-in?token=zKX0v3hYc1QmJ8sWq5uT7rB2nL9dF4gA',
      minutes: 15,
    }),
  welcome: () =>
    welcomeMail({
      ...COMMON,
      reason: 'Your subscription is paid until 22 December 2026 and renews itself.',
    }),
  'pass-receipt': () =>
    passReceiptMail({
      ...COMMON,
      amount: '€20.00',
      days: 30,
      paidOn: '22 November 2026',
      lastsUntil: '22 December 2026',
      payment: 'pi_3SWk2QL8v1ExampleOfAPass',
    }),
  'payment-failed': () =>
    paymentFailedMail({
      ...COMMON,
      amount: '€5.00',
      payUrl: 'https://invoice.stripe.com/i/acct_example/live_YWNjdF9leGFtcGxl',
      accessUntil: '29 November 2026',
      nextAttempt: '25 November 2026',
    }),
  'trial-ends': () => trialEndsMail({ ...COMMON, endsOn: '25 November 2026', amount: '€5.00' }),
  'subscription-ended': () => subscriptionEndedMail({ ...COMMON, endedOn: '22 November 2026' }),
  digest: () =>
    digestMail({
      ...COMMON,
      every: 'day',
      timeZone: 'Europe/Berlin',
      unsubscribeUrl:
        'https://news.example.org/unsubscribe?token=x5Jq0v3hYc1QmJ8sWq5uT7rB2nL.9dF4gAzKX0v3hYc1QmJ8sW',
      homeUrl: 'https://news.example.org/',
      sections: SAMPLE_NEWS,
    }),
};
