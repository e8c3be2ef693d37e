import type { Bill, Line } from './bill';
import { PRICES } from './prices';

/** What is shown of a line: text, numbers as they are read. */
interface Row {
  service: string;
  what: string;
  quantity: string;
  price: string;
  dollars: string;
  withAllowances: string;
}

/** What costs less than a hundredth of what AWS asks is counted, and not listed. */
const NEGLIGIBLE = 0.01;

function rowsOf({ lines, aws, all }: Bill): Row[] {
  const isListed = ({ dollars }: Line) => dollars >= NEGLIGIBLE * aws.dollars;
  const listed = lines.filter(isListed);
  const rest = lines.filter((line) => !isListed(line));
  const sumRow = (
    what: string,
    { dollars, withAllowances }: Pick<Line, 'dollars' | 'withAllowances'>,
  ): Row => ({
    service: what,
    what: '',
    quantity: '',
    price: '',
    dollars: money(dollars),
    withAllowances: money(withAllowances),
  });
  const total = (key: 'dollars' | 'withAllowances') => rest.reduce((sum, line) => sum + line[key], 0);
  return [
    ...listed.map(rowOf),
    sumRow('Everything else', { dollars: total('dollars'), withAllowances: total('withAllowances') }),
    sumRow('AWS', aws),
    ...(all.dollars > aws.dollars ? [sumRow('AWS and Stripe', all)] : []),
  ];
}

function rowOf({ what, price: name, quantity, dollars, withAllowances }: Line): Row {
  const { service, unit, per, dollars: price } = PRICES[name];
  const of = per === 1 ? '' : ` per ${per === 1e6 ? 'million' : format(per)}`;
  return {
    service,
    what,
    quantity: `${format(quantity)} ${unit}`,
    price: `$${unitPrice(price)}${of}`,
    dollars: money(dollars),
    withAllowances: money(withAllowances),
  };
}

const HEADINGS: Row = {
  service: 'service',
  what: 'for',
  quantity: 'in a month',
  price: 'price',
  dollars: 'dollars',
  withAllowances: 'less allowances',
};
const COLUMNS: readonly (keyof Row)[] = ['service', 'what', 'quantity', 'price', 'dollars', 'withAllowances'];
const isRight = (column: keyof Row): boolean => column === 'dollars' || column === 'withAllowances';

/** A bill as a Markdown table, the dearest first, and its sums. It is good to read on a terminal as well. */
export function tableOf(bill: Bill): string {
  const rows = rowsOf(bill);
  const widths = COLUMNS.map((column) =>
    Math.max(...[HEADINGS, ...rows].map((row) => row[column].length), 4),
  );
  const line = (row: Row) =>
    `| ${COLUMNS.map((column, at) => {
      const width = widths[at] ?? 0;
      return isRight(column) ? row[column].padStart(width) : row[column].padEnd(width);
    }).join(' | ')} |`;
  const rule = COLUMNS.map((column, at) => `-`.repeat((widths[at] ?? 0) - 1) + (isRight(column) ? ':' : '-'));
  return [line(HEADINGS), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Three digits that count, with thousands, millions and billions by their names. */
function format(value: number): string {
  for (const [size, name] of [
    [1e9, ' billion'],
    [1e6, ' million'],
  ] as const) {
    if (value >= size) return `${Number((value / size).toPrecision(3))}${name}`;
  }
  return Number(value.toPrecision(3)).toLocaleString('en');
}

/** All digits that there are, and cents at least. */
const unitPrice = (dollars: number): string => dollars.toFixed(10).replace(/0{1,8}$/, '');

const money = (dollars: number): string =>
  dollars.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
