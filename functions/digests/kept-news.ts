import type { Article } from '../article/article';

/** Members of one hour who ask for the same have the same news; more searches than these are not usual at once. */
const MOST_KEPT = 100;

/** What was searched for a moment ago, so that digests of one hour that hold the same are searched for once. */
export class KeptNews {
  private readonly kept = new Map<string, Promise<Article[]>>();

  /**
   * @param key all that the news depend on, as JSON takes it
   * @param read finds them
   */
  read(key: unknown, read: () => Promise<Article[]>): Promise<Article[]> {
    const name = JSON.stringify(key);
    const known = this.kept.get(name);
    if (known !== undefined) return known;
    const news = read();
    this.kept.set(name, news);
    news.catch(() => this.kept.delete(name));
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return news;
  }
}
