/** A pass as it is sold. */
export interface PassOffer {
  /** in the currency's smallest unit */
  amount: number;
  /** ISO 4217 in lower case, as Stripe has it */
  currency: string;
  days: number;
}

const LARGEST_AMOUNT = 99_999_999;
const MOST_DAYS = 3_650;

/**
 * The ids of our own prices, of `STRIPE_PRICE_ID`: the first is sold, the others were once and still count. Where
 * there is none, passes alone are sold.
 */
export const ourPrices = (): string[] =>
  (process.env['STRIPE_PRICE_ID'] ?? '').split(/[\s,]+/).filter(Boolean);

/** The pass that is sold, of `NEWSREEL_PASS_AMOUNT`, `_CURRENCY` and `_DAYS`. @throws where one of them is wrong */
export function passOffer(): PassOffer {
  const currency = (process.env['NEWSREEL_PASS_CURRENCY'] || 'eur').toLowerCase();
  if (!/^[a-z]{3}$/.test(currency)) throw new Error('NEWSREEL_PASS_CURRENCY must be a code of three letters');
  return {
    amount: wholeNumber('NEWSREEL_PASS_AMOUNT', 2_000, LARGEST_AMOUNT),
    currency,
    days: wholeNumber('NEWSREEL_PASS_DAYS', 30, MOST_DAYS),
  };
}

function wholeNumber(variable: string, usual: number, largest: number): number {
  const number = Number(process.env[variable] || usual);
  if (!Number.isInteger(number) || number < 1 || number > largest)
    throw new Error(`${variable} must be a whole number from 1 to ${largest}`);
  return number;
}
