/** Currencies whose smallest unit is the unit itself, or a thousandth, at Stripe. @see https://docs.stripe.com/currencies */
const WHOLE = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THOUSANDTHS = new Set('bhd jod kwd omr tnd'.split(' '));

/**
 * An amount as people write it, such as `€20.00`.
 * @param amount in the currency's smallest unit, as Stripe counts it
 * @param currency ISO 4217 in lower case
 */
export function priceText(amount: number, currency: string): string {
  const digits = WHOLE.has(currency) ? 0 : THOUSANDTHS.has(currency) ? 3 : 2;
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(amount / 10 ** digits);
}
