/** How urgent a line is, as Lambda names it, which filters by it. */
export type Level = 'INFO' | 'WARN' | 'ERROR';

/** Where lines go. @param line JSON, without its end */
export type Output = (line: string, level: Level) => void;

/**
 * Lambda's own `console` puts something around what it is given, so that neither we nor CloudWatch's metrics would
 * find our JSON there. Lines written to the process's output are taken as they are.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
let output: Output = (line) => void process.stdout.write(`${line}\n`);

/** Writes a line of the log. */
export const writeLine: Output = (line, level) => output(line, level);

/** Has all lines of this process go elsewhere from now on. */
export function sendLinesTo(other: Output): void {
  output = other;
}
