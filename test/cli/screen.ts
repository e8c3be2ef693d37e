import { PassThrough } from 'node:stream';
import { Terminal } from '../../cli/terminal';

/** Which streams are a terminal's. */
interface Seen {
  stdin?: boolean;
  stdout: boolean;
  stderr: boolean;
}

/** A terminal that keeps what it is shown. */
export function screen({ stdin = false, stdout, stderr }: Seen, env: NodeJS.ProcessEnv = {}) {
  const stream = (isTTY: boolean) => {
    const shown: string[] = [];
    const through = Object.assign(new PassThrough(), { isTTY, columns: 80 });
    through.on('data', (chunk: Buffer) => shown.push(chunk.toString()));
    return { through, text: () => shown.join('') };
  };
  const [out, err] = [stream(stdout), stream(stderr)];
  const keyboard = Object.assign(new PassThrough(), { isTTY: stdin });
  const terminal = new Terminal({ stdin: keyboard, stdout: out.through, stderr: err.through, env });
  return { terminal, keyboard, stdout: out.text, stderr: err.text };
}
