import fc from 'fast-check';
import {
  firstIdAt,
  ID_BYTES,
  identityHash,
  idFromBytes,
  idToBytes,
  isId,
  LATEST_TIME,
  makeId,
  timeOf,
} from '../../../functions/article/id';

const times = fc.integer({ min: 0, max: LATEST_TIME });
const identities = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('an article id', () => {
  it('is the ULID of the specification', () => {
    expect(makeId(1_469_918_176_385, new Uint8Array(10))).toBe('01ARYZ6S410000000000000000');
    expect(makeId(LATEST_TIME, new Uint8Array(10).fill(255))).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
  });

  it('keeps its time, and lies in sixteen bytes', () => {
    fc.assert(
      fc.property(times, identities, (time, identity) => {
        const id = makeId(time, identity);
        expect(isId(id)).toBe(true);
        expect(timeOf(id)).toBe(time);
        expect(idToBytes(id)).toHaveLength(ID_BYTES);
        expect(idFromBytes(Buffer.concat([Buffer.alloc(3), idToBytes(id)]), 3)).toBe(id);
      }),
    );
  });

  it('sorts by time, then by identity', () => {
    fc.assert(
      fc.property(times, identities, times, identities, (time, identity, otherTime, otherIdentity) => {
        const byBytes = time - otherTime || Buffer.compare(identity, otherIdentity);
        const one = makeId(time, identity);
        const other = makeId(otherTime, otherIdentity);
        expect(Math.sign(one < other ? -1 : one > other ? 1 : 0)).toBe(Math.sign(byBytes));
      }),
    );
    expect(firstIdAt(1_000) <= makeId(1_000, new Uint8Array(10))).toBe(true);
  });

  it('differs by origin and by entry', () => {
    const hashes = [identityHash('a@1', '1'), identityHash('a@2', '1'), identityHash('a@1', '2')].map(
      (hash) => hash.toString('hex'),
    );
    expect(new Set(hashes).size).toBe(3);
    expect(hashes[0]).toHaveLength(20);
  });

  it.each(['', '01ARYZ6S41000000000000000', '81ARYZ6S410000000000000000', '01ARYZ6S41000000000000000I', 'x'])(
    'is not %p',
    (text) => {
      expect(isId(text)).toBe(false);
    },
  );
});
