import { parseSettings } from '../../../infra/settings/settings';

const parse = (retentionDays: unknown): number => parseSettings({}, { retentionDays }).retentionDays;

describe('how long articles are kept', () => {
  it('is a year where nothing is said', () => {
    expect(parse(undefined)).toBe(365);
  });

  it.each([
    ['90', 90],
    [90, 90],
    ['0', 0],
    [0, 0],
  ])('takes %p, from the command line or cdk.json', (context, days) => {
    expect(parse(context)).toBe(days);
  });

  it.each(['', 'a year', '-1', '1.5', '1e3', ' 30', 1.5, -1, Number.NaN, null, true, [30], {}])(
    'refuses %p and says what it wants',
    (context) => {
      expect(() => parse(context)).toThrow(/"retentionDays" must be a whole number of days/);
    },
  );
});
