import { setImmediate } from 'node:timers/promises';
import { allDone } from '../async/all-done';
import { isFetched, recordFetched } from '../cycles/cycle';
import { log } from '../log/log';
import { measure } from '../metrics/measure';
import type { Network } from '../network/network';
import type { FetchMessage } from '../queue/messages';
import { type Queue, sendMessages } from '../queue/send';
import { originOf } from '../sources/origin';
import type { Source } from '../sources/source';
import type { Table } from '../table/client';
import { markChanged } from '../versions/version';
import { type Answer, ask, read, unreadable } from './ask';
import { type BroughtArticle, bringArticle } from './brought';
import { claim } from './claim';
import { Committer, type Haul } from './commit';
import { compare } from './compare';
import { recordOutcome, type Visit } from './outcome';
import type { Room } from './room';
import { keepOlder, NOTHING_SEEN, readSeen, type Seen } from './seen';

/** What fetching needs of the world. */
export interface FetchParts {
  table: Table;
  /** where the words of articles go */
  index: Queue;
  /** where the rest of a host's sources wait */
  fetch: Queue;
  network: Network;
  /** for the bodies that are being read */
  room: Room;
  /** 0 for ever */
  retentionDays: number;
  /** minutes between two looks of the schedule */
  usual: number;
}

/** What became of one source. */
interface Result {
  failed: boolean;
  newArticles: number;
  parts: string[];
  /** whose result is ours too */
  follows: string | null;
}

const NOTHING: Result = { failed: false, newArticles: 0, parts: [], follows: null };

/**
 * Asks all sources of a message at once and stores what they bring. A message may come again after half of it was
 * done: what its first try stored is found and counted once. One that was done and comes once more is left alone:
 * others may have read its sources since, and what it brought could not be told from what they did.
 */
export async function fetchSources(parts: FetchParts, message: FetchMessage): Promise<void> {
  const owner = `${message.cycle}/${message.message}`;
  if (await isFetched(parts.table, owner)) return;
  const beganAt = Date.now();
  const visit = { owner, at: beganAt, usual: parts.usual };
  const committer = new Committer(
    parts.table,
    parts.index,
    visit,
    Date.parse(message.at),
    parts.retentionDays,
  );
  const results = await allDone(
    message.sources.map(({ id, next }) => fetchSource(parts, committer, { message, visit, id, next })),
  );
  await markChanged(parts.table, 'SOURCES');
  await sendNext(parts.fetch, message);
  const totals = {
    sources: results.length,
    failed: results.filter(({ failed }) => failed).length,
    newArticles: results.reduce((sum, { newArticles }) => sum + newArticles, 0),
  };
  const ArticlesNew = await recordFetched(parts.table, message.cycle, message.message, {
    ...totals,
    parts: [...new Set(results.flatMap((result) => result.parts))],
    follows: [...new Set(results.flatMap(({ follows }) => follows ?? []))],
    fetchedAt: new Date().toISOString(),
  });
  measure({ ArticlesNew });
  log.info('Sources were asked', { ...totals, ms: Date.now() - beganAt });
}

/** What follows is sent before this is written down as done: a crash in between sends it twice. */
async function sendNext(
  queue: Queue,
  { cycle, at, following: [next, ...following] }: FetchMessage,
): Promise<void> {
  if (next === undefined) return;
  await sendMessages(queue, [JSON.stringify({ ...next, cycle, at, following } satisfies FetchMessage)]);
}

interface Turn {
  message: FetchMessage;
  visit: Visit;
  id: string;
  next: string;
}

async function fetchSource(parts: FetchParts, committer: Committer, turn: Turn): Promise<Result> {
  const { table } = parts;
  const { owner } = turn.visit;
  const claimed = await claim(table, turn.id, owner, turn.next);
  if (claimed.kind === 'taken') return { ...NOTHING, follows: claimed.by };
  if (claimed.kind === 'removed') return NOTHING;
  const { source } = claimed;
  const asked = await ask(parts, source);
  if (asked.kind !== 'changed') return conclude(table, source, turn, asked);
  return parts.room.take(asked.download.body.length, async () => {
    const answer = read(source, asked);
    if (answer.kind !== 'read') return conclude(table, source, turn, answer);
    const seen = await readSeen(table, originOf(source));
    const haul = await digest(source, answer, seen, turn, parts.retentionDays);
    if (haul.answer.kind !== 'read') return conclude(table, source, turn, haul.answer);
    await committer.commit(haul);
    return { ...NOTHING, newArticles: haul.seen.added, parts: haul.seen.parts };
  });
}

/** Of a source that brought nothing: how it did, and what an earlier try of this message brought. */
async function conclude(table: Table, source: Source, turn: Turn, answer: Answer): Promise<Result> {
  const { owner } = turn.visit;
  await recordOutcome(table, source, turn.visit, answer, false);
  const isRetry = source.readBy === owner;
  const seen = isRetry ? await readSeen(table, originOf(source)) : NOTHING_SEEN;
  // A worker that was thought dead may have written over it: its parts are another cycle's.
  const done = seen.message === owner ? seen : NOTHING_SEEN;
  return { failed: answer.kind === 'failed', newArticles: done.added, parts: done.parts, follows: null };
}

/** A large reading takes seconds, and in the local run readers wait for the same thread. */
const LONGEST_TURN_MS = 50;

/** What a reading brings. Where its bytes bring our own code down, that source has failed and no other. */
async function digest(
  source: Source,
  answer: Answer & { kind: 'read' },
  seen: Seen,
  { message, visit: { owner } }: Turn,
  retentionDays: number,
): Promise<Haul> {
  const before = seen.message === owner ? seen : NOTHING_SEEN;
  try {
    const { changed, current } = compare(
      source,
      answer.reading.entries,
      seen.entries,
      Date.parse(message.at),
    );
    const brought: { entry: (typeof changed)[number]; article: BroughtArticle | null }[] = [];
    let turnEnd = performance.now() + LONGEST_TURN_MS;
    for (const entry of changed) {
      brought.push({ entry, article: bringArticle(source, answer.reading, entry, retentionDays) });
      if (performance.now() < turnEnd) continue;
      await setImmediate();
      turnEnd = performance.now() + LONGEST_TURN_MS;
    }
    const articles = brought.flatMap(({ article }) => article ?? []);
    const added = brought.filter(({ entry, article }) => entry.isNew && article !== null).length;
    return {
      source,
      answer,
      articles,
      seen: {
        entries: keepOlder(current, seen.entries),
        message: owner,
        added: before.added + added,
        parts: [...before.parts],
      },
    };
  } catch (error) {
    return { source, answer: unreadable(source, error), articles: [], seen };
  }
}
