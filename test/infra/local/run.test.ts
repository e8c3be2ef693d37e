import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Article } from '../../../functions/article/article';
import type { CycleTotals } from '../../../functions/cycles/cycle';
import type { ListedSource } from '../../../functions/sources/source';
import type { Message } from '../../../infra/local/mailbox-messages';
import { FeedServer, rss } from '../../feed-server';
import { temporaryFolders } from './temporary-folder';

const ROOT = path.resolve(__dirname, '../../..');
const ANY_PORT = ['--port', '0'];
const temporaryFolder = temporaryFolders();

let feeds: FeedServer;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  feeds = await FeedServer.start();
});
afterAll(() => feeds.stop());
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

interface Run {
  child: ChildProcess;
  url: string;
  stdout: () => string;
  stderr: () => string;
  get<T>(route: string): Promise<T>;
  post<T>(route: string): Promise<T>;
  /** a cycle, until all that it brought can be found */
  cycle(): Promise<CycleTotals>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

function start(args: string[]): { child: ChildProcess; stdout: () => string; stderr: () => string } {
  const child = spawn(process.execPath, [path.join(ROOT, 'infra', 'local', 'start.mjs'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
      output[stream] += chunk;
    });
  }
  return { child, stdout: () => output.stdout, stderr: () => output.stderr };
}

/** Starts a run, and waits until it is ready. */
async function startRun(data: string, args: string[]): Promise<Run> {
  const run = start([...ANY_PORT, '--data', data, '--allow-network', '127.0.0.0/8', ...args]);
  await until(() => /^ready /m.test(run.stdout()) || run.child.exitCode !== null);
  if (run.child.exitCode !== null) throw new Error(`It ended: ${run.stderr()}`);
  const { url, adminToken } = JSON.parse(readFileSync(path.join(data, 'run.json'), 'utf8'));
  const ask = async <T>(method: string, route: string): Promise<T> => {
    const answer = await fetch(url + route, { method, headers: { authorization: `Bearer ${adminToken}` } });
    return (await answer.json()) as T;
  };
  return {
    ...run,
    url,
    get: (route) => ask('GET', route),
    post: (route) => ask('POST', route),
    cycle: async () => {
      const { cycle } = await ask<{ cycle: string }>('POST', '/fetch');
      let totals = await ask<CycleTotals>('GET', `/cycles/${cycle}`);
      await until(async () => {
        totals = await ask<CycleTotals>('GET', `/cycles/${cycle}`);
        return totals.finishedAt !== null;
      });
      return totals;
    },
    kill: async (signal) => {
      const ended = once(run.child, 'exit');
      run.child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not happen within 30 seconds');
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** How a start that fails ends. */
async function failingStart(args: string[]): Promise<{ code: number | null; stderr: string }> {
  const { child, stderr } = start(args);
  const [code] = await once(child, 'exit');
  return { code, stderr: stderr() };
}

function sourcesFile(folder: string, sources: unknown): string {
  const file = path.join(folder, 'sources.json');
  writeFileSync(file, JSON.stringify(sources));
  return file;
}

async function allArticles(run: Run, query = ''): Promise<Article[]> {
  const articles: Article[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { articles: Article[]; next: string | null } = await run.get(
      `/articles?limit=100${query}${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    articles.push(...page.articles);
    cursor = page.next;
  }
  return articles;
}

describe('the local run', () => {
  it('fetches, lists, finds, and ends in order', async () => {
    const folder = temporaryFolder();
    const data = path.join(folder, 'data');
    feeds.set(
      '/one',
      rss([{ title: 'Ünïque headline', guid: '1', date: new Date(Date.now() - 60_000) }], 'One'),
    );
    const file = sourcesFile(folder, [
      { id: 'one', url: feeds.url('/one') },
      { id: 'private', url: 'http://10.0.0.1/feed' },
    ]);
    const run = await startRun(data, ['--sources', file]);
    expect(run.stdout()).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/m);
    expect(statSync(path.join(data, 'run.json')).mode & 0o777).toBe(0o600);
    await until(() => run.stdout().includes('1 new article from 2 sources (1 failing)'));
    expect((await run.get<{ articles: Article[] }>('/articles?search=unique')).articles).toMatchObject([
      { source: 'one', title: 'Ünïque headline' },
    ]);
    const { sources } = await run.get<{ sources: ListedSource[] }>('/sources');
    expect(sources).toMatchObject([
      { id: 'one', title: 'One', status: 'ok', entries: 1 },
      { id: 'private', status: 'failing', lastError: expect.stringContaining('not allowed') },
    ]);
    const { pid } = JSON.parse(readFileSync(path.join(data, 'run.json'), 'utf8'));
    expect(pid).toBe(run.child.pid);
    expect(await run.kill('SIGTERM')).toBe(0);
    expect(run.stderr()).not.toMatch(/rror/);
  }, 60_000);

  it('killed at any moment has all that it ever showed, nothing twice, and finds it', async () => {
    const folder = temporaryFolder();
    const data = path.join(folder, 'data');
    const sources = Array.from({ length: 30 }, (_, source) => {
      const items = Array.from({ length: 40 }, (_, entry) => ({
        title: `Feed${source} entry${entry} mark`,
        guid: String(entry),
        date: new Date(Date.now() - (source * 40 + entry) * 60_000),
        content: `<p>${'news '.repeat(200)}</p>`,
      }));
      feeds.set(`/many/${source}`, rss(items));
      return { id: `feed-${source}`, url: feeds.url(`/many/${source}`) };
    });
    const file = sourcesFile(folder, sources);
    const shown = new Set<string>();
    for (const moment of [1, 300, 900]) {
      const run = await startRun(data, ['--sources', file, '--every', '0']);
      await run.post('/fetch');
      await until(async () => {
        const { articles } = await run.get<{ articles: Article[] }>('/articles?limit=100');
        for (const { id } of articles) shown.add(id);
        return articles.length >= Math.min(moment, 100);
      });
      await run.kill('SIGKILL');
    }
    expect(shown.size).toBeGreaterThan(0);
    const run = await startRun(data, ['--every', '0']);
    await run.cycle();
    const listed = await allArticles(run);
    const found = await allArticles(run, '&search=mark');
    expect(listed).toHaveLength(1_200);
    expect(new Set(listed.map(({ title }) => title)).size).toBe(1_200);
    expect(found.map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
    expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining([...shown]));
    expect(await run.kill('SIGINT')).toBe(0);
  }, 120_000);

  it('sends digests, and hears what became of each mail by SES’s mailbox simulator', async () => {
    const folder = temporaryFolder();
    const file = sourcesFile(folder, [{ id: 'mailed', url: feeds.url('/mailed') }]);
    feeds.set('/mailed', rss([{ title: 'News by mail', guid: '1', date: new Date() }]));
    const run = await startRun(path.join(folder, 'data'), ['--sources', file, '--every', '0']);
    await run.cycle();
    let token = '';
    const ask = async (method: string, route: string, body?: object): Promise<Record<string, unknown>> => {
      const authorization = token && `Bearer ${token}`;
      const answer = await fetch(run.url + route, {
        method,
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      return JSON.parse((await answer.text()) || '{}');
    };
    const lastMail = async () =>
      (await run.get<{ messages: Message[] }>('/_local/mailbox.json')).messages.at(-1);

    await ask('POST', '/sign-in', { email: 'bounce+ada@simulator.amazonses.com' });
    const [, link] = /token=([\w.-]+)/.exec((await lastMail())?.text ?? '') ?? [];
    token = String((await ask('POST', '/sign-in/confirm', { token: link }))['token']);
    await ask('PUT', '/me/digest', { every: 'day' });
    expect(await run.post('/digests')).toEqual({ digests: 1 });
    await until(async () =>
      /"digest".*"bounced".*"bounced"/.test(JSON.stringify(await ask('GET', '/me/mails'))),
    );
    expect(await ask('GET', '/me')).toMatchObject({ mail: 'bounced', digest: { every: 'day' } });
    const unsubscribe = (await lastMail())?.headers['List-Unsubscribe'];
    expect(unsubscribe?.startsWith(`<${run.url}/unsubscribe?token=`)).toBe(true);
    expect(await run.kill('SIGTERM')).toBe(0);
    expect(run.stderr()).not.toMatch(/rror/);
  }, 60_000);

  it('refuses what it cannot do, in a line', async () => {
    const folder = temporaryFolder();
    const broken = path.join(folder, 'broken.json');
    writeFileSync(broken, '[{"url": "https://a.example/"}, {"url": "nowhere"}]');
    const data = path.join(folder, 'data');
    const refused = await failingStart([...ANY_PORT, '--data', data, '--sources', broken]);
    expect(refused).toEqual({ code: 2, stderr: expect.stringMatching(/^.*broken\.json.*url.*\n$/) });

    mkdirSync(data);
    writeFileSync(path.join(data, 'version.json'), '{"version":99}');
    const newer = await failingStart([...ANY_PORT, '--data', data]);
    expect(newer).toEqual({ code: 1, stderr: expect.stringMatching(/^.*newer.*\n$/) });

    const taken = await failingStart(['--port', String(feeds.port), '--data', path.join(folder, 'other')]);
    expect(taken).toEqual({ code: 1, stderr: expect.stringMatching(/^Port \d+ is in use.*\n$/) });

    const wrong = await failingStart(['--colour', 'red']);
    expect(wrong).toEqual({ code: 2, stderr: expect.stringMatching(/^.*--colour.*\n$/) });
  }, 60_000);

  it('goes on with samples where nothing can be reached, until a source answers', async () => {
    const folder = temporaryFolder();
    const file = sourcesFile(folder, [{ id: 'late', url: feeds.url('/late') }]);
    feeds.set('/late', (request) => request.socket.destroy());
    const run = await startRun(path.join(folder, 'data'), ['--sources', file]);
    await until(() => /Not one source could be reached/.test(run.stdout()));
    await until(async () => (await run.get<{ articles: Article[] }>('/articles')).articles.length > 10);
    for (const { source } of await allArticles(run)) expect(source).toMatch(/^sample-/);
    feeds.set('/late', rss([{ title: 'Real news', guid: '1', date: new Date() }]));
    await run.cycle();
    await until(async () => (await run.get<{ sources: ListedSource[] }>('/sources')).sources.length === 1);
    expect(await allArticles(run)).toMatchObject([{ source: 'late', title: 'Real news' }]);
    await run.kill('SIGTERM');
  }, 60_000);
});
