import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Article } from '../../functions/article/article';
import { FeedServer, rss } from '../feed-server';
import { readCsv } from '../functions/export/csv-reader';
import { temporaryFolders } from '../infra/local/temporary-folder';
import { news, newsOutput } from './news';

const ROOT = path.resolve(__dirname, '../..');
const temporaryFolder = temporaryFolders();

const NEWEST = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
const COUNT = 130;

let feeds: FeedServer;
let service: ChildProcess;
let folder: string;
let env: { NEWSREEL_DATA: string };
let run: { url: string; adminToken: string };

beforeAll(async () => {
  feeds = await FeedServer.start();
  feeds.set('/many', many(COUNT));
  feeds.set(
    '/odd',
    rss(
      [
        {
          title: 'Red alert',
          guid: '1',
          link: 'https://example.com/odd',
          date: new Date(NEWEST - 3 * 24 * 60 * MINUTE),
        },
      ],
      'Odd',
    ),
  );
  feeds.set('/late', rss([{ title: 'Late', guid: '1', date: new Date(NEWEST) }], 'Late feed'));
  folder = temporaryFolder();
  const sources = path.join(folder, 'sources.json');
  writeFileSync(
    sources,
    JSON.stringify([
      { id: 'many', url: feeds.url('/many'), categories: ['Numbers'] },
      { id: 'odd', url: feeds.url('/odd'), categories: ['Oddities'] },
      { id: 'broken', url: feeds.url('/not-there') },
    ]),
  );
  env = { NEWSREEL_DATA: path.join(folder, 'data') };
  service = spawn(
    process.execPath,
    [
      path.join(ROOT, 'infra', 'local', 'start.mjs'),
      ...['--port', '0', '--data', env.NEWSREEL_DATA, '--sources', sources, '--every', '0'],
      ...['--allow-network', '127.0.0.0/8'],
    ],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      // Whatever is set where the tests run: nothing is sold here, and mails stay here.
      env: { ...process.env, STRIPE_SECRET_KEY: '', AWS_ENDPOINT_URL_SES: '' },
    },
  );
  const ended = once(service, 'exit').then(() => Promise.reject(new Error('The service did not start')));
  await Promise.race([once(service.stdout ?? service, 'data'), ended]);
  run = JSON.parse(readFileSync(path.join(env.NEWSREEL_DATA, 'run.json'), 'utf8'));
}, 60_000);

afterAll(async () => {
  if (service.kill('SIGTERM')) await once(service, 'exit');
  await feeds.stop();
});

function many(count: number): string {
  const items = Array.from({ length: count }, (_, number) => ({
    title: `Story ${number}${number % 10 === 0 ? ' lighthouse' : ''}`,
    guid: String(number),
    link: `https://example.com/${number}`,
    date: new Date(NEWEST - number * MINUTE),
    description: `About "${number}",\nand more`,
  }));
  return rss(items, 'Many');
}

const BLOCK = /^\[[a-z0-9-]+\] \d{4}-\d\d-\d\d\n .+\n -> https?:\/\/\S+\n/gm;

// In this order: the first fetches what the others read.
it('fetch waits until all is there, and says how much is new', async () => {
  expect(await news(['fetch'], { env })).toEqual({
    code: 0,
    stdout: `${COUNT + 1} new articles\n`,
    stderr: '1 source failed: `news sources` says why.\n',
  });
  feeds.set('/many', many(COUNT + 1));
  expect(await newsOutput(['fetch', '--source', 'many'], { env })).toBe('1 new article\n');
  expect(await newsOutput(['fetch', '--source', 'many'], { env })).toBe('0 new articles\n');
});

describe('list', () => {
  it('prints a block of three lines an article, 20 of the newest', async () => {
    const printed = await newsOutput(['list'], { env });
    expect(printed.match(BLOCK)?.join('')).toBe(printed);
    expect(printed.match(BLOCK)).toHaveLength(20);
    expect(printed.slice(0, printed.indexOf('[', 1))).toBe(
      '[many] 2026-11-20\n Story 0 lighthouse\n -> https://example.com/0\n',
    );
  });

  it('pages on where more are wanted than a page holds', async () => {
    const listed = JSON.parse(await newsOutput(['list', '--limit', '125', '--json'], { env })) as Article[];
    expect(listed.map(({ title }) => title.split(' ')[1])).toEqual(
      Array.from({ length: 125 }, (_, number) => String(number)),
    );
    expect(listed[0]).toEqual({
      id: expect.any(String),
      source: 'many',
      title: 'Story 0 lighthouse',
      url: 'https://example.com/0',
      summary: 'About "0", and more',
      author: null,
      publishedAt: '2026-11-20T12:00:00.000Z',
      fetchedAt: expect.any(String),
      categories: ['Numbers'],
      image: null,
    });
    const all = JSON.parse(await newsOutput(['list', '--limit', '1000', '--json'], { env }));
    expect(all).toHaveLength(COUNT + 2);
  });

  it.each([
    [['--source', 'odd'], 1],
    [['--source', 'odd', '--source', 'many', '--limit', '1000'], COUNT + 2],
    [['--category', 'oddities'], 1],
    [['--category', 'oddities', '--category', 'numbers', '--limit', '1000'], COUNT + 2],
    [['--search', 'lighthouse STORY', '--limit', '1000'], Math.ceil((COUNT + 1) / 10)],
    [['--since', '2026-11-20T11:58:00Z'], 3],
    [['--until', '2026-11-18'], 1],
    [['--search', 'lighthouse', '--since', '2026-11-20T11:50:00Z', '--until', '2026-11-20T12:00:00Z'], 1],
  ])('filters: %j', async (filters, count) => {
    expect(JSON.parse(await newsOutput(['list', ...filters, '--json'], { env }))).toHaveLength(count);
  });

  it('says on stderr that there is nothing', async () => {
    const asked = ['list', '--search', 'notaword'];
    expect(await news(asked, { env })).toEqual({ code: 0, stdout: '', stderr: 'No article matches.\n' });
    expect(await newsOutput([...asked, '--json'], { env })).toBe('[]\n');
  });
});

