import { isDue, mayBeAsked } from '../../../functions/schedule/due';
import { makeSource } from '../../source';

const AT = Date.parse('2026-11-22T12:00:00Z');
const iso = (time: number): string => new Date(time).toISOString();

describe('a source', () => {
  it('is due when its time has come, or comes within the minute', () => {
    expect(isDue(makeSource(), AT)).toBe(true);
    expect(isDue(makeSource({ nextFetchAt: iso(AT) }), AT)).toBe(true);
    expect(isDue(makeSource({ nextFetchAt: iso(AT + 30_000) }), AT)).toBe(true);
    expect(isDue(makeSource({ nextFetchAt: iso(AT + 120_000) }), AT)).toBe(false);
  });

  it('is not asked when it is gone or wants to be left alone', () => {
    expect(mayBeAsked(makeSource({ status: 'gone' }), AT)).toBe(false);
    expect(mayBeAsked(makeSource({ retryAfter: iso(AT + 1) }), AT)).toBe(false);
    expect(mayBeAsked(makeSource({ retryAfter: iso(AT) }), AT)).toBe(true);
    expect(isDue(makeSource({ retryAfter: iso(AT + 1) }), AT)).toBe(false);
  });
});
