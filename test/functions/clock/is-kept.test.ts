import { isKept } from '../../../functions/clock/is-kept';

const AT = Date.parse('2026-11-23T12:00:00Z');
const MINUTE = 60_000;
const END = AT + MINUTE;

it.each([
  ['as it is put there', AT, true],
  ['at its last millisecond', END - 1, true],
  ['at its end', END, false],
  ['after its end', END + 1, false],
  ['by a clock that was set back', AT - 1, false],
  ['by one that was set back by a day', AT - 86_400_000, false],
])('what is kept for a minute: %s', (_, now, kept) => {
  expect(isKept(END, MINUTE, now)).toBe(kept);
});
