import { cpus, loadavg, totalmem } from 'node:os';

/** Cells of a table; numbers stand at the right, with three digits that count. */
export type Row = (string | number)[];

/** Prints a Markdown table under its heading. */
export function printTable(heading: string, columns: string[], rows: Row[]): void {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? format(cell) : cell)));
  const isRight = columns.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  const widths = columns.map((column, at) =>
    Math.max(column.length, 4, ...cells.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    `| ${widths.map((width, at) => (isRight[at] ? (row[at] ?? '').padStart(width) : (row[at] ?? '').padEnd(width))).join(' | ')} |`;
  const rule = widths.map((width, at) => '-'.repeat(width - 1) + (isRight[at] ? ':' : '-'));
  print(`### ${heading}`, '', line(columns), `| ${rule.join(' | ')} |`, ...cells.map(line), '');
}

/** Prints what the figures are measured on, and how busy it is before. */
export function printMachine(): void {
  const cores = cpus();
  const cpu = cores[0]?.model.trim() ?? process.arch;
  const memory = Math.round(totalmem() / 2 ** 30);
  const [load = 0] = loadavg();
  print(
    `Node ${process.versions.node}, ${process.platform}, ${cores.length} cores of ${cpu}, ${memory} GB, load before ${load.toFixed(1)}.`,
    '',
  );
}

/** Whole from 100 on, else three digits that count. */
export function format(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** The value that a share of the values does not exceed. @param share 0.5 is the median */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function print(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
