import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client } from '../../cli/client';
import { RequestFailure } from '../../cli/errors';
import { jsonJoin } from '../../cli/export/json-join';
import { copyParts, nextPart } from '../../cli/export/parts';
import { type Output, openOutput } from '../../cli/output';
import { Terminal } from '../../cli/terminal';
import { temporaryFolders } from '../infra/local/temporary-folder';
import { news, startNews } from './news';
import { outsides, type Respond } from './outside';

const outside = outsides();
const temporaryFolder = temporaryFolders();

/** Parts by their number: what is sent of each; each but the last leads on to the next. */
const serving =
  (parts: (string | Respond)[]): Respond =>
  (request, response, url) => {
    const at = Number(url.searchParams.get('cursor') ?? 0);
    const next = new URLSearchParams(url.searchParams);
    next.set('cursor', String(at + 1));
    response.setHeader('content-type', 'application/json');
    if (at + 1 < parts.length)
      response.setHeader('link', `</other>; rel=prev, </export?${next}>; rel="next"`);
    const part = parts[at] ?? '';
    if (typeof part === 'function') part(request, response, url);
    else response.end(part);
  };

/** Other behaviour at first, then a part. */
const failingFirst = (failures: Respond[], part: string): Respond => {
  const left = [...failures];
  return (request, response, url) => {
    const failure = left.shift();
    if (failure === undefined) response.end(part);
    else failure(request, response, url);
  };
};

const cutOff: Respond = (_, response) => {
  response.setHeader('content-length', '1000');
  response.write('[{"id":"lost"},{"id":');
  setTimeout(() => response.destroy(), 20);
};
const silentlyCutOff: Respond = (_, response) => response.end('[{"id":"lost"},{"id":"lo');
const throttled: Respond = (_, response) => response.writeHead(429, { 'retry-after': '0' }).end();
const throttledByGateway: Respond = (_, response) =>
  response.writeHead(429).end('{"message":"Too Many Requests"}');
const broken: Respond = (_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>');
const reset: Respond = (_, response) => response.destroy();
const silent: Respond = () => undefined;
const stalled: Respond = (_, response) => response.write('[{"id":"lost"},');

const PATIENCE = { answerMs: 300, waitsMs: [5, 5, 5], throttledMs: 5 };

function clientOf(url: string): Client {
  const service = { base: new URL(`${url}/`), token: null, isKept: false, isLocalRun: false };
  return new Client(service, new AbortController().signal, PATIENCE);
}

const { stdin, stdout, stderr } = process;
const terminal = new Terminal({ stdin, stdout, stderr, env: {} });

async function exportTo(output: Output, parts: (string | Respond)[]): Promise<number> {
  const { url } = await outside(serving(parts));
  const client = clientOf(url);
  try {
    const articles = await copyParts(client, client.url('export'), jsonJoin, output, () => undefined);
    await output.commit();
    return articles;
  } catch (error) {
    await output.discard();
    throw error;
  }
}

describe('a part that fails', () => {
  it.each<[string, Respond[]]>([
    ['is cut off', [cutOff]],
    ['is cut off unseen', [silentlyCutOff]],
    ['is throttled', [throttled]],
    ['is throttled by API Gateway', [throttledByGateway]],
    ['breaks in the gateway', [broken]],
    ['breaks the connection', [reset]],
    ['never answers', [silent]],
    ['stalls in the middle', [stalled]],
    ['fails three times', [cutOff, broken, silentlyCutOff]],
  ])('%s, and is asked for again', async (_, failures) => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'news.json');
    const parts = ['[{"id":1}]\n', failingFirst(failures, '[{"id":2}]'), '[]', '[{"id":3}]'];
    expect(await exportTo(await openOutput(file, terminal), parts)).toBe(3);
    expect(readFileSync(file, 'utf8')).toBe('[{"id":1},\n{"id":2},\n{"id":3}]\n');
    expect(readdirSync(folder)).toEqual(['news.json']);
  });

  it('for good leaves the file as it was', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'news.json');
    writeFileSync(file, 'before');
    const always = [cutOff, cutOff, cutOff, cutOff];
    const parts = ['[{"id":1}]', failingFirst(always, '[]')];
    await expect(exportTo(await openOutput(file, terminal), parts)).rejects.toThrow(RequestFailure);
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['news.json']);
  });
});

it('a part is asked for while the one before is still on its way', async () => {
  let asked: () => void = () => undefined;
  const second = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const first: Respond = (_, response) => {
    response.write('[{"id":1}');
    second.then(() => response.end(']'));
  };
  const parts: Respond[] = [
    first,
    (_, response) => {
      asked();
      response.end('[{"id":2}]');
    },
  ];
  expect(await exportTo(await openOutput(path.join(temporaryFolder(), 'news.json'), terminal), parts)).toBe(
    2,
  );
});

it('stdout gets no part twice: what went out and broke is the end', async () => {
  const { url } = await outside(
    serving(['[{"id":1}]', failingFirst([reset], '[{"id":2}]'), failingFirst([cutOff], '[]')]),
  );
  const { code, stdout, stderr } = await news(['export', '--url', url]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^[^\n]*--output FILE[^\n]*\n$/),
  });
  expect(stdout).toBe('[{"id":1},\n{"id":2},\n{"id":"lost"},\n{"id":');
});

