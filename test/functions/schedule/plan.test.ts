import fc from 'fast-check';
import { isDue, mayBeAsked, nextLook } from '../../../functions/schedule/due';
import { planCycle } from '../../../functions/schedule/plan';
import type { Source } from '../../../functions/sources/source';

const AT = Date.parse('2026-11-22T12:00:00Z');
const iso = (time: number): string => new Date(time).toISOString();

const source = (more: Partial<Source>): Source => ({
  id: 'a',
  url: 'https://a.example/feed',
  title: null,
  feedTitle: null,
  homepage: null,
  every: 30,
  addedAt: iso(0),
  status: 'ok',
  askedAt: null,
  askedBy: null,
  leaseUntil: null,
  nextFetchAt: null,
  retryAfter: null,
  lastError: null,
  entries: 0,
  etag: null,
  lastModified: null,
  bodyHash: null,
  readBy: null,
  ...more,
});

describe('a source', () => {
  it('is due when its time has come, or comes within the minute', () => {
    expect(isDue(source({}), AT)).toBe(true);
    expect(isDue(source({ nextFetchAt: iso(AT) }), AT)).toBe(true);
    expect(isDue(source({ nextFetchAt: iso(AT + 30_000) }), AT)).toBe(true);
    expect(isDue(source({ nextFetchAt: iso(AT + 120_000) }), AT)).toBe(false);
  });

  it('is not asked when it is gone or wants to be left alone', () => {
    expect(mayBeAsked(source({ status: 'gone' }), AT)).toBe(false);
    expect(mayBeAsked(source({ retryAfter: iso(AT + 1) }), AT)).toBe(false);
    expect(mayBeAsked(source({ retryAfter: iso(AT) }), AT)).toBe(true);
    expect(isDue(source({ retryAfter: iso(AT + 1) }), AT)).toBe(false);
  });

  it('that is looked at every half hour is due at the next half hour', () => {
    const next = nextLook(source({ every: null }), AT, 30);
    expect(isDue(source({ nextFetchAt: next }), AT + 30 * 60_000)).toBe(true);
    expect(nextLook(source({ every: 60 }), AT, 30)).toBe(iso(AT + 60 * 60_000));
  });
});

describe('a cycle', () => {
  it('asks every source once, one host in one message as far as it fits', () => {
    const hosts = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 });
    fc.assert(
      fc.property(hosts, (sizes) => {
        const sources = sizes.flatMap((size, host) =>
          Array.from({ length: size }, (_, index) =>
            source({ id: `h${host}-${index}`, url: `https://h${host}.example/${index}` }),
          ),
        );
        const messages = planCycle('cycle', sources, iso(AT), 30);
        const asked = messages.flatMap((message) => message.sources.map(({ id }) => id));
        expect(asked.sort()).toEqual(sources.map(({ id }) => id).sort());
        expect(new Set(messages.map(({ message }) => message)).size).toBe(messages.length);
        for (const message of messages) {
          expect(message.sources.length).toBeGreaterThan(0);
          expect(message.sources.length).toBeLessThanOrEqual(25);
        }
        for (const [host, size] of sizes.entries()) {
          const holding = messages.filter((message) =>
            message.sources.some(({ id }) => id.startsWith(`h${host}-`)),
          );
          if (size <= 25) expect(holding).toHaveLength(1);
        }
      }),
    );
  });
});
