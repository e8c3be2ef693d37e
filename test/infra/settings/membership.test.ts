import type { MembershipSettings } from '../../../infra/settings/membership';
import { parseSettings } from '../../../infra/settings/settings';

const parse = (context: Record<string, unknown>): MembershipSettings => parseSettings({}, context).membership;

it('has no paid plan where nothing is said', () => {
  expect(parse({})).toEqual({
    paid: false,
    stripePriceId: '',
    passAmount: 2000,
    passCurrency: 'eur',
    passDays: 30,
    graceDays: 7,
  });
});

it('takes strings, as the command line gives them, and numbers, as cdk.json does', () => {
  const settings = {
    stripePriceId: 'price_1New, price_2Old',
    passAmount: '500',
    passDays: 7,
    graceDays: '0',
  };
  expect(parse(settings)).toEqual({
    paid: true,
    stripePriceId: 'price_1New, price_2Old',
    passAmount: 500,
    passCurrency: 'eur',
    passDays: 7,
    graceDays: 0,
  });
});

it('has a paid plan of passes alone where that is said', () => {
  expect(parse({ paid: 'true' })).toMatchObject({ paid: true, stripePriceId: '' });
  expect(parse({ paid: false, stripePriceId: 'price_1' })).toMatchObject({ paid: false });
});

it.each([
  ['paid', 'perhaps'],
  ['paid', 'constructor'],
  ['stripePriceId', 'prod_1'],
  ['stripePriceId', 'price_1; drop'],
  ['passAmount', '0'],
  ['passAmount', 'free'],
  ['passAmount', 1.5],
  ['passCurrency', 'EUR'],
  ['passDays', -1],
  ['graceDays', 'ever'],
])('refuses %s = %j, by name', (name, value) => {
  expect(() => parse({ [name]: value })).toThrow(`"${name}"`);
});
