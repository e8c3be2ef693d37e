import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { format } from 'node:util';
import type { DescribedError } from '../../functions/log/described-error';
import { sendLinesTo } from '../../functions/log/output';

/** From this size on a log is put aside at the next start, in place of the one that was put aside before. */
const LARGE_BYTES = 5_000_000;

/** What is written down of a run, and what of it a person gets to see at once. */
export interface Log {
  /** something went wrong */
  report(problem: string): void;
}

/**
 * Lets all that the functions log go to a file, as it goes to CloudWatch on AWS, and what their libraries say, too:
 * the terminal is for a person. What is logged as errors is shown there too, in short.
 * @param file absolute path
 * @param target the console of the libraries, whose methods are taken over
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
  let shown = '';
  const showShort = (line: string) => {
    shown = short(line);
    show(`error: ${shown}`);
  };
  sendLinesTo((line, level) => {
    write(line);
    if (level === 'ERROR') showShort(line);
  });
  const writeFormatted = (...parts: unknown[]) => write(format(...parts));
  Object.assign(target, {
    log: writeFormatted,
    info: writeFormatted,
    debug: writeFormatted,
    warn: writeFormatted,
    error: (...parts: unknown[]) => {
      const line = format(...parts);
      write(line);
      showShort(line);
    },
  });
  return {
    report: (problem) => {
      write(problem);
      // What a function has just logged and then threw.
      if (!shown.endsWith(short(problem))) showShort(problem);
      shown = '';
    },
  };
}

/** The message of a line of JSON, else the first line. */
function short(line: string): string {
  try {
    const { message, error } = JSON.parse(line) as { message?: unknown; error?: DescribedError };
    if (typeof message !== 'string') return firstLine(line);
    return error === undefined ? message : `${message}: ${error.name}: ${firstLine(error.message)}`;
  } catch {
    // Not every line is JSON.
  }
  return firstLine(line);
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
