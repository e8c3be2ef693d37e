import { planMessages, recordEmptyCycle } from '../cycles/cycle';
import { log } from '../log/log';
import { alsoNamed } from '../log/work';
import type { FetchMessage } from '../queue/messages';
import { type Queue, sendMessages } from '../queue/send';
import type { Source } from '../sources/source';
import type { Table } from '../table/client';
import { afterNothingNew } from './pace';

/** As many as one function asks at once; few enough that a message is done in seconds. */
const SOURCES_A_MESSAGE = 25;

/** Of one host, which is asked for two at a time: should each run into its timeout, the function still ends. */
const SOURCES_OF_A_HOST = 10;

/** Hosts by what they are asked at. */
export type IsFree = (hostname: string) => Promise<boolean>;

/**
 * The messages of a cycle. One host's sources are in one message, so that they can be asked at its pace;
 * where they are too many for one, in messages of their own that follow each other: never two at once.
 * @param at ISO 8601
 * @param isFree whether a host has no pace
 * @returns those to send now; those that follow are in them
 */
export async function planCycle(
  cycle: string,
  sources: Source[],
  at: string,
  isFree: IsFree,
): Promise<FetchMessage[]> {
  const time = Date.parse(at);
  let count = 0;
  const part = (some: Source[]) => ({
    message: `fetch#${count++}`,
    sources: some.map((source) => ({
      id: source.id,
      next: new Date(afterNothingNew(source, time)).toISOString(),
    })),
  });
  const messages: FetchMessage[] = [];
  const small: Source[][] = [];
  for (const [hostname, ofHost] of byHost(sources)) {
    if (ofHost.length <= SOURCES_OF_A_HOST) small.push(ofHost);
    else if (await isFree(hostname)) small.push(...chunks(ofHost, SOURCES_A_MESSAGE));
    else {
      const [first = [], ...rest] = chunks(ofHost, SOURCES_OF_A_HOST);
      messages.push({ cycle, at, ...part(first), following: rest.map(part) });
    }
  }
  for (const together of packed(small)) messages.push({ cycle, at, ...part(together), following: [] });
  return messages;
}

/** Lots put together as long as they fit into a message. */
function packed(lots: Source[][]): Source[][] {
  const full: Source[][] = [];
  let open: Source[] = [];
  for (const lot of lots) {
    if (open.length + lot.length > SOURCES_A_MESSAGE) {
      full.push(open);
      open = [];
    }
    open.push(...lot);
  }
  return [...full, open].filter(({ length }) => length > 0);
}

function chunks(sources: Source[], size: number): Source[][] {
  return Array.from({ length: Math.ceil(sources.length / size) }, (_, index) =>
    sources.slice(index * size, (index + 1) * size),
  );
}

function byHost(sources: Source[]): Map<string, Source[]> {
  const hosts = new Map<string, Source[]>();
  for (const source of sources) {
    const { hostname } = new URL(source.url);
    const there = hosts.get(hostname);
    if (there) there.push(source);
    else hosts.set(hostname, [source]);
  }
  return hosts;
}

/**
 * Starts a cycle: its messages are written down first, then sent, so that it is never finished too early.
 * The same cycle started twice (a retry) asks twice and counts once.
 * @param isMeasured whether how long it takes says something of the service
 */
export async function startCycle(
  table: Table,
  queue: Queue,
  cycle: string,
  sources: Source[],
  at: string,
  isFree: IsFree,
  isMeasured = true,
): Promise<void> {
  alsoNamed({ cycle });
  const messages = await planCycle(cycle, sources, at, isFree);
  const all = messages.flatMap((message) => [message, ...message.following]);
  if (all.length === 0) await recordEmptyCycle(table, cycle);
  else {
    const counts = new Map(all.map(({ message, sources }) => [message, sources.length]));
    await planMessages(table, cycle, counts, isMeasured);
  }
  await sendMessages(
    queue,
    messages.map((message) => JSON.stringify(message)),
  );
  log.info('A cycle was started', { sources: sources.length, messages: all.length });
}
