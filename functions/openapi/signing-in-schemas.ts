import * as z from 'zod/mini';
import { confirmFields } from '../confirm-sign-in/fields';
import { signInFields } from '../sign-in/fields';
import { component, described, describeFields } from './components';

/** A reader's id and a secret, as readers/sign-in-link.ts has it. */
export const LINK_TOKEN = 'Yp4mkz1J8qv2rT6XwB0cNfQe7Hs.q0Zr5d1bM8yKfT3vXcW7uJp2LgE9hAi6SnO4RzDkFQw';

/** A body of `POST /sign-in` and `POST /passes`. */
export const EXAMPLE_ADDRESSEE = {
  reader: { summary: 'An address', value: { email: 'ottoline@example.com' } },
} satisfies Record<string, { summary: string; value: z.input<typeof signInFields> }>;

/** A line with an at sign; readers/address.ts says no to more. */
export const ADDRESS = { pattern: '^\\s*[^\\s@]+@[^\\s@]+\\s*$' };

component('Addressee', signInFields, { description: 'Who somebody says they are' });
describeFields(signInFields, {
  email: { description: 'A mail address, in any case, outer blanks aside', ...ADDRESS },
});

component('LinkToken', confirmFields, {
  description: 'What a mailed link brings',
  examples: [{ token: LINK_TOKEN }],
});
describeFields(confirmFields, { token: { description: 'The `token` of the link' } });

export const mailed = component(
  'Mailed',
  z.object({ sent: described(z.literal(true), 'The same for every address, known or not') }),
  { description: 'A mail is on its way', examples: [{ sent: true }] },
);

export const session = component(
  'Session',
  z.object({
    token: described(
      z.string(),
      'A JWT: goes as Bearer, or as the user name of Basic, for 30 days or until it is signed out',
    ),
  }),
  { description: 'A sign-in' },
);
