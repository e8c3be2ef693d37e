import type { Format } from './format';

/** One array of articles, each on a line of its own. @see https://www.rfc-editor.org/rfc/rfc8259 */
export const json: Format = {
  extension: 'json',
  type: 'application/json',
  head: '[',
  between: ',\n',
  tail: ']\n',
  write: (articles) => articles.map((article) => JSON.stringify(article)).join(',\n'),
};
