import type { Readable, Writable } from 'node:stream';
import { createColors } from 'picocolors';
import { fileTrouble } from './file-error';

type Colors = ReturnType<typeof createColors>;

/** What a process has: its streams and environment. */
export interface Streams {
  stdin: Readable;
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable & { isTTY?: boolean };
  env: NodeJS.ProcessEnv;
}

/** What a command reads from and writes to. */
export class Terminal {
  /** of what goes to stdout */
  readonly colors: Colors;
  /** whether somebody looks at stdout, at stderr */
  readonly showsResults: boolean;
  readonly showsProgress: boolean;

  constructor(private readonly streams: Streams) {
    const { stdout, stderr, env } = streams;
    this.showsResults = stdout.isTTY === true;
    this.showsProgress = stderr.isTTY === true;
    // https://no-color.org
    this.colors = createColors(this.showsResults && !env['NO_COLOR'] && env['TERM'] !== 'dumb');
  }

  /** Where progress is drawn, if `showsProgress`. */
  get progressStream(): Writable {
    return this.streams.stderr;
  }

  /** Writes results to stdout. @returns when they are taken: a slow reader slows us down @throws Failure */
  write(results: string | Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null) =>
        error ? reject(fileTrouble(error, 'The output', 'written')) : resolve();
      this.streams.stdout.write(results, done);
    });
  }

  /** Writes a line of result to stdout. */
  print(line: string): Promise<void> {
    return this.write(`${line}\n`);
  }

  /** Writes a line to stderr. */
  note(line: string): void {
    this.streams.stderr.write(`${line}\n`);
  }

  /** All of stdin. */
  async readInput(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.streams.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }
}
