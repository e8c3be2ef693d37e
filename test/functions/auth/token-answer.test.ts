import fc from 'fast-check';
import { parseTokenAnswer } from '../../../functions/auth/token-answer';

const MINUTE = 60_000;
const answer = (fields: unknown) => parseTokenAnswer(JSON.stringify(fields));

describe('what a token endpoint says', () => {
  test.each<[unknown, number]>([
    [{ expires_in: 3600 }, 60 * MINUTE],
    [{ expires_in: '3600' }, 60 * MINUTE],
    [{ expires_in: null }, 5 * MINUTE],
    [{}, 5 * MINUTE],
    [{ expires_in: 'never' }, 5 * MINUTE],
    [{ expires_in: 0 }, 5 * MINUTE],
    [{ expires_in: -1 }, 5 * MINUTE],
    [{ expires_in: [3600] }, 5 * MINUTE],
    [{ expires_in: 1e300 }, 7 * 24 * 60 * MINUTE],
  ])('%j lives for %d ms', (fields, lifeMs) => {
    expect(answer({ access_token: 'abc', ...(fields as object) })).toMatchObject({ token: 'abc', lifeMs });
  });

  test.each(['Bearer', 'bearer', 'BEARER', null, undefined])(
    'a token of type %p is sent as Bearer',
    (type) => {
      expect(answer({ access_token: 'abc', token_type: type }).isBearer).toBe(true);
    },
  );

  test.each(['mac', 'DPoP', 1])('a token of type %p is not', (type) => {
    expect(answer({ access_token: 'abc', token_type: type }).isBearer).toBe(false);
  });

  test.each([null, 1, '', 'a b', 'a\nb', 'ä', 'x'.repeat(8_193), undefined])('%p is no token', (token) => {
    expect(answer({ access_token: token }).token).toBeNull();
  });

  test('an error is quoted where it is one of the standard', () => {
    expect(answer({ error: 'invalid_client' }).error).toBe('invalid_client');
    expect(answer({ error: 'your secret hunter2 is wrong' }).error).toBe('error');
    expect(answer({ error: { message: 'x' } }).error).toBe('error');
    expect(answer({ access_token: 'abc', error: null }).error).toBeNull();
  });

  test('may be anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const { token, lifeMs } = parseTokenAnswer(body);
        expect(token === null || /^[\x21-\x7e]+$/.test(token)).toBe(true);
        expect(lifeMs).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
