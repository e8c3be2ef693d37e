import * as z from 'zod/mini';
import { type DigestSettings, USUAL_HOUR } from '../digests/settings';
import { filters } from '../list/parameters';
import type { ListedMail } from '../my-mails/mails';
import { digestFields, digestForm, MOST_NAMED } from '../set-digest/fields';
import { answerOf } from './answer-schema';
import { component, type Documentation, described, describeFields, type JsonSchema } from './components';
import { FILTERS } from './filters';
import { count, listed, time } from './values';

/** A reader's id and a secret, as digests/unsubscribe-token.ts has it. */
export const UNSUBSCRIBE_TOKEN = 'Yp4mkz1J8qv2rT6XwB0cNfQe7Hs.q0Zr5d1bM8yKfT3vXcW7uJ';

export const EXAMPLE_DIGEST: DigestSettings = {
  every: 'week',
  hour: 7,
  timeZone: 'Europe/Berlin',
  search: 'rust compiler',
  sources: ['hackernews', 'lobsters'],
  categories: [],
};

/** Bodies of `PUT /me/digest`. */
export const EXAMPLE_DIGESTS = {
  all: { summary: 'All that is new, each day at eight', value: { every: 'day', timeZone: 'Europe/Berlin' } },
  some: { summary: 'Some of it, each Monday at seven', value: EXAMPLE_DIGEST },
  none: { summary: 'None any more', value: { every: 'never' } },
} satisfies Record<string, { summary: string; value: z.input<typeof digestFields> }>;

const EVERY = 'Each day, each Monday, or none any more';
const HOUR = 'Of the day, in `timeZone`';

/** How many there may be, and what each may be. */
function limitsOf(filter: z.ZodMiniType): JsonSchema {
  const { $schema: _, ...limits } = z.toJSONSchema(filter, { io: 'input' });
  return limits;
}

const WISH = { description: 'The digest that somebody wants, in place of the one before' };

/** What is the same as JSON and in a form. */
const WISHED = {
  every: { description: EVERY },
  hour: { description: HOUR },
  timeZone: {
    description: 'A name of IANA’s, in any case (https://www.iana.org/time-zones)',
    pattern: '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$',
    examples: ['Europe/Berlin', 'UTC'],
  },
  search: {
    description: `Only what it finds; blank or null for whatever there is. ${FILTERS.search.description}`,
    ...limitsOf(filters.search),
    type: ['string', 'null'],
  },
} satisfies Record<string, Documentation>;

const SOURCES = 'Only what is from any of these, which must be there; empty for all';
const CATEGORIES = 'Only what is in any of these, compared without accents and case; empty for all';

component('DigestWish', digestFields, WISH);
describeFields(digestFields, {
  ...WISHED,
  sources: { description: SOURCES, ...limitsOf(filters.source), maxItems: MOST_NAMED },
  categories: { description: CATEGORIES, ...limitsOf(filters.category), maxItems: MOST_NAMED },
});

const BY_LINES = `A field for each, or several in the lines of one; ${MOST_NAMED} at most.`;

component('DigestForm', digestForm, WISH);
describeFields(digestForm, {
  ...WISHED,
  hour: { description: HOUR, type: 'integer', minimum: 0, maximum: 23, default: USUAL_HOUR },
  sources: { description: `${SOURCES}. ${BY_LINES}` },
  categories: { description: `${CATEGORIES}. ${BY_LINES}` },
});

export const digest = component(
  'Digest',
  answerOf<DigestSettings>()(
    z.object({
      every: described(z.enum(['day', 'week', 'never']), EVERY),
      hour: described(z.number(), HOUR, { type: 'integer', minimum: 0, maximum: 23 }),
      timeZone: described(z.string(), 'A name of IANA’s'),
      search: described(z.nullable(z.string()), 'Only what it finds; null for whatever there is'),
      sources: described(z.array(z.string()), 'Only what is from any of these; empty for all'),
      categories: described(z.array(z.string()), 'Only what is in any of these; empty for all'),
    }),
  ),
  {
    description:
      'The digest that somebody gets: what is new since the one before. Where nothing is, none comes.',
    examples: [EXAMPLE_DIGEST],
  },
);

const STATES: Record<ListedMail['state'], string> = {
  sending: 'it is on its way to who delivers mail',
  sent: 'who delivers mail has it',
  delivered: 'the mail server of the address took it',
  delayed: 'that mail server does not take it yet; it is tried again',
  bounced: 'that mail server did not take it',
  complained: 'it came, and was called spam',
  rejected: 'who delivers mail found something bad in it, and did not send it',
  refused: 'it was not sent; it may be tried again',
  uncertain: 'nobody knows whether it was sent, and it is not sent again',
};

const mail = component(
  'Mail',
  answerOf<ListedMail>()(
    z.object({
      kind: described(z.string(), 'What it is about', { examples: ['sign-in', 'digest'] }),
      subject: z.string(),
      sentAt: time('When sending it began'),
      state: described(
        z.enum(Object.keys(STATES) as ListedMail['state'][]),
        `What became of it. ${listed(STATES)}.`,
      ),
    }),
  ),
  { description: 'A mail to a reader' },
);

export const mails = component(
  'Mails',
  z.object({ mails: described(z.array(mail), 'The last 100, newest first', { maxItems: 100 }) }),
  {
    description: 'What was sent to somebody',
    examples: [
      {
        mails: [
          {
            kind: 'sign-in',
            subject: 'Sign in to news.example.org',
            sentAt: '2026-11-23T06:00:12.000Z',
            state: 'delivered',
          },
        ],
      },
    ],
  },
);

export const unsubscribed = component('Unsubscribed', z.object({ unsubscribed: z.literal(true) }), {
  description: 'No digest comes any more, as none may have before',
  examples: [{ unsubscribed: true }],
});

export const digestsBegun = component(
  'DigestsBegun',
  z.object({
    digests: count('To how many readers one goes now, if there is news for them and their plan gives it'),
  }),
  { description: 'Digests that are on their way', examples: [{ digests: 12 }] },
);
