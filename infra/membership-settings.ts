import * as z from 'zod/mini';

/** What the keeper says of the paid side, in the CDK's context; the secrets come by Parameter Store. */
export interface MembershipSettings {
  /** whether there is a paid plan: where there is none, whoever signs in has what members have */
  readonly paid: boolean;
  /** Stripe's price of the subscription, the first of several being the one that is sold; '' where passes alone are */
  readonly stripePriceId: string;
  /** of a pass, in the currency's smallest unit */
  readonly passAmount: number;
  /** ISO 4217, in lower case */
  readonly passCurrency: string;
  readonly passDays: number;
  /** how long somebody keeps access whose payment has failed */
  readonly graceDays: number;
}

const whole = (least: number, most: number) =>
  z.coerce.number().check(z.int(), z.minimum(least), z.maximum(most));

/** By the names of the context's values. */
const shape = z.object({
  paid: z.optional(z.union([z.boolean(), z.stringbool('must be true or false')])),
  stripePriceId: z._default(
    z.string().check(z.regex(/^(?:price_\w+(?:\s*,\s*price_\w+)*)?$/, 'must be ids of prices: price_…')),
    '',
  ),
  passAmount: z._default(whole(1, 99_999_999), 2000),
  passCurrency: z._default(
    z.string().check(z.regex(/^[a-z]{3}$/, 'must be three lower-case letters')),
    'eur',
  ),
  passDays: z._default(whole(1, 3_660), 30),
  graceDays: z._default(whole(0, 90), 7),
});

/**
 * The settings of the paid side, from the context: `cdk deploy -c stripePriceId=price_… -c passDays=7`.
 * @param get what the CDK has under a key; undefined where it was not set
 * @throws RangeError naming each value that is wrong
 */
export function parseMembershipSettings(get: (key: string) => unknown): MembershipSettings {
  const given = Object.fromEntries(Object.keys(shape.shape).map((key) => [key, get(key)]));
  const result = shape.safeParse(given);
  if (result.success) return { ...result.data, paid: result.data.paid ?? result.data.stripePriceId !== '' };
  const faults = result.error.issues.map(({ path, message }) => `"${path.join('.')}" ${message}`);
  throw new RangeError(`Wrong context: ${faults.join('; ')}.`);
}
