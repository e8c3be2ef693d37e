import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../infra/local/problem';
import { fileTrouble } from './file-error';
import type { Terminal } from './terminal';

/** Where the bytes of a result go. */
export interface Output {
  /** the file as it was named; null is stdout */
  readonly name: string | null;
  /** bytes that were written */
  readonly written: number;
  /** @param bytes are taken when the promise is fulfilled @throws Failure */
  write(bytes: Uint8Array): Promise<void>;
  /** Takes back what was written since. @returns false where it is out already */
  rewind(written: number): Promise<boolean>;
  /** Nothing more comes. @throws Failure */
  commit(): Promise<void>;
  /** What was written is not wanted. Never throws. */
  discard(): Promise<void>;
}

/**
 * @param file a file becomes whole or stays as it was; a device or pipe is written to as it is; undefined or
 *   `-` is stdout
 * @throws Failure where it can't be written
 */
export async function openOutput(file: string | undefined, terminal: Terminal): Promise<Output> {
  if (file === undefined || file === '-') return new StreamOutput(null, (bytes) => terminal.write(bytes));
  try {
    const there = await statIfThere(file);
    if (there?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (there !== null && !there.isFile()) return await openDevice(file);
    return await FileOutput.open(file, await targetOf(file), there);
  } catch (error) {
    throw fileTrouble(error, file, 'written');
  }
}

/** What is out at once: stdout, a device, a pipe. */
class StreamOutput implements Output {
  written = 0;

  constructor(
    readonly name: string | null,
    private readonly send: (bytes: Uint8Array) => Promise<void>,
    private readonly close: () => Promise<void> = async () => undefined,
  ) {}

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.written += bytes.length;
    await this.send(bytes);
  }

  async rewind(written: number): Promise<boolean> {
    return this.written === written;
  }

  commit(): Promise<void> {
    return this.close();
  }

  discard(): Promise<void> {
    return this.close().catch(() => undefined);
  }
}

async function openDevice(file: string): Promise<Output> {
  const handle = await open(file, constants.O_WRONLY);
  const send = async (bytes: Uint8Array) => {
    try {
      await writeAll(handle, bytes, null);
    } catch (error) {
      throw fileTrouble(error, file, 'written');
    }
  };
  return new StreamOutput(file, send, () => handle.close());
}

/** A file beside the target, which takes its place in the end. */
class FileOutput implements Output {
  written = 0;

  private constructor(
    readonly name: string,
    private readonly target: string,
    private readonly draft: string,
    private readonly handle: FileHandle,
  ) {}

  /** @param there what the target is now, null where there is none */
  static async open(name: string, target: string, there: Stats | null): Promise<FileOutput> {
    // A rename needs no right to the file that it replaces: a write would.
    if (there !== null) await access(target, constants.W_OK);
    const draft = path.join(path.dirname(target), `.newsreel-${randomBytes(8).toString('hex')}.part`);
    const handle = await open(draft, 'wx');
    // What was private stays so.
    if (there !== null) await handle.chmod(there.mode & 0o777).catch(() => undefined);
    return new FileOutput(name, target, draft, handle);
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.guard(async () => {
      await writeAll(this.handle, bytes, this.written);
      this.written += bytes.length;
    });
  }

  async rewind(written: number): Promise<boolean> {
    await this.guard(() => this.handle.truncate(written));
    this.written = written;
    return true;
  }

  async commit(): Promise<void> {
    await this.guard(async () => {
      // Else a crash could leave the name with nothing behind it.
      await this.handle.sync();
      await this.handle.close();
      await rename(this.draft, this.target);
    });
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.draft, { force: true }).catch(() => undefined);
  }

  private async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw fileTrouble(error, this.name, 'written');
    }
  }
}

/** @param position null where there is none to choose */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number | null): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const at = position === null ? null : position + done;
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at);
    done += bytesWritten;
  }
}

async function statIfThere(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The file itself, behind all links, even one that leads to what is yet to be made. */
async function targetOf(file: string): Promise<string> {
  const folder = await realpath(path.dirname(path.resolve(file)));
  const target = path.join(folder, path.basename(file));
  const linked = await readlink(target).catch(() => null);
  return linked === null ? target : targetOf(path.resolve(folder, linked));
}
