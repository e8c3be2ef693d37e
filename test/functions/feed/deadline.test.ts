import { withDeadline } from '../../../functions/feed/deadline';

it('returns what the work returns', () => {
  expect(withDeadline(1_000, () => ({ done: true }))).toEqual({ done: true });
});

it('throws what the work throws', () => {
  expect(() =>
    withDeadline(1_000, () => {
      throw new RangeError('too far');
    }),
  ).toThrow(RangeError);
});

it.each([
  [
    'a loop',
    () => {
      for (;;);
    },
  ],
  ['a regular expression', () => /^(\w+)+$/.test(`${'a'.repeat(50)}!`)],
])('stops %s that does not end', (_, work) => {
  expect(() => withDeadline(50, work)).toThrow(
    expect.objectContaining({ code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' }),
  );
});
