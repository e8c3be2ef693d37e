import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { request } from 'undici';
import { planMessages, recordFetched } from '../../../functions/cycles/cycle';
import { addSource, readSources } from '../../../functions/sources/store';
import { sourceKey } from '../../../functions/table/keys';
import { removeSamplesWhenReal, runFirstCycle } from '../../../infra/local/first-cycle';
import { listen } from '../../../infra/local/listen';
import { addSamples, moveSamples } from '../../../infra/local/sample-sources';
import { type Samples, serveSamples } from '../../../infra/local/samples';
import { Workload } from '../../../infra/local/workload';
import { startTable, type TestTable } from '../../table';

let table: TestTable;
let samples: Samples;

beforeEach(async () => {
  samples = await serveSamples(path.resolve(__dirname, '../../feeds'), new Date());
  table = await startTable();
  await addSource(table, 'real', { url: 'http://127.0.0.1:9/feed' });
});

afterEach(async () => {
  samples.close();
  await table.stop();
});

const ids = async () => (await readSources(table, true)).map(({ id }) => id);
const SAMPLES = ['sample-biblioteca-sumergida', 'sample-lanternport', 'sample-wolkenwerft'];

/** What `fetch` writes when a source was read. */
const setRead = (id: string) =>
  table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: sourceKey(id),
      UpdateExpression: 'SET readBy = :by',
      ExpressionAttributeValues: { ':by': { S: 'cycle/fetch#0' } },
    }),
  );

/** Runs the first cycle; each cycle asks the given addresses and is done. */
async function run(...addresses: string[]) {
  const results: string[] = [];
  let cycles = 0;
  await runFirstCycle({
    table,
    samples,
    workload: new Workload(),
    stop: new AbortController().signal,
    screen: { isTerminal: false, progress: () => undefined, result: (line) => results.push(line) },
    startCycle: async () => {
      const cycle = `cycle-${++cycles}`;
      for (const address of addresses) await request(address).catch(() => undefined);
      await planMessages(table, cycle, new Map([['fetch#0', 1]]));
      const fetchedAt = new Date().toISOString();
      await recordFetched(table, cycle, 'fetch#0', {
        sources: 1,
        failed: 0,
        newArticles: cycles,
        parts: [],
        follows: [],
        fetchedAt,
      });
      return { cycle, sources: 1 };
    },
  });
  return results;
}

async function serveStatus(status: number) {
  const server = createServer((_, response) => response.writeHead(status).end());
  const port = await listen(server, 0);
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

describe('the first cycle', () => {
  test('with nobody to be reached goes on with the samples, and says so', async () => {
    const results = await run('http://127.0.0.1:9/feed', `${samples.origin}/sample-lanternport`);
    expect(results).toEqual([
      '1 new article from 1 source (0 failing)',
      expect.stringContaining('Not one source could be reached'),
      '2 new articles from 1 source (0 failing)',
    ]);
    expect(await ids()).toEqual(['real', ...SAMPLES]);
  });

  test.each([200, 404, 500])('with a server that answers %i needs no samples', async (status) => {
    const { url, close } = await serveStatus(status);
    try {
      expect(await run(url)).toHaveLength(1);
      expect(await ids()).toEqual(['real']);
    } finally {
      close();
    }
  });

  test('with something to read from before needs none either', async () => {
    await setRead('real');
    expect(await run()).toHaveLength(1);
    expect(await ids()).toEqual(['real']);
  });
});

describe('the samples', () => {
  test('go away when a real source was read and all work is done', async () => {
    const workload = new Workload();
    const problems: string[] = [];
    await addSamples(table, samples);
    removeSamplesWhenReal(table, workload, (problem) => problems.push(problem));
    await workload.during(() => setRead('sample-lanternport'));
    await pause(100);
    expect(await ids()).toEqual(['real', ...SAMPLES]);
    await workload.during(() => setRead('real'));
    for (let tries = 0; (await ids()).length > 1 && tries < 50; tries++) await pause(20);
    expect(await ids()).toEqual(['real']);
    expect(problems).toEqual([]);
  });

  test('move to the address of a new run, where they are, and come nowhere else', async () => {
    await moveSamples(table, samples);
    expect(await ids()).toEqual(['real']);
    await addSamples(table, samples);
    const other = await serveSamples(path.resolve(__dirname, '../../feeds'), new Date());
    try {
      await moveSamples(table, other);
      const moved = (await readSources(table, true)).filter(({ id }) => id.startsWith('sample-'));
      expect(moved.map(({ url }) => new URL(url).origin)).toEqual([other.origin, other.origin, other.origin]);
      expect(await readSources(table, true)).toContainEqual(
        expect.objectContaining({ url: 'http://127.0.0.1:9/feed' }),
      );
    } finally {
      other.close();
    }
  });
});
