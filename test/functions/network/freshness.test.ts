import fc from 'fast-check';
import { freshSeconds } from '../../../functions/network/freshness';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const WEEK = 7 * 24 * 3_600;

const fresh = (headers: { cacheControl?: string; age?: string; expires?: string; date?: string }) =>
  freshSeconds(
    {
      cacheControl: headers.cacheControl,
      age: headers.age,
      expires: headers.expires,
      date: headers.date,
    },
    NOW,
  );

describe('how long an answer is good for', () => {
  it.each<[Parameters<typeof fresh>[0], number | null]>([
    [{}, null],
    [{ cacheControl: 'max-age=3600' }, 3_600],
    [{ cacheControl: 'public, MAX-AGE="600"' }, 600],
    [{ cacheControl: 'max-age=3600', age: '600' }, 3_000],
    [{ cacheControl: 'max-age=3600', age: '9999' }, null],
    [{ cacheControl: 'max-age=3600', age: 'old' }, 3_600],
    [{ cacheControl: 's-maxage=3600' }, null],
    [{ cacheControl: 's-maxage=3600, max-age=60' }, 60],
    [{ cacheControl: 'max-age=60, max-age=3600' }, 60],
    [{ cacheControl: 'max-age=0' }, null],
    [{ cacheControl: 'max-age=soon' }, null],
    [{ cacheControl: 'max-age=-1' }, null],
    [{ cacheControl: 'no-store, max-age=3600' }, null],
    [{ cacheControl: 'no-cache, max-age=3600' }, null],
    [{ cacheControl: 'no-cache="set-cookie", max-age=3600' }, 3_600],
    [{ cacheControl: 'max-age=99999999999' }, WEEK],
    [{ expires: 'Sun, 22 Nov 2026 13:00:00 GMT' }, 3_600],
    [{ expires: 'Sun, 22 Nov 2026 13:00:00 GMT', date: 'Sun, 22 Nov 2026 12:30:00 GMT' }, 1_800],
    [{ expires: 'Sun, 22 Nov 2026 13:00:00 GMT', cacheControl: 'max-age=60' }, 60],
    [{ expires: 'Sun, 22 Nov 2026 13:00:00 GMT', cacheControl: 'private' }, 3_600],
    [{ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, null],
    [{ expires: '0' }, null],
    [{ expires: '-1' }, null],
    [{ expires: 'Sun, 22 Nov 2099 13:00:00 GMT' }, WEEK],
  ])('%j', (headers, seconds) => {
    expect(fresh(headers)).toBe(seconds);
  });

  it('is whole seconds of a week at most, whatever the headers', () => {
    const header = fc.option(fc.string(), { nil: undefined });
    fc.assert(
      fc.property(header, header, header, header, (cacheControl, age, expires, date) => {
        const seconds = freshSeconds({ cacheControl, age, expires, date }, NOW);
        if (seconds === null) return;
        expect(Number.isInteger(seconds) && seconds > 0 && seconds <= WEEK).toBe(true);
      }),
    );
  });
});
