import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { printTable, type Row } from './report';

const MB = 1024 * 1024;
const LARGEST = 15 * MB;
const CHUNK = Buffer.alloc(MB, 'a');

type Answer = (response: ServerResponse) => void;

const sending =
  (body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(200, headers).end(body);

const inFeed = (xml: string): string =>
  `<rss version="2.0"><channel><title>A feed</title>${xml}</channel></rss>`;
const inEntry = (xml: string): string => inFeed(`<item><title>An entry</title>${xml}</item>`);

/** As many as fit into the largest body that is taken. */
const filled = (piece: (number: number) => string): string => {
  const pieces: string[] = [];
  for (let size = 0, number = 0; size < LARGEST; number++) {
    const text = piece(number);
    pieces.push(text);
    size += text.length;
  }
  return pieces.join('');
};

/** Bodies that were made to hurt, and the largest honest ones. */
const WALLS: Record<string, () => Answer> = {
  '50 MB': () => sending(inFeed(' '.repeat(50 * MB))),
  'no end': () => (response) => {
    const pour = () => {
      while (!response.destroyed && response.write(CHUNK));
    };
    response.on('drain', pour);
    pour();
  },
  drip: () => (response) => {
    response.write('<rss>');
    const timer = setInterval(() => response.write('<!-- -->'), 500);
    response.on('close', () => clearInterval(timer));
  },
  'gzip bomb, 1 GB': () => sending(gzipSync(Buffer.alloc(1024 * MB)), { 'content-encoding': 'gzip' }),
  'brotli bomb, 1 GB': () =>
    sending(
      brotliCompressSync(Buffer.alloc(1024 * MB), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
      { 'content-encoding': 'br' },
    ),
  '100,000 nested tags': () => sending(inEntry('<a>'.repeat(100_000))),
  '100,000 nested tags in a text': () =>
    sending(inEntry(`<description><![CDATA[${'<div>'.repeat(100_000)}]]></description>`)),
  '100,000 attributes': () =>
    sending(inEntry(`<a ${Array.from({ length: 100_000 }, (_, number) => `a${number}="b"`).join(' ')}/>`)),
  '900,000 links of an entry': () => sending(inEntry('<link href="a"/>'.repeat(900_000))),
  '1,000,000 entities': () =>
    sending(inEntry(`<description>${'&#999999999;&x;'.repeat(1_000_000)}</description>`)),
  'entities of a DOCTYPE': () =>
    sending(
      `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(1_000)}">]>${inEntry('&b;'.repeat(1_000))}`,
    ),
  '200,000 items': () =>
    sending(
      inFeed(
        Array.from({ length: 200_000 }, (_, number) => `<item><title>${number}</title></item>`).join(''),
      ),
    ),
  'JSON nested 1,000,000 times': () => sending('['.repeat(1_000_000)),
  'NULs, 15 MB': () => sending(inFeed('\0'.repeat(LARGEST))),
  'texts, 15 MB': () =>
    sending(
      inFeed(
        filled(
          (number) =>
            `<item><title>Entry ${number}</title><description>${'A word or two. '.repeat(120)}</description></item>`,
        ),
      ),
    ),
  'HTML, 15 MB': () =>
    sending(
      inFeed(
        filled(
          (number) =>
            `<item><title>Entry ${number}</title><description>${'&lt;p class="a"&gt;A &lt;b&gt;word&lt;/b&gt; or two.&lt;/p&gt;'.repeat(30)}</description></item>`,
        ),
      ),
    ),
};

/**
 * Measures what hostile and very large bodies cost, each downloaded, read and cleaned in a fresh process: the time
 * until it is refused or read, and the most memory that the process ever had, its runtime included.
 */
export async function benchWalls(): Promise<void> {
  const rows: Row[] = [];
  for (const [name, make] of Object.entries(WALLS)) {
    const answer = make();
    const server = createServer((_, response) => answer(response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { ms, megabytes, outcome } = await readIn(newProcess(), urlOf(server));
      rows.push([name, ms / 1000, megabytes, outcome]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  printTable('Walls', ['body', 's', 'peak MB', 'what became of it'], rows);
}

interface Outcome {
  ms: number;
  megabytes: number;
  outcome: string;
}

const newProcess = (): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'walls-process.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

async function readIn(child: ChildProcess, url: string): Promise<Outcome> {
  child.send(url);
  const [outcome] = (await once(child, 'message')) as [Outcome];
  child.disconnect();
  return outcome;
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
