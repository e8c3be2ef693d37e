import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Article } from '../../functions/article/article';

/** A question as SQLite is asked. */
export interface SqliteQuestion {
  words: string[];
  source: string | null;
  /** ms since 1970 */
  until: number | null;
}

/** The same archive in SQLite, in a process of its own with its own clock. */
export interface Sqlite {
  add(articles: Article[]): void;
  /** @returns the ms of each run, where it is slow of fewer */
  ask(questions: SqliteQuestion[], runs: number): Promise<{ like: number[]; fts: number[] }>;
  stop(): void;
}

/** Starts Python's SQLite on a folder; null where there is no Python, or it has no FTS5. */
export async function startSqlite(folder: string): Promise<Sqlite | null> {
  const script = path.join(__dirname, 'sqlite_search.py');
  const child = spawn('python3', [script, path.join(folder, 'articles.sqlite')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const failed = once(child, 'error').then(() => '');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => (await lines.next()).value ?? '';
  if ((await Promise.race([nextLine(), failed])) !== 'ready') return null;
  const send = (message: unknown) => child.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    add: (articles) => {
      send({
        add: articles.map(({ source, title, summary, author, publishedAt }) => [
          source,
          title,
          summary,
          author,
          Date.parse(publishedAt),
        ]),
      });
    },
    ask: async (ask, runs) => {
      send({ ask, runs });
      return JSON.parse(await nextLine()) as { like: number[]; fts: number[] };
    },
    stop: () => {
      child.stdin.end();
    },
  };
}
