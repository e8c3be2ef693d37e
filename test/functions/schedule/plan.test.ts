import fc from 'fast-check';
import { planCycle } from '../../../functions/schedule/plan';
import { makeSource } from '../../source';

const AT = '2026-11-22T12:00:00.000Z';

const ofHost = (host: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    makeSource({ id: `${host}-${index}`, url: `https://${host}.example/${index}` }),
  );

describe('a cycle', () => {
  it('asks every source once, and each host by one message at a time', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sizes, async (hosts) => {
        const sources = hosts.flatMap((size, host) => ofHost(`h${host}`, size));
        const messages = await planCycle('cycle', sources, AT, async () => false);
        const chains = messages.map((message) => [message, ...message.following]);
        const all = chains.flat();
        expect(all.flatMap((message) => message.sources.map(({ id }) => id)).sort()).toEqual(
          sources.map(({ id }) => id).sort(),
        );
        expect(new Set(all.map(({ message }) => message)).size).toBe(all.length);
        for (const { sources } of all) {
          expect(sources.length).toBeGreaterThan(0);
          expect(sources.length).toBeLessThanOrEqual(25);
        }
        for (const host of hosts.keys()) {
          const asking = chains.filter((chain) =>
            chain.some(({ sources }) => sources.some(({ id }) => id.startsWith(`h${host}-`))),
          );
          expect(asking).toHaveLength(1);
        }
      }),
    );
  });

  it('gives a host no more at once than its pace allows within the time of a function', async () => {
    const messages = await planCycle('cycle', ofHost('big', 23), AT, async () => false);
    expect(messages).toHaveLength(1);
    expect([messages[0], ...(messages[0]?.following ?? [])].map((part) => part?.sources.length)).toEqual([
      10, 10, 3,
    ]);
  });

  it('asks hosts that have no pace all at once', async () => {
    const messages = await planCycle('cycle', ofHost('big', 60), AT, async (host) => host === 'big.example');
    expect(messages.map(({ sources }) => sources.length)).toEqual([25, 25, 10]);
    expect(messages.every(({ following }) => following.length === 0)).toBe(true);
  });
});
