import type { DescribedError } from '../functions/log/described-error';
import { sendLinesTo } from '../functions/log/output';

/** A line of the log, or of metrics. */
export interface LogLine {
  timestamp: string;
  level: string;
  message?: string;
  error?: DescribedError;
  [name: string]: unknown;
}

/** What is logged from now on, and not by the terminal. */
export interface KeptLog {
  /** all lines, as they were written */
  written: string[];
  /** the lines that have a message, parsed @param level only these */
  lines(level?: string): LogLine[];
  /** the values of a metric, in the order that they were measured in */
  measured(metric: string): number[];
  clear(): void;
}

/** Keeps what functions log, for the rest of a test file. */
export function keepLog(): KeptLog {
  const written: string[] = [];
  sendLinesTo((line) => void written.push(line));
  const parsed = () => written.map((line) => JSON.parse(line) as LogLine);
  return {
    written,
    lines: (level) =>
      parsed().filter((line) => line.message !== undefined && (level === undefined || line.level === level)),
    measured: (metric) => parsed().flatMap((line) => (metric in line ? [line[metric] as number] : [])),
    clear: () => void written.splice(0),
  };
}
