import * as z from 'zod/mini';
import { RESERVED_NAMES } from './names';

/** A secret by its name, as settings have it: the value lies in Parameter Store (locally in `secrets.json`). */
export interface SecretReference {
  secret: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

/** A secret written plainly is refused, and so are the names of the service's own. */
export const secretReference = z.strictObject(
  {
    secret: z.string().check(
      z.regex(NAME, 'must be a name of up to 100 letters, digits, _, . and -'),
      z.refine((name) => !RESERVED_NAMES.has(name), 'is a name that the service keeps for itself'),
    ),
  },
  'must be {"secret":"name"}: a secret is never written plainly',
);
