import * as z from 'zod/mini';
import type { Status } from '../entitlement/standing';
import { forgetParameters } from '../forget-me/parameters';
import type { Account } from '../me/account';
import type { MailStanding } from '../readers/reader';
import { answerOf } from './answer-schema';
import { component, type Documentation, described, describeFields } from './components';
import { digest, EXAMPLE_DIGEST } from './mail-schemas';
import { listed, timeOrNull } from './values';

const STATUSES: Record<Status, string> = {
  none: 'nothing was ever bought, or there is no paid plan here',
  active: 'paid for',
  trialing: 'on trial',
  canceling: 'cancelled; access stays until it ends',
  past_due: 'a renewal failed; access stays for the days of grace',
  unpaid: 'Stripe has given up on the renewal',
  paused: 'a trial is over and there is nothing to pay with',
  incomplete: 'the first payment did not go through',
  ended: 'it was, and is over',
  refunded: 'its payment was given back whole',
  disputed: 'its payment is disputed with the bank, or was lost there',
  unknown: 'Stripe says something that is not known here, which gives no access',
};

const MAIL_STANDINGS: Record<MailStanding, string> = {
  ok: 'nothing speaks against it',
  bounced: 'it came back for good; no digest is sent until they sign in by a mail that does come',
  complained: 'they called it spam; no digest is sent until they ask for one again',
};

export const account = component(
  'Account',
  answerOf<Account>()(
    z.object({
      email: z.string(),
      plan: described(
        z.enum(['free', 'pass', 'subscription']),
        'What gives access now. `free` gives what members have only where there is no paid plan.',
      ),
      status: described(z.string(), `${listed(STATUSES)}.`, { enum: Object.keys(STATUSES) }),
      accessUntil: timeOrNull('When access ends as things stand; null where there is none, or no end of it'),
      reason: described(z.string(), 'Why it is so, in sentences for the person'),
      actionUrl: described(
        z.nullable(described(z.string(), 'A page', { format: 'uri' })),
        'Where the person can do something about it; null where there is nothing to do',
      ),
      digest: described(z.nullable(digest), 'The digest they get; null before they said anything of it'),
      mail: described(
        z.enum(['ok', 'bounced', 'complained']),
        `How mail to the address fares. ${listed(MAIL_STANDINGS)}.`,
      ),
    }),
  ),
  {
    description: 'A reader as they see themselves',
    examples: [
      {
        email: 'ottoline@example.com',
        plan: 'subscription',
        status: 'active',
        accessUntil: '2026-12-23T02:29:11.000Z',
        reason: 'Your subscription renews on 23 December 2026.',
        actionUrl: null,
        digest: EXAMPLE_DIGEST,
        mail: 'ok',
      },
    ],
  },
);

/** Of `DELETE /me` and `POST /account/delete`. */
export const CANCEL: Documentation = {
  description: 'Whether a subscription that goes on is cancelled with it, at once',
};

/** Bodies of `POST /account/delete`. */
export const EXAMPLE_FAREWELLS = {
  free: { summary: 'Nothing more would be charged', value: {} },
  subscribed: { summary: 'Subscribed', value: { cancel: 'true' } },
} satisfies Record<string, { summary: string; value: z.input<typeof forgetParameters> }>;

component('Farewell', forgetParameters, { description: 'How somebody wants to be forgotten' });
describeFields(forgetParameters, { cancel: CANCEL });