it('gzip comes from elsewhere, and is undone', async () => {
  const packed: Respond = (request, response) => {
    expect(request.headers['accept-encoding']).toBe('gzip');
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[{"id":1}]'));
  };
  const { url } = await outside(serving([packed]));
  // No loopback by its looks.
  const { code, stdout } = await news(['export', '--url', url.replace('127.0.0.1', '0.0.0.0')]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '[{"id":1}]\n' });
});

describe('the link to the next part', () => {
  const base = new URL('https://news.example/');
  const next = (link: string | undefined, url = 'https://news.example/export', at = base) =>
    nextPart({ url: new URL(url), headers: link === undefined ? {} : { link } }, at)?.href;

  it.each([
    [undefined, undefined],
    ['</export?cursor=1>; rel="prev"', undefined],
    ['</export?cursor=1>; rel="next"', 'https://news.example/export?cursor=1'],
    ['<?cursor=1>; rel=next', 'https://news.example/export?cursor=1'],
    [
      '<https://news.example/export?a=1,2;3>; title="a, \\"b"; Rel="last next"',
      'https://news.example/export?a=1,2;3',
    ],
    ['</x>; rel="up", </export?c>; rel="next"', 'https://news.example/export?c'],
  ])('%s', (link, wanted) => expect(next(link)).toBe(wanted));

  it('stays below the path of the service', () => {
    const below = new URL('https://news.example/reader/');
    expect(next('</export?c>; rel="next"', 'https://news.example/reader/export', below)).toBe(
      'https://news.example/reader/export?c',
    );
  });

  it.each([
    '<https://other.example/export>',
    '<//other.example/export>',
    '<http://news.example/export>',
    '<https://:x>',
  ])('%s is not followed', (link) => expect(() => next(`${link}; rel="next"`)).toThrow(/another place/));

  it('does not lead to where it stands', () => {
    expect(() => next('</export>; rel="next"')).toThrow(/in circles/);
  });
});

describe('the file', () => {
  const one = serving(['[{"id":1}]']);
  const WHOLE = '[{"id":1}]\n';

  it('has the rights of a new file, or those of the one it replaces', async () => {
    const { url } = await outside(one);
    const folder = temporaryFolder();
    const [fresh, old] = ['fresh', 'old'].map((name) => path.join(folder, name)) as [string, string];
    writeFileSync(old, 'before', { mode: 0o600 });
    await Promise.all([fresh, old].map((file) => news(['export', '--url', url, '-o', file])));
    expect(statSync(fresh).mode & 0o777).toBe(0o666 & ~process.umask());
    expect(statSync(old).mode & 0o777).toBe(0o600);
    expect(readFileSync(old, 'utf8')).toBe(WHOLE);
  });

  it('is written behind links, to devices and into pipes', async () => {
    const { url } = await outside(one);
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'real'));
    const [link, dangling, pipe] = ['link', 'dangling', 'pipe'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(path.join(folder, 'real', 'one'), 'before');
    symlinkSync('real/one', link);
    symlinkSync('real/two', dangling);
    execFileSync('mkfifo', [pipe]);
    const read = readFile(pipe, 'utf8');
    const ends = await Promise.all(
      [link, dangling, '/dev/null', pipe].map((file) => news(['export', '--url', url, '-o', file])),
    );
    for (const { code, stderr } of ends) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(ends[3]?.stdout).toBe(`1 article -> ${pipe}\n`);
    expect(await read).toBe(WHOLE);
    for (const name of ['one', 'two'])
      expect(readFileSync(path.join(folder, 'real', name), 'utf8')).toBe(WHOLE);
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'link', 'pipe', 'real']);
    expect(readdirSync(path.join(folder, 'real')).sort()).toEqual(['one', 'two']);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('says in a line why it can not be written, before anything is asked for', async () => {
    const server = await outside(one);
    const folder = temporaryFolder();
    const wrong = [folder, path.join(folder, 'none', 'file'), path.join(folder, 'a'.repeat(300))];
    const ends = await Promise.all(wrong.map((file) => news(['export', '--url', server.url, '-o', file])));
    for (const { code, stdout } of ends) expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(ends.map(({ stderr }) => stderr)).toEqual([
      expect.stringMatching(/^.*it is a folder\.\n$/),
      expect.stringMatching(/^.*there is no folder .*none\.\n$/),
      expect.stringMatching(/^.*its name is too long\.\n$/),
    ]);
    expect(server.requests).toHaveLength(0);
    if (!existsSync('/dev/full')) return;
    const full = await news(['export', '--url', server.url, '-o', '/dev/full']);
    expect(full).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^[^\n]*no space is left[^\n]*\n$/),
    });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is not left half by %s', async (signal) => {
    let begun: () => void = () => undefined;
    const writing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const { url } = await outside(
      serving([
        '[{"id":1}]',
        (_, response) => {
          response.write('[{"id":2},');
          begun();
        },
      ]),
    );
    const folder = temporaryFolder();
    const file = path.join(folder, 'news.json');
    const { child, ended } = startNews(['export', '--url', url, '--output', file]);
    await writing;
    await new Promise((done) => setTimeout(done, 50));
    expect(readdirSync(folder)).toHaveLength(1);
    child.kill(signal);
    expect(await ended).toEqual({
      code: { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal],
      stdout: '',
      stderr: '',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('ends quietly where nobody reads on', async () => {
  const { url } = await outside(serving([`[${'{"id":"many"},'.repeat(100_000)}{}]`]));
  const { child, ended } = startNews(['export', '--url', url]);
  child.stdout?.once('data', () => child.stdout?.destroy());
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});
