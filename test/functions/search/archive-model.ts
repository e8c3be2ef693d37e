import { type Article, articleItem } from '../../../functions/article/article';
import { identityHash, makeId } from '../../../functions/article/id';
import { postings } from '../../../functions/index/postings';
import type { IndexMessage } from '../../../functions/queue/messages';
import type { ArticleQuery } from '../../../functions/search/query';
import { categoryTerm, foldCategory, sourceTerm, wordTerm } from '../../../functions/search/terms';
import { wordsOf } from '../../../functions/search/words';
import { writeItems } from '../../../functions/table/batch';
import type { Table } from '../../../functions/table/client';
import { articleKey } from '../../../functions/table/keys';
import { indexMessage } from '../../index-message';

/** What an article is made of; the rest does not matter to a search. */
export interface Draft {
  time: number;
  title: string;
  summary: string;
  author: string | null;
  source: string;
  categories: string[];
}

/** Something that happens to an archive. Numbers pick an article, or messages, of those that there are by then. */
export type Change =
  | { add: Draft[] }
  | { edit: number; to: Draft }
  | { delete: number }
  /** its time is over, but nobody has deleted it yet */
  | { expire: number }
  /** to the index as one batch: of the messages that wait, and again of those that came already */
  | { deliver: number[]; again: number[] };

const LONG_AGO = 1_000_000_000;

/** Articles of one message to the index at most. */
const MESSAGE = 4;

/**
 * An archive in the table, and beside it in memory what a scan of it would see. Articles are written as `fetch`
 * writes them; their words wait until they are delivered, as `index` is handed them.
 */
export class ArchiveModel {
  /** what is there and has not expired */
  readonly articles = new Map<string, Article>();
  /** every id that ever was, the first ones first */
  readonly ids: string[] = [];
  /** messages for the index that were never delivered, and those that were, which may come again */
  private waiting: IndexMessage[] = [];
  private delivered: IndexMessage[] = [];
  private readonly posted = new Map<string, Set<string>>();
  private count = 0;

  constructor(private readonly table: Table) {}

  async apply(change: Change): Promise<void> {
    if ('add' in change) await this.add(change.add);
    else if ('deliver' in change) {
      await this.deliver(
        change.deliver.flatMap((at) => pick(this.waiting, at)),
        change.again.flatMap((at) => pick(this.delivered, at)),
      );
    } else if ('edit' in change) {
      for (const id of pick(this.ids, change.edit)) await this.edit(id, change.to);
    } else if ('delete' in change) {
      for (const id of pick(this.ids, change.delete)) await this.delete(id);
    } else {
      for (const id of pick(this.ids, change.expire)) await this.expire(id);
    }
  }

  /** @param batchSize messages of a batch: the smaller, the more blocks a term has */
  async deliverAll(batchSize: number): Promise<void> {
    while (this.waiting.length > 0) await this.deliver(this.waiting.slice(0, batchSize), []);
  }

  /** What a scan of everything finds, newest first. */
  scan = (query: ArticleQuery): Article[] =>
    [...this.articles.values()]
      .filter((article) => isAskedFor(article, query))
      .sort((one, other) => (one.id < other.id ? 1 : -1));

  /** Whether all that a query may look an article up by was delivered. */
  isIndexed(id: string, query: ArticleQuery): boolean {
    const posted = this.posted.get(id) ?? new Set();
    const isPosted = (term: string) => posted.has(term);
    return (
      (query.sources.length === 0 || query.sources.map(sourceTerm).some(isPosted)) &&
      (query.categories.length === 0 || query.categories.map(categoryTerm).some(isPosted)) &&
      query.words.map(wordTerm).every(isPosted)
    );
  }

  private async add(drafts: Draft[]): Promise<void> {
    await this.put(
      drafts.map((draft) => {
        const id = makeId(draft.time, identityHash(draft.source, String(this.count++)));
        this.ids.push(id);
        return articleOf(id, draft);
      }),
    );
  }

  /** Its id, time and source stay. */
  private async edit(id: string, draft: Draft): Promise<void> {
    const before = this.articles.get(id);
    if (before === undefined) return;
    const { source, publishedAt } = before;
    await this.put([{ ...articleOf(id, draft), source, publishedAt }]);
  }

  private async delete(id: string): Promise<void> {
    await writeItems(this.table, [], [articleKey(id)]);
    this.articles.delete(id);
  }

  private async expire(id: string): Promise<void> {
    const article = this.articles.get(id);
    if (article !== undefined) await writeItems(this.table, [articleItem(article, LONG_AGO)]);
    this.articles.delete(id);
  }

  private async deliver(first: IndexMessage[], again: IndexMessage[]): Promise<void> {
    const batch = [...new Set([...first, ...again])];
    if (batch.length === 0) return;
    this.waiting = this.waiting.filter((message) => !batch.includes(message));
    this.delivered = [...new Set([...this.delivered, ...batch])];
    await writeItems(this.table, postings(batch));
    for (const { id, source, categories, words } of batch.flatMap(({ articles }) => articles)) {
      const terms = this.posted.get(id) ?? new Set();
      for (const term of [sourceTerm(source), ...categories.map(categoryTerm), ...words.split(' ')]) {
        terms.add(term);
      }
      this.posted.set(id, terms);
    }
  }

  private async put(articles: Article[]): Promise<void> {
    await writeItems(
      this.table,
      articles.map((article) => articleItem(article, null)),
    );
    for (const article of articles) this.articles.set(article.id, article);
    for (let at = 0; at < articles.length; at += MESSAGE) {
      this.waiting.push(indexMessage(articles.slice(at, at + MESSAGE), `index#${this.count++}`));
    }
  }
}

/** One of a list by any number; none of an empty list. */
const pick = <T>(list: readonly T[], at: number): T[] =>
  list.length === 0 ? [] : list.slice(at % list.length, (at % list.length) + 1);

const articleOf = (id: string, { time, ...rest }: Draft): Article => ({
  id,
  url: 'https://example.com/',
  publishedAt: new Date(time).toISOString(),
  fetchedAt: '2026-11-22T12:00:00.000Z',
  image: null,
  ...rest,
});

/** The contract's words, on purpose not by the code's own `matches`. */
function isAskedFor(article: Article, query: ArticleQuery): boolean {
  const time = Date.parse(article.publishedAt);
  const texts = [article.title, article.summary, article.author ?? ''].map(
    (text) => ` ${wordsOf(text).join(' ')} `,
  );
  const categories = article.categories.map(foldCategory);
  return (
    (query.since === null || time >= query.since) &&
    (query.until === null || time < query.until) &&
    !query.removed.has(article.source) &&
    (query.sources.length === 0 || query.sources.includes(article.source)) &&
    (query.categories.length === 0 ||
      query.categories.some((category) => categories.includes(foldCategory(category)))) &&
    query.words.every((word) => texts.some((text) => text.includes(` ${word} `))) &&
    query.phrases.every((phrase) => texts.some((text) => text.includes(` ${phrase.join(' ')} `)))
  );
}
