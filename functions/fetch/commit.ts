import { allDone } from '../async/all-done';
import type { IndexMessage } from '../queue/messages';
import { type Queue, sendMessages } from '../queue/send';
import { originOf } from '../sources/origin';
import type { Source } from '../sources/source';
import { writeItems } from '../table/batch';
import type { Item, Table } from '../table/client';
import { markChanged } from '../versions/version';
import type { Answer } from './ask';
import { type BroughtArticle, expiryOf, indexMessages } from './brought';
import { recordOutcome, type Visit } from './outcome';
import { type Seen, seenItem } from './seen';

/** What one source's reading brings to the table. */
export interface Haul {
  source: Source;
  answer: Answer;
  articles: BroughtArticle[];
  /** what will have been seen; its `parts` are filled in here */
  seen: Seen;
}

/**
 * Stores what the sources of one message bring. While one lot is being written the next one gathers, so
 * that the batches are full and nobody waits for the slowest source.
 *
 * The order is what a crash at any point only repeats: the words go onto the queue first, so that whatever
 * was ever listed will be found; then the articles; then what was seen; last the source's state with the
 * validators, which are only kept of what is wholly stored.
 */
export class Committer {
  private waiting: { haul: Haul; done: () => void; failed: (error: unknown) => void }[] = [];
  private running = false;

  /** @param at when the message's cycle began, ms since 1970 @param retentionDays 0 for ever */
  constructor(
    private readonly table: Table,
    private readonly index: Queue,
    private readonly visit: Visit,
    private readonly at: number,
    private readonly retentionDays: number,
  ) {}

  /** @returns once it is stored, with the parts that its words went in */
  commit(haul: Haul): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ haul, done, failed });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      const lot = this.waiting;
      this.waiting = [];
      try {
        await this.store(lot.map(({ haul }) => haul));
        for (const { done } of lot) done();
      } catch (error) {
        for (const { failed } of lot) failed(error);
      }
    }
    this.running = false;
  }

  private async store(hauls: Haul[]): Promise<void> {
    const articles = hauls.flatMap((haul) => haul.articles);
    const parts = await this.sendToIndex(articles.map(({ indexed }) => indexed));
    await writeItems(
      this.table,
      articles.flatMap(({ items }) => items),
      articles.flatMap(({ deletes }) => deletes),
    );
    if (articles.length > 0) await markChanged(this.table, 'ARTICLES');
    const seen = hauls.map((haul): Item => {
      haul.seen.parts.push(...(haul.articles.length > 0 ? parts : []));
      return seenItem(originOf(haul.source), haul.seen);
    });
    await writeItems(this.table, seen);
    await allDone(
      hauls.map(({ source, answer, articles }) =>
        recordOutcome(this.table, source, this.visit, answer, articles.length > 0),
      ),
    );
  }

  private async sendToIndex(articles: IndexMessage['articles']): Promise<string[]> {
    const [cycle = ''] = this.visit.owner.split('/');
    // The words of an edited article may live a little longer than it does: readers drop what is gone.
    const expiresAt = expiryOf(Math.ceil(this.at / 1000), this.retentionDays);
    const messages = indexMessages(cycle, articles, expiresAt);
    await sendMessages(
      this.index,
      messages.map(({ body }) => body),
    );
    return messages.map(({ part }) => part);
  }
}
