import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Article } from '../functions/article/article';

/** What a crowd of readers came upon. Times in ms. */
export interface Met {
  /** how long each answer took that was one */
  times: number[];
  /** answers that say when to come again, as too many ask */
  refused: number;
  /** of what was wrong, the first few by their words, and how many in all */
  faults: string[];
  faulty: number;
}

/** What readers do, each as often as it is named here: two lists for a page, say. */
const WAYS = [
  'list',
  'list',
  'list',
  'search',
  'search',
  'article',
  'article',
  'page',
  'page',
  'feed',
] as const;

const MOST_FAULTS_TOLD = 5;

/** A crowd of readers, each on a connection of their own that is kept, who ask as soon as they are answered. */
export class Crowd {
  private readonly met: Met = { times: [], refused: 0, faults: [], faulty: 0 };
  private readonly pool: Pool;
  private readonly readers: Promise<void>[];
  private left = false;
  /** of the newest page that anybody saw: what there is to open, and to search for */
  private newest: Article[] = [];

  /** @param url of the service @param count of readers */
  constructor(url: string, count: number) {
    this.pool = new Pool(url, { connections: count, pipelining: 1, headersTimeout: 60_000 });
    this.readers = Array.from({ length: count }, (_, number) => this.read(number));
  }

  /** What they came upon since this was last asked. */
  take(): Met {
    const met = { ...this.met };
    Object.assign(this.met, { times: [], refused: 0, faults: [], faulty: 0 } satisfies Met);
    return met;
  }

  /** They finish what they are reading, and go. */
  async leave(): Promise<void> {
    this.left = true;
    await Promise.all(this.readers);
    await this.pool.close();
  }

  private async read(number: number): Promise<void> {
    for (let turn = number; !this.left; turn++) {
      try {
        await this.visit(turn);
      } catch (error) {
        this.met.faulty++;
        const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        if (this.met.faults.length < MOST_FAULTS_TOLD) this.met.faults.push(words);
        // Whoever can't even connect would try so fast that nobody else can.
        await sleep(100);
      }
    }
  }

  private async visit(turn: number): Promise<void> {
    const way = WAYS[turn % WAYS.length] ?? 'list';
    const path = this.pathOf(way, turn);
    const start = performance.now();
    const { statusCode, headers, body } = await this.pool.request({ method: 'GET', path });
    const text = await body.text();
    if (statusCode === 429 && headers['retry-after'] !== undefined) {
      this.met.refused++;
      await sleep(Number(headers['retry-after']) * 1_000);
      return;
    }
    // An article may have gone since it was listed; here none does.
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text.slice(0, 200)}`);
    this.met.times.push(performance.now() - start);
    if (way === 'list' || way === 'search') this.look(path, JSON.parse(text) as { articles: Article[] });
  }

  private pathOf(way: (typeof WAYS)[number], turn: number): string {
    const article = this.newest[turn % Math.max(1, this.newest.length)];
    const word = article?.title.split(' ').at(-1) ?? 'news';
    if (way === 'search') return `/articles?search=${encodeURIComponent(word)}`;
    if (way === 'article' && article !== undefined) return `/articles/${article.id}`;
    if (way === 'page') return '/';
    return way === 'feed' ? '/feed.atom' : '/articles';
  }

  private look(path: string, { articles }: { articles: Article[] }): void {
    for (const [place, { id }] of articles.entries()) {
      const before = articles[place - 1];
      if (before !== undefined && before.id <= id)
        throw new Error(`${path}: ${id} stands below ${before.id}`);
    }
    if (path === '/articles') this.newest = articles;
  }
}
