import type { Readable, Writable } from 'node:stream';
import { createColors } from 'picocolors';
import { fileTrouble } from './file-error';

type Colors = ReturnType<typeof createColors>;

/** What a process has: its streams and environment. */
export interface Streams {
  stdin: Readable & { isTTY?: boolean };
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
  /** whether somebody can be asked */
  readonly canAsk: boolean;

  constructor(private readonly streams: Streams) {
    const { stdin, stdout, stderr, env } = streams;
    this.showsResults = stdout.isTTY === true;
    this.showsProgress = stderr.isTTY === true;
    this.canAsk = stdin.isTTY === true;
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

  /**
   * The next line of stdin that is not blank, trimmed. Who sits there is asked for it, again at a blank line.
   * @returns null where stdin ends before
   * @throws where `stop` ends it
   */
  async ask(question: string, stop: AbortSignal): Promise<string | null> {
    const { createInterface } = await import('node:readline');
    const { stdin, stderr } = this.streams;
    const prompt = () => this.canAsk && stderr.write(question);
    prompt();
    try {
      // The terminal itself edits the line, so that Ctrl-C stays a signal.
      for await (const line of createInterface({ input: stdin, signal: stop, terminal: false })) {
        if (line.trim() !== '') return line.trim();
        prompt();
      }
    } finally {
      // Else a pipe that stays open would keep the process.
      stdin.pause();
    }
    stop.throwIfAborted();
    // What follows begins a line.
    if (this.canAsk) stderr.write('\n');
    return null;
  }

  /** All of stdin. */
  async readInput(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.streams.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }
}
