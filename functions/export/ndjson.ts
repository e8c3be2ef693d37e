import type { Format } from './format';

/** An article a line, each line ended. @see https://github.com/ndjson/ndjson-spec */
export const ndjson: Format = {
  extension: 'ndjson',
  type: 'application/x-ndjson',
  head: '',
  between: '',
  tail: '',
  write: (articles) => articles.map((article) => `${JSON.stringify(article)}\n`).join(''),
};
