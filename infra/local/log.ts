import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { format } from 'node:util';

/** From this size on a log is put aside at the next start, in place of the one that was put aside before. */
const LARGE_BYTES = 5_000_000;

/** What is written down of a run, and what of it a person gets to see at once. */
export interface Log {
  /** something went wrong */
  report(problem: string): void;
}

/**
 * Lets all that the functions log go to a file, as it goes to CloudWatch on AWS: the terminal is for a
 * person. What they log as errors is shown there too, in short.
 * @param file absolute path
 * @param target whose methods are taken over
 * @param show writes a line to the terminal
 */
export function openLog(file: string, target: Console, show: (line: string) => void): Log {
  if (existsSync(file) && statSync(file).size > LARGE_BYTES) renameSync(file, `${file}.old`);
  // Each line at once: what was logged just before a crash is what one looks for.
  const write = (line: string) => {
    try {
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch {
      // A full disk is no reason for a handler to fail.
    }
  };
  const writeFormatted = (...parts: unknown[]) => write(format(...parts));
  Object.assign(target, {
    log: writeFormatted,
    info: writeFormatted,
    debug: writeFormatted,
    warn: writeFormatted,
    error: (...parts: unknown[]) => {
      const line = format(...parts);
      write(line);
      show(`error: ${short(line)}`);
    },
  });
  return {
    report: (problem) => {
      write(problem);
      show(`error: ${short(problem)}`);
    },
  };
}

/** The message of a line of JSON, else the first line. */
function short(line: string): string {
  try {
    const { message, error, reason } = JSON.parse(line) as Record<string, unknown>;
    if (typeof message === 'string')
      return [message, firstLine(reason ?? error)].filter((part) => part !== '').join(': ');
  } catch {
    // Not every line is JSON.
  }
  return firstLine(line);
}

const firstLine = (text: unknown): string => (typeof text === 'string' ? (text.split('\n', 1)[0] ?? '') : '');