describe('export', () => {
  const all = COUNT + 2;

  it('writes JSON to stdout, and that alone', async () => {
    const { code, stdout, stderr } = await news(['export'], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toHaveLength(all);
  });

  it.each([
    ['json', (text: string) => JSON.parse(text) as unknown[]],
    [
      'ndjson',
      (text: string) =>
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
    ],
    ['csv', (text: string) => readCsv(text).slice(1)],
  ])('writes a file of %s', async (format, read) => {
    const place = temporaryFolder();
    const file = path.join(place, 'news.out');
    expect(await newsOutput(['export', '--format', format, '--output', file], { env })).toBe(
      `${all} articles -> ${file}\n`,
    );
    expect(read(readFileSync(file, 'utf8'))).toHaveLength(all);
    expect(readdirSync(place)).toEqual(['news.out']);
  });

  it('filters', async () => {
    const file = path.join(temporaryFolder(), 'odd.json');
    const filters = [
      '--source',
      'odd',
      '--search',
      'alert',
      '--since',
      '2026-11-01',
      '--category',
      'oddities',
    ];
    expect(await newsOutput(['export', ...filters, '-o', file], { env })).toBe(`1 article -> ${file}\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject([{ source: 'odd' }]);
  });
});

describe('sources', () => {
  it('are listed, with why they fail', async () => {
    const lines = (await newsOutput(['sources'], { env })).split('\n');
    expect(lines[0]).toMatch(/^ID +STATUS +ENTRIES +FETCHED \(UTC\) +TITLE$/);
    expect(lines.find((line) => line.startsWith('many '))).toMatch(
      /^many +ok +131 +\d{4}-\d\d-\d\d \d\d:\d\d +Many$/,
    );
    const broken = lines.findIndex((line) => line.startsWith('broken '));
    expect(lines.slice(broken, broken + 2)).toEqual([
      expect.stringContaining('failing'),
      expect.stringMatching(/^ {2}.*404/),
    ]);
    const listed = JSON.parse(await newsOutput(['sources', '--json'], { env }));
    expect(listed).toHaveLength(3);
    expect(JSON.parse(await newsOutput(['sources', 'list', '--json'], { env }))).toEqual(listed);
  });

  it('are added, by options or by a file, and removed', async () => {
    const added = await newsOutput(
      ['sources', 'add', feeds.url('/late'), '--id', 'late', '--title', 'Ours', '--every', '60'],
      { env },
    );
    expect(added).toBe(`added late: Ours ${feeds.url('/late')}\n`);
    const again = await news(['sources', 'add', feeds.url('/late')], { env });
    expect(again).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]*late[^\n]*\n$/),
    });
    expect(await newsOutput(['sources', 'remove', 'late'], { env })).toBe('removed late\n');
    expect(await news(['sources', 'remove', 'late'], { env })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^[^\n]*no source with this id[^\n]*\n$/),
    });

    feeds.set(
      '/api',
      JSON.stringify({ hits: [{ key: 1, name: 'From an API', at: '2026-11-19T00:00:00Z' }] }),
    );
    const source = {
      id: 'not-this',
      url: feeds.url('/api'),
      kind: 'json',
      map: { items: 'hits', id: 'key', title: 'name', publishedAt: 'at' },
      categories: ['Machines'],
    };
    const input = JSON.stringify(source);
    expect(await newsOutput(['sources', 'add', '--file', '-', '--id', 'api'], { env, input })).toMatch(
      /^added api: /,
    );
    expect(await newsOutput(['fetch', '--source', 'api'], { env })).toBe('1 new article\n');
    expect(await newsOutput(['list', '--category', 'machines'], { env })).toContain('From an API');
  });

  it('go out as OPML and come in', async () => {
    const file = path.join(temporaryFolder(), 'sources.opml');
    expect(await newsOutput(['sources', 'export', '--output', file], { env })).toBe(`4 sources -> ${file}\n`);
    const opml = readFileSync(file, 'utf8');
    expect(await newsOutput(['sources', 'export'], { env })).toContain('<opml version="2.0">');
    const more = opml.replace(
      '</body>',
      '<outline text="New" xmlUrl="https://new.example/feed"/><outline text="None" xmlUrl="nowhere"/></body>',
    );
    expect(await newsOutput(['sources', 'import', '-'], { env, input: more })).toBe(
      '1 added, 4 skipped, 1 failed\n',
    );
    expect(await newsOutput(['sources', 'import', file], { env })).toBe('0 added, 4 skipped, 0 failed\n');
    expect(await news(['sources', 'import', `${file}.none`], { env })).toEqual({
      code: 1,
      stdout: '',
      stderr: `${file}.none cannot be read: there is no such file.\n`,
    });
  });
});

it('open prints the address, browser or not', async () => {
  expect(await news(['open'], { env })).toEqual({ code: 0, stdout: `${run.url}/\n`, stderr: '' });
  if (process.platform !== 'linux') return;
  const opened = path.join(folder, 'opened');
  const browser = path.join(folder, 'browser');
  writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > ${opened}.new && mv ${opened}.new ${opened}\n`, {
    mode: 0o755,
  });
  await newsOutput(['open'], { env: { ...env, BROWSER: browser } });
  while (!existsSync(opened)) await new Promise((done) => setTimeout(done, 20));
  expect(readFileSync(opened, 'utf8')).toBe(`${run.url}/`);
});

it('knows the local run by its folder, and gives its token to no other URL', async () => {
  const elsewhere = { NEWSREEL_DATA: '' };
  // The working directory's .newsreel, without a word about it.
  const { NEWSREEL_DATA: data } = env;
  const place = temporaryFolder();
  symlinkSync(data, path.join(place, '.newsreel'));
  expect(await newsOutput(['list', '--limit', '1'], { env: elsewhere, cwd: place })).toContain('Story 0');
  expect(await newsOutput(['fetch', '--source', 'odd', '--url', `${run.url}/`], { env })).toBe(
    '0 new articles\n',
  );
  const other = await news(['fetch', '--url', run.url.replace('127.0.0.1', 'localhost')], { env });
  expect(other).toMatchObject({ code: 1, stderr: expect.stringMatching(/NEWS_TOKEN or --token\.\n$/) });
  const wrong = await news(['fetch', '--token', 'not-the-token'], { env });
  expect(wrong).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('not the admin token'),
  });
  expect(wrong.stderr).not.toContain('not-the-token');
  const byVariables = { NEWS_URL: run.url, NEWS_TOKEN: run.adminToken };
  expect(await newsOutput(['fetch', '--source', 'odd'], { env: byVariables })).toBe('0 new articles\n');
});

it('signs a reader in by a mail, shows what they have, and signs them out', async () => {
  const config = temporaryFolder();
  const asReader = { env: { ...env, XDG_CONFIG_HOME: config } };
  const asked = await news(['sign-in', 'me@example.com'], asReader);
  expect(asked).toMatchObject({ code: 0, stdout: '' });
  expect(asked.stderr).toContain(`${run.url}/_local/mailbox\n`);
  const link = await linkMailedTo('me@example.com');
  const signedIn = { code: 0, stdout: `Signed in as me@example.com at ${run.url}\n`, stderr: '' };
  expect(await news(['sign-in', '--link', link], asReader)).toEqual(signedIn);
  expect(await news(['sign-in', '--link', link], asReader)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^This link was used[^\n]*\n$/),
  });

  const file = path.join(config, 'newsreel', 'sessions.json');
  const { [run.url]: token = '' } = JSON.parse(readFileSync(file, 'utf8'));
  expect(await newsOutput(['account'], asReader)).toMatch(/^me@example\.com\n No plan\n .+\n/);
  const byToken = { env: { ...env, NEWS_TOKEN: token } };
  expect(JSON.parse(await newsOutput(['account', '--json'], byToken))).toMatchObject({
    email: 'me@example.com',
  });
  // Here nothing is sold: who signs in has what members have, and the admin's work is the admin's still.
  expect(await newsOutput(['export', '--source', 'odd'], byToken)).toContain('Red alert');
  expect(await news(['fetch'], byToken)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('for the admin'),
  });
  expect(await newsOutput(['fetch', '--source', 'odd'], asReader)).toBe('0 new articles\n');

  expect(await newsOutput(['sign-out'], asReader)).toBe(`Signed out at ${run.url}\n`);
  expect(await news(['account'], asReader)).toMatchObject({ code: 1, stdout: '' });
  const after = await news(['account'], byToken);
  expect(after).toMatchObject({ code: 1, stdout: '' });
  expect(after.stderr).not.toContain(token);
});

async function linkMailedTo(address: string): Promise<string> {
  const response = await fetch(`${run.url}/_local/mailbox.json`);
  const { messages } = (await response.json()) as { messages: { to: string[]; text: string }[] };
  const { text = '' } = messages.findLast(({ to }) => to.includes(address)) ?? {};
  return /http\S+\/sign-in\?token=\S+/.exec(text)?.[0] ?? '';
}

it('says what a parameter should be, in a line', async () => {
  expect(await news(['list', '--search', 'a'.repeat(1_001)], { env })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'search must be at most 1000 characters.\n',
  });
});
