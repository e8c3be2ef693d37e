import { describedError } from './described-error';
import { type Facts, writtenFacts } from './facts';
import { type Level, writeLine } from './output';
import { currentWork } from './work';

/**
 * The log: one JSON object a line, with the ids of what is being worked on. Messages are of our own words, and what
 * else may stand there `Facts` says.
 */
export const log = {
  /** What an operator wants to know of a run that went well. */
  info: (message: string, facts: Facts = {}): void => write('INFO', message, facts),

  /** Something that is not as it should be, and that nobody is hurt by yet. */
  warn: (message: string, facts: Facts = {}, error?: unknown): void => write('WARN', message, facts, error),

  /** Something that failed. @param error whatever was thrown */
  error: (message: string, error?: unknown, facts: Facts = {}): void => write('ERROR', message, facts, error),
};

function write(level: Level, message: string, facts: Facts, error?: unknown): void {
  writeLine(lineOf(level, message, facts, error), level);
}

/** A line of the log, without its end: JSON with the time and the ids of the work at hand. */
export const lineOf = (level: Level, message: string, facts: Facts = {}, error?: unknown): string =>
  JSON.stringify({
    timestamp: new Date().toISOString(),
    level,
    message,
    ...writtenFacts({ ...currentWork(), ...facts }),
    ...(error !== undefined && { error: describedError(error) }),
  });
