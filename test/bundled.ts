import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle } from '../infra/bundling/bundle';

const RUNTIME = `
process.on('message', async ({ id, file, event }) => {
  try {
    const { handler } = require(file);
    const result = await handler(event, { getRemainingTimeInMillis: () => 60_000 });
    process.send({ id, result });
  } catch (error) {
    process.send({ id, error: String(error?.stack ?? error) });
  }
});
`;

interface Reply {
  id: number;
  result?: unknown;
  error?: string;
}

/** Functions as they are deployed: bundled, and run by a process that has nothing but the bundles. */
export class Bundled {
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private child: ChildProcess | undefined;
  private count = 0;

  private constructor(private readonly folder: string) {}

  /** @param entries files that export `handler`, from the root of the project, by their names */
  static async make(entries: Record<string, string>): Promise<Bundled> {
    const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-bundled-'));
    await bundle(entries, folder);
    return new Bundled(folder);
  }

  /**
   * Hands an event to a handler, which sees the variables that this process had at the first call.
   * @throws what it throws, as text
   */
  call(name: string, event: unknown): Promise<unknown> {
    this.child ??= this.start();
    const id = ++this.count;
    const file = path.join(this.folder, `${name}.js`);
    this.child.send({ id, file, event });
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(error)),
      );
    });
  }

  stop(): void {
    this.child?.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private start(): ChildProcess {
    const runtime = path.join(this.folder, 'runtime.cjs');
    writeFileSync(runtime, RUNTIME);
    // undici looks for jest, and then loads what is not there.
    const { JEST_WORKER_ID: _, ...env } = process.env;
    const child = fork(runtime, {
      env,
      cwd: this.folder,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (reply: Reply) => this.waiting.get(reply.id)?.(reply));
    return child;
  }
}
