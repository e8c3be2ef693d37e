import type { Deployed } from './deployed';
import { lambda } from './lambda';
import { looksADay } from './looks';
import {
  ARTICLE_WRITES,
  BATCH_WRITES,
  CPU,
  CYCLE_READS,
  CYCLE_WRITES,
  EDITED_SHARE,
  LISTED_SOURCE_READS,
  LOOK_BYTES,
  LOOK_WRITES,
  LOT_WRITES,
  LOTS_A_MESSAGE,
  MESSAGE_WRITES,
  NEWS_READS,
  NEWS_WRITES,
  PACKED_SHARE,
  SLOWEST_SOURCE_MS,
  SOURCES_A_MESSAGE,
} from './units';
import { gigabytes, type Use, use } from './use';
import { wordsOfArticle } from './words';
import { CYCLES, DAYS, type Workload } from './workload';

const CYCLE_MINUTES = 30;

/** What comes in, in a month. */
export interface Intake {
  looks: number;
  looksWithNews: number;
  /** written, those that were edited among them */
  articles: number;
  /** KB of HTML of each */
  content: number;
  cycles: number;
  /** of sources, to `fetch` */
  messages: number;
  /** of news, to `index` */
  lots: number;
  /** that `index` makes of them */
  batches: number;
}

/** What sources bring by their pace, and how it is put together. */
export function intakeOf({ sources, articles, content }: Workload, { fetchConcurrency }: Deployed): Intake {
  const looks = looksADay(articles);
  const all = sources * looks.all * DAYS;
  const looksWithNews = sources * looks.withNews * DAYS;
  // Also a cycle with nothing to ask writes that it was.
  const messages = Math.max(CYCLES, all / SOURCES_A_MESSAGE);
  const minutes = (messages / CYCLES / fetchConcurrency) * (SLOWEST_SOURCE_MS / 60_000);
  // Where a cycle would take longer than until the next, more are to be at work: see `workersNeeded`. The index
  // gathers for a minute, in two places at once.
  const mostBatches = CYCLES * 2 * Math.min(Math.max(1, minutes), CYCLE_MINUTES);
  return {
    looks: all,
    looksWithNews,
    articles: sources * articles * DAYS * (1 + EDITED_SHARE),
    content,
    cycles: CYCLES,
    messages,
    lots: Math.min(looksWithNews, messages * LOTS_A_MESSAGE),
    batches: Math.min(looksWithNews, mostBatches),
  };
}

/** How many must ask sources at once, so that a cycle is over before the next. */
export const workersNeeded = ({ messages }: Intake): number =>
  Math.max(2, Math.ceil(((messages / CYCLES) * (SLOWEST_SOURCE_MS / 60_000)) / CYCLE_MINUTES));

/** Write units of what comes in, by what they are for. */
export function writesOf(intake: Intake): { articles: number; words: number; sources: number } {
  const { looks, looksWithNews, articles, content, cycles, messages, lots, batches } = intake;
  // Half a unit more on average, as each is rounded up.
  const contentWrites = content === 0 ? 0 : content * PACKED_SHARE + 0.5;
  return {
    articles: articles * (ARTICLE_WRITES + contentWrites),
    words: articles * wordsOfArticle(batchOf(intake)).writes + batches * BATCH_WRITES,
    sources:
      cycles * CYCLE_WRITES +
      looks * LOOK_WRITES +
      looksWithNews * NEWS_WRITES +
      messages * MESSAGE_WRITES +
      lots * LOT_WRITES,
  };
}

/** Articles of a batch, on average. */
export const batchOf = ({ articles, batches }: Intake): number =>
  batches === 0 ? 1 : Math.max(1, articles / batches);

/** What it costs to ask sources and keep what they bring. */
export function fetching(workload: Workload, deployed: Deployed): Use[] {
  const intake = intakeOf(workload, deployed);
  const { looks, looksWithNews, articles, messages, lots, batches } = intake;
  const writes = writesOf(intake);
  const wordWrites = wordsOfArticle(batchOf(intake)).writes * articles;
  return [
    use('articles and their contents', 'tableWrites', writes.articles),
    use('their words, for search', 'tableWrites', writes.words),
    use('sources and cycles', 'tableWrites', writes.sources),
    use(
      'sources and cycles',
      'tableReads',
      looksWithNews * NEWS_READS + CYCLES * readsOfCycle(workload.sources),
    ),
    // Sent, received, deleted.
    use('work', 'queueRequests', (messages + lots) * 3),
    use('asking sources', 'transferOut', gigabytes(looks * LOOK_BYTES)),
    ...lambda(deployed, 'schedule', {
      folder: 'schedule',
      invocations: CYCLES,
      cpuMs: CYCLES * workload.sources * CPU.source,
      // A Query of 1 MB is some 1,500 sources; ten messages are sent in a call.
      calls: CYCLES * (3 + workload.sources / 1_500) + messages / 10,
    }),
    ...lambda(deployed, 'fetch', {
      folder: 'fetch',
      invocations: messages,
      cpuMs: looks * CPU.look + articles * CPU.article,
      calls: messages * 6,
      waitMs: Math.min(looks, messages) * SLOWEST_SOURCE_MS,
    }),
    ...lambda(deployed, 'index', {
      folder: 'index',
      invocations: batches,
      cpuMs: articles * CPU.words,
      // 25 items a call, 8 calls at once.
      calls: batches * 4 + wordWrites / (25 * 8),
    }),
  ];
}

/** Read units of beginning a cycle: looking through all sources. */
export const readsOfCycle = (sources: number): number => CYCLE_READS + sources * LISTED_SOURCE_READS;
