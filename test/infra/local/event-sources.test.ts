import { readdirSync } from 'node:fs';
import type { SQSEvent } from 'aws-lambda';
import { type Connections, EventSource } from '../../../infra/local/event-sources';
import { Queue } from '../../../infra/local/queues';
import { Workload } from '../../../infra/local/workload';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();

const RESOURCE = {
  queueId: 'Work',
  functionId: 'Worker',
  batchSize: 10,
  windowMs: 0,
  reportsItemFailures: true,
  concurrency: 2,
};

interface Fixture {
  queue: Queue;
  other: Queue;
  dead: Queue;
  workload: Workload;
  /** the bodies of each invocation */
  batches: string[][];
  problems: string[];
  source: EventSource;
}

const running: EventSource[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((source) => source.stop()));
});

function fixture(
  handle: (event: SQSEvent) => unknown = () => undefined,
  resource: Partial<typeof RESOURCE> = {},
  connections: Partial<Connections> = {},
): Fixture {
  const workload = new Workload();
  const [queue, other, dead] = ['Work', 'Other', 'Dead'].map(
    (name) => new Queue(name, temporaryFolder(), workload.changed),
  ) as [Queue, Queue, Queue];
  workload.watch(queue);
  workload.watch(other);
  const batches: string[][] = [];
  const problems: string[] = [];
  const source = new EventSource(
    { ...RESOURCE, ...resource },
    {
      queue,
      deadLetters: { queue: dead, maxReceiveCount: 3 },
      workload,
      report: (problem) => problems.push(problem),
      tryAgainAfterMs: [5, 10],
      invoke: async (event) => {
        batches.push(event.Records.map(({ body }) => body));
        return handle(event);
      },
      ...connections,
    },
  );
  running.push(source);
  return { queue, other, dead, workload, batches, problems, source };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 400) throw new Error('It did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an event source', () => {
  test('hands over what waits, what comes, and removes what was handled', async () => {
    const { queue, source, batches } = fixture();
    await queue.send('a');
    await queue.send('b');
    source.start();
    await until(() => queue.isEmpty);
    await queue.send('c');
    await until(() => queue.isEmpty);
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });

  test('makes records as SQS does', async () => {
    let seen: SQSEvent | undefined;
    const { queue, source } = fixture((event) => {
      seen = event;
    });
    const before = Date.now();
    const id = await queue.send('{"a":1}');
    source.start();
    await until(() => queue.isEmpty);
    const record = seen?.Records[0];
    expect(record).toEqual({
      messageId: id,
      receiptHandle: expect.any(String),
      body: '{"a":1}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
      messageAttributes: {},
      md5OfBody: 'bb6cb5c68df4652941caf652a366f2d8',
      eventSource: 'aws:sqs',
      eventSourceARN: expect.stringMatching(/^arn:aws:sqs:.*:Work$/),
      awsRegion: expect.any(String),
    });
    expect(Number(record?.attributes.SentTimestamp)).toBeGreaterThanOrEqual(before);
  });

  test('invokes so often at once, and no more', async () => {
    let now = 0;
    let most = 0;
    const { queue, source } = fixture(
      async () => {
        most = Math.max(most, ++now);
        await pause(20);
        now--;
      },
      { batchSize: 1, concurrency: 3 },
    );
    for (let index = 0; index < 8; index++) await queue.send(String(index));
    source.start();
    await until(() => queue.isEmpty);
    expect(most).toBe(3);
  });

  test('fills a batch up to its number and to 6 MB', async () => {
    const { queue, source, batches } = fixture(undefined, { batchSize: 8, concurrency: 1 });
    for (let index = 0; index < 7; index++) await queue.send('x'.repeat(1_000_000));
    for (let index = 0; index < 10; index++) await queue.send('y');
    source.start();
    await until(() => queue.isEmpty);
    expect(batches.map((batch) => batch.length)).toEqual([6, 8, 3]);
  });

  test('tries again the messages that failed, and those alone', async () => {
    const receiveCounts: string[] = [];
    const { queue, source, batches } = fixture((event) => ({
      batchItemFailures: event.Records.filter(({ body }) => body === 'bad').map(
        ({ messageId, attributes }) => {
          receiveCounts.push(attributes.ApproximateReceiveCount);
          return { itemIdentifier: messageId };
        },
      ),
    }));
    for (const body of ['good', 'bad', 'fine']) await queue.send(body);
    source.start();
    await until(() => queue.isEmpty);
    expect(batches).toEqual([['good', 'bad', 'fine'], ['bad'], ['bad']]);
    expect(receiveCounts).toEqual(['1', '2', '3']);
  });

  test('moves what failed as often as it may to the dead letters, and says so', async () => {
    const { queue, dead, source, problems } = fixture(() => {
      throw new Error('always');
    });
    const id = await queue.send('poison');
    source.start();
    await until(() => queue.isEmpty);
    expect(await dead.receive(1, 1_000)).toEqual([expect.objectContaining({ id, body: 'poison' })]);
    expect(problems.filter((problem) => problem.includes('always'))).toHaveLength(3);
    expect(problems.at(-1)).toContain('Dead');
  });

  test.each([
    ['throws', () => Promise.reject(new Error('no'))],
    ['names an unknown message', () => ({ batchItemFailures: [{ itemIdentifier: 'who' }] })],
    ['names an empty one', () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
    ['names none', () => ({ batchItemFailures: [{}] })],
    ['answers with no list', () => ({ batchItemFailures: 'all' })],
  ])('takes the whole batch for failed where the function %s', async (_, handle) => {
    let first = true;
    const { queue, source, batches } = fixture(() => {
      const answer = first ? handle() : undefined;
      first = false;
      return answer;
    });
    await queue.send('a');
    await queue.send('b');
    source.start();
    await until(() => queue.isEmpty);
    expect(batches[0]).toEqual(['a', 'b']);
    expect(batches.slice(1).flat().sort()).toEqual(['a', 'b']);
  });

  test('takes all for handled where the mapping reports no single failures', async () => {
    const failAll = (event: SQSEvent) => ({
      batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
    });
    const { queue, source, batches } = fixture(failAll, { reportsItemFailures: false });
    await queue.send('a');
    source.start();
    await until(() => queue.isEmpty);
    expect(batches).toEqual([['a']]);
  });

  test('ends when what it handed over is done; the rest stays for the next start', async () => {
    const folder = temporaryFolder();
    const workload = new Workload();
    const queue = new Queue('Work', folder, workload.changed);
    const handled: string[] = [];
    const begun: string[] = [];
    let finish: (() => void) | undefined;
    const { source } = fixture(
      undefined,
      { batchSize: 1, concurrency: 1 },
      {
        queue,
        workload,
        invoke: async (event) => {
          const bodies = event.Records.map(({ body }) => body);
          begun.push(...bodies);
          await new Promise<void>((done) => {
            finish = done;
          });
          handled.push(...bodies);
        },
      },
    );
    for (const body of ['a', 'b', 'c']) await queue.send(body);
    source.start();
    await until(() => finish !== undefined);
    const stopped = source.stop();
    finish?.();
    await stopped;
    expect(handled).toEqual(['a']);
    await pause(60);
    expect(begun).toEqual(['a']);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe('a batching window', () => {
  const WINDOW = { windowMs: 60_000, batchSize: 4 };

  test('ends at once where no work is in sight', async () => {
    const { queue, source } = fixture(undefined, WINDOW);
    source.start();
    await queue.send('a');
    await until(() => queue.isEmpty);
  });

  test('lasts while an invocation runs that may send more', async () => {
    const { queue, source, workload, batches } = fixture(undefined, WINDOW);
    source.start();
    await workload.during(async () => {
      await queue.send('a');
      await pause(30);
      await queue.send('b');
      await pause(30);
      expect(batches).toEqual([]);
    });
    await until(() => queue.isEmpty);
    expect(batches).toEqual([['a', 'b']]);
  });

  test('lasts while another queue has messages waiting or in hand', async () => {
    const { queue, other, source, batches } = fixture(undefined, WINDOW);
    await other.send('work');
    source.start();
    await queue.send('a');
    await pause(20);
    const [inHand] = await other.receive(1, 1_000);
    await queue.send('b');
    await pause(20);
    expect(batches).toEqual([]);
    if (inHand) await other.remove(inHand);
    await until(() => queue.isEmpty);
    expect(batches).toEqual([['a', 'b']]);
  });

  test('does not wait for messages that wait for another try themselves', async () => {
    const { queue, other, source } = fixture(undefined, WINDOW);
    await other.send('failing');
    const [failing] = await other.receive(1, 1_000);
    if (failing) await other.putBackAfter(failing, 60_000);
    source.start();
    await queue.send('a');
    await until(() => queue.isEmpty);
    other.close();
  });

  test('ends when the batch is full', async () => {
    const { queue, other, source, batches } = fixture(undefined, WINDOW);
    await other.send('work');
    source.start();
    for (const body of ['a', 'b', 'c']) await queue.send(body);
    await pause(20);
    expect(batches).toEqual([]);
    await queue.send('d');
    await until(() => queue.isEmpty);
    expect(batches).toEqual([['a', 'b', 'c', 'd']]);
  });

  test('ends when its time is up, whatever else goes on, and begins anew', async () => {
    const { queue, other, source, batches } = fixture(undefined, { windowMs: 400, batchSize: 100 });
    await other.send('work that never ends');
    source.start();
    const begun = Date.now();
    await queue.send('a');
    await queue.send('b');
    await until(() => queue.isEmpty);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(395);
    await queue.send('c');
    await pause(15);
    expect(batches).toEqual([['a', 'b']]);
    await until(() => queue.isEmpty);
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });
});
