import { stringify } from 'csv-stringify/sync';
import type { Article } from '../article/article';
import type { Format } from './format';

const COLUMNS = [
  'id',
  'source',
  'title',
  'url',
  'summary',
  'author',
  'publishedAt',
  'fetchedAt',
  'categories',
  'image',
] as const satisfies (keyof Article)[];

/** One cell holds a list by this. */
const LIST_SEPARATOR = '; ';

const LINE_END = '\r\n';

/**
 * What a spreadsheet takes for the beginning of a formula: its signs, also as full-width and small forms, behind
 * anything that it may drop (white space, control and format characters); and a tab or line end at the very
 * beginning, which may move the rest to a cell of its own.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?:[\t\r\n]|[\s\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫])/u;

/**
 * A header row, then a row an article in the order of its fields; categories joined by `; `, null as an empty
 * cell. A cell that a spreadsheet would run gets an apostrophe before it, which makes it text.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export const csv: Format = {
  extension: 'csv',
  type: 'text/csv; charset=utf-8; header=present',
  head: rows([[...COLUMNS]]),
  between: '',
  tail: '',
  write: (articles) => rows(articles.map((article) => COLUMNS.map((column) => cell(article[column])))),
};

// A line end of two characters would leave lone ones unquoted, where readers break the line as well.
function rows(cells: string[][]): string {
  return stringify(cells, { record_delimiter: LINE_END, quote_record_delimiter: true });
}

// The library's `escape_formulas` looks at the first character alone.
function cell(value: string | string[] | null): string {
  const text = Array.isArray(value) ? value.join(LIST_SEPARATOR) : (value ?? '');
  return FORMULA.test(text) ? `'${text}` : text;
}
