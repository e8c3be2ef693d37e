import path from 'node:path';
import type { SourceSettings } from '../../functions/sources/settings';
import { prepareDataFolder } from './data-folder';
import { readFirstSources } from './first-sources';
import { type LocalRun, startLocalRun } from './local-run';
import { openLog } from './log';
import { HELP, type Options, parseOptions, UsageError } from './options';
import { describe } from './problem';
import type { Screen } from './progress';
import { refuseSecondRun } from './run-file';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C comes twice within a moment: from the terminal, and from npm, which passes it on. */
const SAME_SIGNAL_MS = 1_000;

/** `npm start`. @param args what stands behind it on the command line */
export async function main(args: string[]): Promise<void> {
  ignoreClosedTerminal();
  try {
    const options = parseOptions(args, process.env);
    if (options.help) return void process.stdout.write(HELP);
    await run(options, options.sources === null ? null : readFirstSources(options.sources));
  } catch (error) {
    const hint = error instanceof UsageError ? ' See npm start -- --help.' : '';
    showError(`${isForPeople(error) ? error.message : describe(error)}${hint}`);
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

async function run(options: Options, firstSources: SourceSettings[] | null): Promise<void> {
  prepareDataFolder(options.data);
  await refuseSecondRun(options.data);
  const log = openLog(path.join(options.data, 'newsreel.log'), console, showError);
  // A stray promise of one handler must not take all others down.
  process.on('unhandledRejection', (reason) => log.report(describe(reason)));
  process.on('uncaughtException', (error) => log.report(describe(error)));

  // Nothing is in flight yet, and children end with us.
  for (const signal of SIGNALS) process.on(signal, exit);
  const localRun = await startLocalRun(options, firstSources, screen, log);
  for (const signal of SIGNALS) process.off(signal, exit);
  stopOnSignals(localRun);
  process.stdout.write(`ready ${localRun.url}\n`);
  await localRun.begin().catch((error: unknown) => log.report(describe(error)));
}

const exit = (): void => process.exit(0);

/** The first signal stops in order; another, by whoever has no patience, ends at once. */
function stopOnSignals(localRun: LocalRun): void {
  let stoppingSince: number | null = null;
  const stop = (code: number) => {
    stoppingSince = Date.now();
    localRun.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        showError(describe(error));
        process.exit(1);
      },
    );
  };
  const onSignal = () => {
    if (stoppingSince === null) stop(0);
    else if (Date.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(130);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  localRun.failed.then(() => {
    if (stoppingSince !== null) return;
    showError('A process that this run cannot do without ended; start again.');
    stop(1);
  });
}

const screen: Screen = {
  isTerminal: process.stderr.isTTY === true,
  progress: (line) => void process.stderr.write(`${line}\n`),
  result: (line) => void process.stdout.write(`${line}\n`),
};

const showError = (line: string): void => void process.stderr.write(`${line}\n`);

/** Whether an error is one of the project's own, all of which have a message to show. */
const isForPeople = (error: unknown): error is Error =>
  error instanceof Error && !(error.name in globalThis) && !('$metadata' in error);

/** Whoever reads only our first line (`| head -1`) must not bring us down. */
function ignoreClosedTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
