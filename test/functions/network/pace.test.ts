import { parseNetworks } from '../../../functions/network/addresses';
import { HostPace, type Lines } from '../../../functions/network/pace';

const SPACING_MS = 30;
const LEEWAY_MS = 2;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

let lines: Lines;
let pace: HostPace;

beforeEach(() => {
  lines = new Map();
  pace = new HostPace([], SPACING_MS, lines);
});

describe('the pace of a host', () => {
  it('leaves the time between two starts, whatever the port and the spelling', async () => {
    const starts: number[] = [];
    const urls = ['http://a.example/', 'https://a.example:8443/', 'http://A.EXAMPLE./', 'http://a.example/x'];
    await Promise.all(
      urls.map(async (url) => {
        const release = await pace.turn(new URL(url));
        starts.push(performance.now());
        release();
      }),
    );
    const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
    expect(gaps).toHaveLength(3);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(SPACING_MS - LEEWAY_MS);
  });

  it('lets two in at once, and the next when one is done, in their order', async () => {
    const url = new URL('http://a.example/');
    const order: number[] = [];
    const turns = [0, 1, 2, 3].map(async (number) => {
      const release = await pace.turn(url);
      order.push(number);
      return release;
    });
    await pause(4 * SPACING_MS);
    expect(order).toEqual([0, 1]);
    const release = await turns[1];
    release?.();
    release?.();
    await pause(3 * SPACING_MS);
    // Released twice is released once.
    expect(order).toEqual([0, 1, 2]);
    (await turns[0])?.();
    await turns[3];
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('holds up no other host', async () => {
    const slow = new HostPace([], 60_000);
    const start = performance.now();
    await Promise.all(
      ['a', 'b', 'c', '[2606:4700::1]'].map(async (name) =>
        slow.turn(new URL(`http://${name.startsWith('[') ? name : `${name}.example`}/`)),
      ),
    );
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('is left by who does not want to wait any longer, and goes on with the others', async () => {
    const url = new URL('http://a.example/');
    const first = await pace.turn(url);
    const second = await pace.turn(url);
    const end = new AbortController();
    const gone = pace.turn(url, end.signal);
    const next = pace.turn(url);
    await pause(SPACING_MS);
    end.abort(new Error('enough'));
    await expect(gone).rejects.toThrow('enough');
    await expect(pace.turn(url, end.signal)).rejects.toThrow('enough');
    second();
    (await next)();
    first();
  });

  it('forgets hosts that nobody asks any more', async () => {
    const releases = await Promise.all(
      Array.from({ length: 20 }, (_, index) => pace.turn(new URL(`http://${index}.example/`))),
    );
    expect(lines.size).toBe(20);
    for (const release of releases) release();
    await pause(SPACING_MS + 20);
    expect(lines.size).toBe(0);
  });
});

describe('hosts in the allowed networks', () => {
  it('have no pace', async () => {
    const free = new HostPace(parseNetworks('127.0.0.0/8:8080, ::1/128'), 60_000, lines);
    const start = performance.now();
    for (let turn = 0; turn < 5; turn++) {
      for (const host of ['127.0.0.1', '[::1]', 'localhost', 'localhost.']) {
        await free.turn(new URL(`http://${host}:9/`));
      }
    }
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(lines.size).toBe(0);
  });

  it('are those whose addresses all lie there', async () => {
    const some = new HostPace(parseNetworks('10.0.0.0/8'));
    expect(await some.isFree('10.1.2.3')).toBe(true);
    expect(await some.isFree('[::ffff:10.1.2.3]')).toBe(true);
    expect(await some.isFree('127.0.0.1')).toBe(false);
    expect(await some.isFree('localhost')).toBe(false);
    expect(await some.isFree('nothing.invalid')).toBe(false);
    expect(await new HostPace([]).isFree('127.0.0.1')).toBe(false);
  });
});
