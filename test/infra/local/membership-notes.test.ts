import path from 'node:path';
import { membershipNotes } from '../../../infra/local/membership-notes';
import { Secrets } from '../../../infra/local/secrets';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

const secrets = (variables: Record<string, string>) =>
  new Secrets(path.join(__dirname, 'none', 'secrets.json'), variables);
const KEY = { STRIPE_SECRET_KEY: 'sk_test_1' };

it('are none where there is no paid plan, or all is set up', () => {
  expect(membershipNotes(secrets({}))).toEqual([]);
  process.env['STRIPE_PRICE_ID'] = 'price_1';
  expect(membershipNotes(secrets({ ...KEY, STRIPE_WEBHOOK_SECRET: 'whsec_1' }))).toEqual([]);
});

it('say what is missing', () => {
  const notes = membershipNotes(secrets({ ...KEY, STRIPE_WEBHOOK_SECRET: ' ' }));
  expect(notes).toEqual([
    expect.stringMatching(/^STRIPE_WEBHOOK_SECRET is not set/),
    expect.stringMatching(/^STRIPE_PRICE_ID is not set/),
  ]);
});

it.each([
  ['NEWSREEL_PASS_AMOUNT', 'abc'],
  ['NEWSREEL_PASS_CURRENCY', 'euro'],
  ['NEWSREEL_GRACE_DAYS', '-1'],
])('refuse the start where %s is %s', (name, value) => {
  process.env[name] = value;
  expect(() => membershipNotes(secrets(KEY))).toThrow(name);
  expect(membershipNotes(secrets({}))).toEqual([]);
});
