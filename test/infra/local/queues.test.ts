import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Queue } from '../../../infra/local/queues';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const open = (folder: string, onChange = () => undefined) => new Queue('Work', folder, onChange);
const bodies = (messages: { body: string }[]) => messages.map(({ body }) => body);
const LARGE = 1_000_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when something can be received. */
const waiting = async (queue: Queue) => {
  while (!queue.hasWaiting) await pause(5);
};

describe('a queue', () => {
  test('hands out messages in the order they were sent, each once', async () => {
    const queue = open(temporaryFolder());
    for (const body of ['a', 'b', 'c']) await queue.send(body);
    expect(bodies(await queue.receive(2, LARGE))).toEqual(['a', 'b']);
    expect(bodies(await queue.receive(2, LARGE))).toEqual(['c']);
    expect(await queue.receive(2, LARGE)).toEqual([]);
  });

  test('hands out as many as fit, but one however large', async () => {
    const queue = open(temporaryFolder());
    for (const body of ['aaaa', 'bbbb', 'cccc']) await queue.send(body);
    expect(queue.fills(3, LARGE)).toBe(true);
    expect(queue.fills(4, LARGE)).toBe(false);
    expect(queue.fills(4, 11)).toBe(true);
    expect(bodies(await queue.receive(10, 8))).toEqual(['aaaa', 'bbbb']);
    expect(bodies(await queue.receive(10, 1))).toEqual(['cccc']);
  });

  test('keeps what was not removed for the next process, what was received too, and keeps its order', async () => {
    const folder = temporaryFolder();
    const killed = open(folder);
    for (const body of ['done', 'in hand', 'ünread', 'last']) await killed.send(body);
    const [done] = await killed.receive(2, LARGE);
    if (done) await killed.remove(done);
    const next = open(folder);
    const received = await next.receive(10, LARGE);
    expect(bodies(received)).toEqual(['in hand', 'ünread', 'last']);
    expect(received.map(({ failures }) => failures)).toEqual([0, 0, 0]);
    expect(received[1]?.bytes).toBe(Buffer.byteLength('ünread'));
  });

  test('has a message on disk once it is sent', async () => {
    const folder = temporaryFolder();
    await open(folder).send('kept');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('drops what was half written, and leaves strange files alone', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, '.sending-123'), 'ha');
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    expect(open(folder).hasWaiting).toBe(false);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  test('hands a message out again a while after it failed, and counts that over a restart', async () => {
    const folder = temporaryFolder();
    const queue = open(folder);
    await queue.send('again');
    const [message] = await queue.receive(1, LARGE);
    if (message) await queue.putBackAfter(message, 1_000);
    expect(await queue.receive(1, LARGE)).toEqual([]);
    expect(queue.isEmpty).toBe(false);
    expect(queue.isAtWork).toBe(false);
    await waiting(queue);
    expect(await queue.receive(1, LARGE)).toEqual([
      expect.objectContaining({ id: message?.id, failures: 1 }),
    ]);
    expect(await open(folder).receive(1, LARGE)).toEqual([
      expect.objectContaining({ body: 'again', failures: 1 }),
    ]);
  });

  test('hands out what was sent with a delay when that has passed, and is not at work until then', async () => {
    const changed: number[] = [];
    const queue = open(temporaryFolder(), () => void changed.push(Date.now()));
    const sentAt = Date.now();
    await queue.send('later', 1_000);
    expect([queue.hasWaiting, queue.isAtWork, queue.isEmpty]).toEqual([false, false, false]);
    expect(await queue.receive(1, LARGE)).toEqual([]);
    await queue.send('now');
    expect(bodies(await queue.receive(2, LARGE))).toEqual(['now']);
    await waiting(queue);
    expect((changed.at(-1) ?? 0) - sentAt).toBeGreaterThanOrEqual(998);
    const [later] = await queue.receive(2, LARGE);
    expect(later).toMatchObject({ body: 'later', failures: 0 });
    if (later) await queue.remove(later);
  });

  test('waits for the rest of a delay in the next process, and for none that has passed', async () => {
    const folder = temporaryFolder();
    const killed = open(folder);
    await killed.send('soon', 1_500);
    await killed.send('long after', 60_000);
    await killed.send('now');
    killed.close();
    const next = open(folder);
    expect(bodies(await next.receive(3, LARGE))).toEqual(['now']);
    await waiting(next);
    expect(bodies(await next.receive(3, LARGE))).toEqual(['soon']);
    expect(bodies(await open(folder).receive(3, LARGE)).sort()).toEqual(['now', 'soon']);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test('lets a delayed message fail and fall dead as any other', async () => {
    const [folder, deadFolder] = [temporaryFolder(), temporaryFolder()];
    const queue = open(folder);
    await queue.send('poison', 1);
    await waiting(queue);
    const [message] = await queue.receive(1, LARGE);
    if (message) await queue.putBackAfter(message, 1);
    await waiting(queue);
    const [again] = await queue.receive(1, LARGE);
    expect(again).toMatchObject({ failures: 1 });
    if (again) await queue.moveTo(open(deadFolder), again);
    expect(queue.isEmpty).toBe(true);
    expect(bodies(await open(deadFolder).receive(1, LARGE))).toEqual(['poison']);
  });

  test('reads the names that files had before there were delays', async () => {
    const folder = temporaryFolder();
    const id = '0a1b2c3d-0000-4000-8000-000000000000';
    writeFileSync(path.join(folder, `1795370651000-000007-2-${id}`), 'old');
    const queue = open(folder);
    const [message] = await queue.receive(1, LARGE);
    expect(message).toEqual({
      id,
      sentAt: 1_795_370_651_000,
      sequence: 7,
      failures: 2,
      bytes: 3,
      dueAt: null,
      body: 'old',
    });
    if (message) await queue.remove(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('keeps no process alive for what waits', () => {
    const script = `
      const { Queue } = require(process.argv[1]);
      new Queue('Work', process.argv[2], () => undefined).send('later', 60_000);`;
    const folder = temporaryFolder();
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--require', 'tsx/cjs', '-e', script, require.resolve('../../../infra/local/queues'), folder],
      { timeout: 20_000 },
    );
    expect([status, String(stderr)]).toEqual([0, '']);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('moves a message to another queue, where it stays', async () => {
    const [folder, deadFolder] = [temporaryFolder(), temporaryFolder()];
    const queue = open(folder);
    await queue.send('poison');
    const [message] = await queue.receive(1, LARGE);
    if (message) await queue.moveTo(open(deadFolder), message);
    expect(readdirSync(folder)).toEqual([]);
    expect(queue.isEmpty).toBe(true);
    expect(bodies(await open(deadFolder).receive(1, LARGE))).toEqual(['poison']);
  });

  test('tells of every change, and what is at work', async () => {
    let changes = 0;
    const queue = open(temporaryFolder(), () => void changes++);
    expect([queue.hasWaiting, queue.isAtWork, queue.isEmpty]).toEqual([false, false, true]);
    await queue.send('a');
    expect([queue.hasWaiting, queue.isAtWork, queue.isEmpty]).toEqual([true, true, false]);
    expect(changes).toBe(1);
    const [message] = await queue.receive(1, LARGE);
    expect([queue.hasWaiting, queue.isAtWork, queue.isEmpty]).toEqual([false, true, false]);
    if (message) await queue.remove(message);
    expect([queue.hasWaiting, queue.isAtWork, queue.isEmpty]).toEqual([false, false, true]);
    expect(changes).toBe(2);
  });

  test('forgets a message whose file somebody deleted', async () => {
    const folder = temporaryFolder();
    const queue = open(folder);
    await queue.send('gone');
    await queue.send('there');
    for (const file of readdirSync(folder).sort().slice(0, 1)) rmSync(path.join(folder, file));
    expect(bodies(await queue.receive(2, LARGE))).toEqual(['there']);
    expect(existsSync(folder)).toBe(true);
  });
});
