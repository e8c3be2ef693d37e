import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CycleTotals } from '../../functions/cycles/cycle';
import type { SourceSettings } from '../../functions/sources/settings';
import type { Message } from '../../infra/local/mailbox-messages';
import { until } from './wait';

const ROOT = path.resolve(__dirname, '../..');

/** A local run of its own, with sources on loopback. */
export class LocalService {
  private constructor(
    /** its origin, without a slash at the end */
    readonly url: string,
    readonly adminToken: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param env what is set up besides, such as Stripe @param args further options, such as `--samples` */
  static async start(
    sources: SourceSettings[],
    env: Record<string, string> = {},
    args: string[] = [],
  ): Promise<LocalService> {
    const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-test-'));
    const file = path.join(folder, 'sources.json');
    const data = path.join(folder, 'data');
    writeFileSync(file, JSON.stringify(sources));
    const child = spawn(
      process.execPath,
      [path.join(ROOT, 'infra', 'local', 'start.mjs')].concat(
        ['--port', '0', '--data', data, '--sources', file, '--every', '0'],
        ['--allow-network', '127.0.0.0/8', ...args],
      ),
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
    );
    try {
      await untilReady(child);
    } catch (error) {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    const { url, adminToken } = JSON.parse(readFileSync(path.join(data, 'run.json'), 'utf8'));
    return new LocalService(url, adminToken, child, folder);
  }

  /** Asks as the admin does. */
  async ask<T>(method: string, route: string, body?: unknown): Promise<T> {
    const answer = await fetch(this.url + route, {
      method,
      headers: { authorization: `Bearer ${this.adminToken}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** Fetches all sources, and waits until all that they brought can be found. */
  async fetchNews(): Promise<void> {
    const { cycle } = await this.ask<{ cycle: string }>('POST', '/fetch');
    await until(async () => (await this.ask<CycleTotals>('GET', `/cycles/${cycle}`)).finishedAt !== null);
  }

  /** The first address of our own in the newest mail to somebody that begins with a path. */
  async linkTo(address: string, start: string): Promise<string> {
    let link: string | undefined;
    await until(async () => {
      const { messages } = await this.ask<{ messages: Message[] }>('GET', '/_local/mailbox.json');
      const text = messages.findLast(({ to }) => to.includes(address))?.text ?? '';
      link = text.split(/[\s<>]+/).find((word) => word.startsWith(this.url + start));
      return link !== undefined;
    });
    return String(link);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  await until(() => /^ready /m.test(output) || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`It ended: ${output}`);
}
