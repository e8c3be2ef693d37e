import fc from 'fast-check';
import { priceText } from '../../../functions/stripe/price';

describe('a price', () => {
  test.each([
    [2000, 'eur', '€20.00'],
    [2000, 'jpy', '¥2,000'],
    [2050, 'usd', '$20.50'],
    [2000, 'kwd', 'KWD 2.000'],
    [1, 'eur', '€0.01'],
  ])('of %i %s is %s', (amount, currency, text) => {
    expect(priceText(amount, currency).replace(/\u00a0/g, ' ')).toBe(text);
  });

  test('loses no digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom('eur', 'jpy', 'kwd'),
        (amount, currency) => {
          expect(Number(priceText(amount, currency).replace(/\D/g, ''))).toBe(amount);
        },
      ),
    );
  });
});
