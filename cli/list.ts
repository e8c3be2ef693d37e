import * as z from 'zod/mini';
import type { Client } from './client';
import { Failure } from './errors';
import { type Filters, filterQuery } from './filters';
import { plain } from './plain';
import type { Terminal } from './terminal';

/** What is shown of an article; with `--json` all that the API says. */
const articleShape = z.looseObject({
  source: z.string(),
  title: z.string(),
  url: z.string(),
  publishedAt: z.string(),
});
type ShownArticle = z.infer<typeof articleShape>;

const pageShape = z.object({ articles: z.array(articleShape), next: z.nullable(z.string()) });

/** The API's limit of a page. */
const LARGEST_PAGE = 100;

export interface ListOptions extends Filters {
  /** how many articles at most */
  limit: number;
  json?: boolean | undefined;
}

/** `news list`: the newest articles, a block of three lines each, or a JSON array with an article a line. */
export async function list(client: Client, terminal: Terminal, options: ListOptions): Promise<void> {
  let count = 0;
  for await (const articles of pages(client, options)) {
    for (const article of articles) {
      if (options.json) await terminal.write(`${count === 0 ? '[' : ',\n'}${JSON.stringify(article)}`);
      else await terminal.write(block(article, terminal));
      count++;
    }
  }
  if (options.json) await terminal.print(count === 0 ? '[]' : ']');
  else if (count === 0) terminal.note(nothingFound(options));
}

/** As many articles as are wanted, page by page. A page may be short, or empty, with more to come. */
async function* pages(client: Client, options: ListOptions): AsyncGenerator<ShownArticle[], void> {
  const query = filterQuery(options);
  for (let left = options.limit; left > 0; ) {
    query.set('limit', String(Math.min(left, LARGEST_PAGE)));
    const { articles, next } = await client.get(pageShape, client.url('articles', query));
    yield articles.slice(0, left);
    left -= articles.length;
    if (next === null) return;
    if (next === query.get('cursor'))
      throw new Failure('The list goes round in circles: its next page is itself.');
    query.set('cursor', next);
  }
}

function block({ source, title, url, publishedAt }: ShownArticle, { colors }: Terminal): string {
  const head = `${colors.cyan(`[${plain(source)}]`)} ${colors.dim(plain(publishedAt).slice(0, 10))}`;
  return `${head}\n ${colors.bold(plain(title))}\n ${colors.dim('->')} ${plain(url)}\n`;
}

function nothingFound({ source, category, search, since, until }: Filters): string {
  const isNarrow = [source, category, search, since, until].some((filter) => filter !== undefined);
  return isNarrow ? 'No article matches.' : 'There are no articles yet: `news fetch` fetches some.';
}
