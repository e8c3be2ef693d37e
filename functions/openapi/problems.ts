import type * as z from 'zod/mini';
import { type JsonSchema, referenceTo } from './components';
import type { Header } from './header';
import { PAGE } from './media-types';
import { actionableProblem, problem } from './problem-schemas';

/** An answer that says that something is wrong: what it means, and one of them. */
interface Kind {
  status: number;
  description: string;
  /** null where it is a page, and nothing for programs */
  example: { title: string; detail: string; [member: string]: unknown } | null;
  /** of its body; of either where there are two */
  schemas?: z.ZodMiniType[];
  headers?: Record<string, Header>;
  /** who sends a form gets it as a page; `never` where it is found before anything is read, `always` on a page */
  asPage?: 'never' | 'always';
}

const RETRY_AFTER: Record<string, Header> = {
  'Retry-After': {
    description: 'In how many seconds it is worth another try (RFC 9110, section 10.2.3)',
    schema: { type: 'string', pattern: '^[1-9]\\d*$' },
  },
};

const CHALLENGE: Record<string, Header> = {
  'WWW-Authenticate': {
    description: 'How to log in (RFC 9110, section 11.6.1)',
    schema: { type: 'string' },
  },
};

const ACTION_URL = 'https://news.example/account';

const PROBLEMS = {
  BadRequest: {
    status: 400,
    description: 'A parameter or the body is wrong. Unknown ones are refused, not ignored.',
    example: {
      title: 'Wrong parameters',
      detail: 'limit must be a whole number from 1 to 100',
      errors: [{ name: 'limit', detail: 'must be a whole number from 1 to 100' }],
    },
  },
  NotOurLink: {
    status: 400,
    description:
      'The link is none of ours, or its reader was forgotten, which a page says. Or a parameter is unknown.',
    example: {
      title: 'Wrong parameters',
      detail: 'tokn is not a parameter of this route',
      errors: [{ name: 'tokn', detail: 'is not a parameter of this route' }],
    },
    asPage: 'always',
  },
  Unauthorized: {
    status: 401,
    description: 'There is no token where one is needed, or one that is not good, or no longer.',
    example: { title: 'Unauthorized', detail: 'This token is not good, or no longer: sign in again' },
    headers: CHALLENGE,
  },
  AdminSignIn: {
    status: 401,
    description: 'The page to sign in on as the admin: there is no token, or one that is not the admin’s.',
    example: null,
    headers: CHALLENGE,
    asPage: 'always',
  },
  MembersOnly: {
    status: 402,
    description: 'Only a plan is missing.',
    example: {
      title: 'Members only',
      detail: `This is for members. You have no plan. Go on at ${ACTION_URL}`,
      actionUrl: ACTION_URL,
    },
    schemas: [actionableProblem],
  },
  Forbidden: {
    status: 403,
    description:
      'The token is good but not enough: a reader’s where the admin’s is needed, or the other way round. Or another site made a browser send this.',
    example: {
      title: 'Forbidden',
      detail: 'This is for the admin: the token of a reader is not enough',
    },
  },
  NotFound: {
    status: 404,
    description: 'There is no such thing.',
    example: { title: 'Not found', detail: 'There is no article with this id' },
  },
  NoPaidPlan: {
    status: 404,
    description: 'There is no paid plan here.',
    example: {
      title: 'Not found',
      detail: 'There is no paid plan here: who signs in has all that there is',
    },
  },
  NoCheckout: {
    status: 404,
    description: 'There is no such Checkout, which a page says, or no paid plan here.',
    example: {
      title: 'Not found',
      detail: 'There is no paid plan here: who signs in has all that there is',
    },
    asPage: 'always',
  },
  Conflict: {
    status: 409,
    description: 'This feed, or the id, is there already.',
    example: {
      title: 'Already there',
      detail: 'This feed is there already: it is the source hackernews',
    },
  },
  Subscribed: {
    status: 409,
    description: 'A subscription goes on.',
    example: {
      title: 'Subscribed still',
      detail: 'You have a subscription that goes on. Cancel it first, or ask for that with ?cancel=true.',
      actionUrl: ACTION_URL,
    },
    schemas: [actionableProblem],
  },
  CheckoutConflict: {
    status: 409,
    description:
      'Who is signed in has a subscription, with `actionUrl`; or the Idempotency-Key came with another body before.',
    example: {
      title: 'Subscribed already',
      detail: 'You have a subscription. See to it, its payments and its end on your account’s page.',
      actionUrl: ACTION_URL,
    },
    schemas: [actionableProblem, problem],
  },
  KeyUsed: {
    status: 409,
    description: 'The Idempotency-Key came with another body before.',
    example: {
      title: 'Key used already',
      detail: 'This Idempotency-Key came with another body before; use a new one.',
    },
  },
  LinkIsOver: {
    status: 410,
    description: 'A page: the link was used, has run out, or never was one.',
    example: null,
    asPage: 'always',
  },
  ContentTooLarge: {
    status: 413,
    description: 'The body is larger than 4 MB.',
    example: { title: 'Too large', detail: 'A body may hold up to 4 MB' },
  },
  UnsupportedMediaType: {
    status: 415,
    description: 'The body says that it is of a type that is not taken here.',
    example: {
      title: 'Unsupported media type',
      detail: 'The body must be JSON: content-type application/json',
    },
    asPage: 'never',
  },
  NotASource: {
    status: 422,
    description:
      'This cannot be a source: its address is not allowed, it cannot be reached, or nothing there is a feed.',
    example: { title: 'Not a source', detail: 'Nothing there is a feed' },
  },
  TooManyLinks: {
    status: 429,
    description: 'An hour has had as many mails to this address, or from this caller, as it may.',
    example: {
      title: 'Too many links',
      detail: 'That is more than an hour may have. Use the latest link, or ask again in 12 minutes',
    },
    headers: RETRY_AFTER,
  },
  TooManyPayments: {
    status: 429,
    description: 'This caller, who is not signed in, has begun as many payments as an hour may have.',
    example: {
      title: 'Too many payments begun',
      detail: 'That is more than an hour may have. Sign in to go on at once, or try again in 12 minutes',
    },
    headers: RETRY_AFTER,
  },
  InternalError: {
    status: 500,
    description: 'A fault of the service. Trying again later may help.',
    example: { title: 'Internal error', detail: 'Something went wrong here. Please try again later.' },
  },
  MailNotSent: {
    status: 502,
    description: 'The mail was not sent, or nobody knows whether it was.',
    example: {
      title: 'Mail not sent',
      detail: 'The mail could not be sent. Check the address, and try again in a few minutes',
    },
  },
  NoMail: {
    status: 503,
    description: 'Mail is not set up here.',
    example: {
      title: 'No mail',
      detail: 'Mail is not set up here, so no link can be sent. The owner sets NEWSREEL_MAIL_FROM',
    },
  },
  StripeUnavailable: {
    status: 503,
    description: 'Stripe does not answer as it should, or the same request is at work still.',
    example: {
      title: 'Stripe cannot be reached',
      detail:
        'Stripe does not answer as it should just now, and nothing was charged. Please try again in a moment.',
    },
    headers: RETRY_AFTER,
  },
} as const satisfies Record<string, Kind>;

