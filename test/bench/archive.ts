import { type Article, articleItem } from '../../functions/article/article';
import { identityHash, makeId, timeOf } from '../../functions/article/id';
import { postings } from '../../functions/index/postings';
import type { IndexMessage } from '../../functions/queue/messages';
import { wordTerms } from '../../functions/search/terms';
import { originOf } from '../../functions/sources/origin';
import { newSourceItem } from '../../functions/sources/source';
import { writeItems } from '../../functions/table/batch';
import type { Table } from '../../functions/table/client';
import { makeStory, PRESENT, seeded } from './generator';

/** Articles that come and are indexed together. */
const BATCH = 800;

/** A batch a day: 100,000 articles are four months. */
export const BATCH_MS = 86_400_000;
const BEGIN = PRESENT - 126 * BATCH_MS;

const SOURCES = 50;
/** When the sources were added. */
export const ADDED_AT = new Date(BEGIN).toISOString();

/** The ids of the sources that its articles come from. */
export const SOURCE_IDS = Array.from({ length: SOURCES }, (_, number) => `source-${number}`);

/** An archive that grows by batches, each newer than the ones before, written by the functions' own code. */
export class Archive {
  size = 0;
  /** in how many articles each word stands */
  readonly frequencies = new Map<string, number>();
  private readonly topics = new Set<string>();
  private readonly random = seeded(-1);

  /**
   * @param onBatch is told of each batch of articles, oldest first
   * @param begin when the oldest ones are of, in ms since 1970
   */
  constructor(
    private readonly table: Table,
    private readonly onBatch: (articles: Article[]) => void = () => {},
    private readonly begin = BEGIN,
  ) {}

  /** Adds the sources that its articles come from. */
  async addSources(): Promise<void> {
    await writeItems(
      this.table,
      SOURCE_IDS.map((id) => newSourceItem(id, { url: `https://${id}.example/feed` }, ADDED_AT)),
    );
  }

  /** The moment that half of it is older than, ms since 1970. */
  get middle(): number {
    return this.begin + (this.size / BATCH / 2) * BATCH_MS;
  }

  /** Adds articles until there are so many. */
  async growTo(size: number): Promise<void> {
    while (this.size < size) {
      const start = this.begin + Math.floor(this.size / BATCH) * BATCH_MS;
      const room = BATCH - (this.size % BATCH);
      await this.add(Array.from({ length: Math.min(room, size - this.size) }, () => this.article(start)));
    }
  }

  /** Words that stand in a share of the articles, or nearly. @param share 1 is all @param count how many words */
  wordsIn(share: number, count: number): string[] {
    const wanted = share * this.size;
    return [...this.frequencies]
      .sort(([, one], [, other]) => Math.abs(one - wanted) - Math.abs(other - wanted))
      .slice(0, count)
      .map(([word]) => word);
  }

  /** The categories that its articles are in. */
  get categories(): string[] {
    return [...this.topics];
  }

  private article(batchStart: number): Article {
    const number = this.size++;
    const source = `source-${number % SOURCES}`;
    const time = Math.floor(batchStart + this.random() * BATCH_MS);
    const origin = originOf({ id: source, addedAt: ADDED_AT });
    const id = makeId(time, identityHash(origin, String(number)));
    const { title, summary, author, categories } = makeStory(this.random);
    for (const category of categories) this.topics.add(category);
    const url = `https://${source}.example/story-${number}`;
    const publishedAt = new Date(timeOf(id)).toISOString();
    return {
      id,
      source: origin,
      title,
      url,
      summary,
      author,
      publishedAt,
      fetchedAt: publishedAt,
      categories,
      image: null,
    };
  }

  private async add(articles: Article[]): Promise<void> {
    const message: IndexMessage = {
      cycle: '',
      part: String(this.size),
      expiresAt: null,
      articles: articles.map((article) => ({
        id: article.id,
        source: article.source,
        categories: article.categories,
        words: this.countWords(article).join(' '),
      })),
    };
    await writeItems(
      this.table,
      articles.map((article) => articleItem(article, null)),
    );
    await writeItems(this.table, postings([message]));
    this.onBatch(articles.toSorted((one, other) => (one.id < other.id ? -1 : 1)));
  }

  private countWords(article: Article): string[] {
    const words = [...wordTerms(article)];
    for (const word of words) this.frequencies.set(word, (this.frequencies.get(word) ?? 0) + 1);
    return words;
  }
}
