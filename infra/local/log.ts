import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { format } from 'node:util';
import { isNativeError } from 'node:util/types';
import { type DescribedError, tellableError } from '../../functions/log/described-error';
import { lineOf } from '../../functions/log/log';
import { type Level, type Output, sendLinesTo } from '../../functions/log/output';
import { redact } from '../../functions/log/redact';

/** From this size on a log is put aside at the next start, in place of the one that was put aside before. */
const LARGE_BYTES = 5_000_000;

/** What is written down of a run, and what of it a person gets to see at once. */
export interface Log {
  /** something went wrong */
  report(problem: string): void;
}

/**
 * Lets all that the functions log go to a file, as it goes to CloudWatch on AWS, and what their libraries say, too, in
 * the same form and without what is no business of a log: the terminal is for a person. What is logged as errors is
 * shown there too, in short.
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
  const take: Output = (line, level) => {
    write(line);
    if (level === 'ERROR') showShort(line);
  };
  sendLinesTo(take);
  const takeOver =
    (level: Level) =>
    (...parts: unknown[]) =>
      take(lineOf(level, redact(format(...parts.map(tellable)))), level);
  Object.assign(target, {
    log: takeOver('INFO'),
    info: takeOver('INFO'),
    debug: takeOver('INFO'),
    warn: takeOver('WARN'),
    error: takeOver('ERROR'),
  });
  return {
    report: (problem) => {
      const line = lineOf('ERROR', redact(problem));
      write(line);
      // What a function has just logged and then threw.
      if (!shown.endsWith(short(line))) showShort(line);
      shown = '';
    },
  };
}

/** An error without its fields, all of which would be written down. */
const tellable = (part: unknown): unknown => (isNativeError(part) ? tellableError(part).stack : part);

/** What a line of the log says, with its error, where it has one, in one line. */
function short(line: string): string {
  const { message, error } = JSON.parse(line) as { message: string; error?: DescribedError };
  return error === undefined ? firstLine(message) : `${message}: ${error.name}: ${firstLine(error.message)}`;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