export type ProblemName = keyof typeof PROBLEMS;

export const statusOf = (name: ProblemName): number => PROBLEMS[name].status;

/** A reference to the response of a problem. @param isForPeople whether a person may wait for the answer */
export const problemReference = (name: ProblemName, isForPeople: boolean): { $ref: string } => ({
  $ref: `#/components/responses/${componentOf(name, isForPeople)}`,
});

/** The response of a problem, as a component by its name. */
export function problemResponse(name: ProblemName, isForPeople: boolean): Record<string, object> {
  const { status, description, example, schemas, headers, asPage }: Kind = PROBLEMS[name];
  const isPage = asPage === 'always' || isAlsoPage(name, isForPeople);
  return {
    [componentOf(name, isForPeople)]: {
      description: isAlsoPage(name, isForPeople)
        ? `${description} People are answered with a page.`
        : description,
      ...(headers !== undefined && { headers }),
      content: {
        ...(example !== null && {
          'application/problem+json': {
            schema: eitherOf(schemas ?? [problem]),
            example: { type: 'about:blank', status, ...example },
          },
        }),
        ...(isPage && PAGE),
      },
    },
  };
}

const componentOf = (name: ProblemName, isForPeople: boolean): string =>
  isAlsoPage(name, isForPeople) ? `${name}OrPage` : name;

function isAlsoPage(name: ProblemName, isForPeople: boolean): boolean {
  const { asPage }: Kind = PROBLEMS[name];
  return isForPeople && asPage === undefined;
}

function eitherOf(schemas: z.ZodMiniType[]): JsonSchema {
  const [only = {}, ...others] = schemas.map(referenceTo);
  return others.length === 0 ? only : { anyOf: [only, ...others] };
}
