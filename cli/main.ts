import { homedir } from 'node:os';
import { CommanderError } from '@commander-js/extra-typings';
import { codeOf, messageOf } from '../infra/local/problem';
import { Failure, UsageError } from './errors';
import { plain } from './plain';
import { makeProgram } from './program';
import { Sessions, sessionsFile } from './sessions';
import { Terminal } from './terminal';

/** Signals that end the command, with the code that shells know such an end by. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Ctrl-C comes twice within a moment: from the terminal, and from npm, which passes it on. */
const SAME_SIGNAL_MS = 1_000;

/** To put things in order takes a moment. What takes longer is stuck, at a pipe that nobody reads perhaps. */
const TIDYING_MS = 1_000;

/**
 * The command line: the one place that touches the process.
 * @param args what stands behind `news`
 * @param root absolute path of the project
 */
export async function main(args: string[], root: string): Promise<void> {
  const { stdin, stdout, stderr, env, platform } = process;
  const terminal = new Terminal({ stdin, stdout, stderr, env });
  // Whoever reads on (`| head`) has enough: no error.
  stdout.on('error', (error) => codeOf(error) === 'EPIPE' && process.exit(0));
  stderr.on('error', () => undefined);
  const stop = stopOnSignals();
  try {
    const sessions = new Sessions(sessionsFile({ env, home: homeFolder(), platform }));
    const program = makeProgram({ terminal, stop: stop.signal, env, sessions, cwd: process.cwd(), root });
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!stop.signal.aborted) process.exitCode = report(error, terminal);
  }
  if (stop.signal.aborted) process.exit(stop.signal.reason);
}

/** A user whom the system does not know has none: what is to be kept there can't be. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '/';
  }
}

/** The first signal stops in order; another, by whoever has no patience, ends at once. */
function stopOnSignals(): AbortController {
  const stop = new AbortController();
  let since = 0;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (stop.signal.aborted && Date.now() - since > SAME_SIGNAL_MS) dieOf(signal);
      if (stop.signal.aborted) return;
      since = Date.now();
      stop.abort(code);
      setTimeout(() => dieOf(signal), TIDYING_MS).unref();
    });
  }
  return stop;
}

/** `process.exit` would wait for a thread that is stuck. */
function dieOf(signal: string): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** @returns the exit code */
function report(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode;
  if (error instanceof UsageError) {
    const message = plain(error.message);
    if (error.command === null) terminal.note(message);
    else if (message !== '') terminal.note(`${sentence(message)} See ${error.command} --help.`);
    return 2;
  }
  terminal.note(
    error instanceof Failure ? plain(error.message) : `Something is wrong: ${plain(messageOf(error))}`,
  );
  return 1;
}

const sentence = (text: string): string => {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!)]$/.test(begun) ? begun : `${begun}.`;
};
