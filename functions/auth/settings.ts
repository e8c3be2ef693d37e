import * as z from 'zod/mini';
import { basic } from './basic';
import { bearer } from './bearer';
import { header } from './header';
import { hmac } from './hmac';
import { oauth2 } from './oauth2';

/** The ways of logging in, by their `type`. */
export const SCHEMES = { basic, bearer, header, hmac, oauth2 };

type Settings = (typeof SCHEMES)[keyof typeof SCHEMES]['settings'];

const all = Object.values(SCHEMES).map(({ settings }) => settings) as [Settings, ...Settings[]];

/** How a source wants to be logged into: what one of the schemes takes. Secrets stand in it by name alone. */
export const authSettings = z.discriminatedUnion('type', all, {
  error: ({ code }) =>
    code === 'invalid_union'
      ? `must be one of ${Object.keys(SCHEMES).join(', ')}`
      : 'must be an object with a type',
});

export type AuthSettings = z.infer<typeof authSettings>;
