import { planMessages, recordEmptyCycle } from '../cycles/cycle';
import type { FetchMessage } from '../queue/messages';
import { type Queue, sendMessages } from '../queue/send';
import type { Source } from '../sources/source';
import type { Table } from '../table/client';
import { nextLook, usualPace } from './due';

/** As many as one function asks at once; few enough that a message is done in seconds. */
const SOURCES_A_MESSAGE = 25;

/**
 * The messages of a cycle: one host's sources together, so that they can be asked at its pace.
 * @param at ISO 8601
 * @param usual minutes between two looks at a source whose keeper says nothing else
 */
export function planCycle(cycle: string, sources: Source[], at: string, usual: number): FetchMessage[] {
  const time = Date.parse(at);
  const messages: FetchMessage[] = [];
  let open: Source[] = [];
  const close = () => {
    if (open.length === 0) return;
    messages.push({
      cycle,
      message: `fetch#${messages.length}`,
      at,
      sources: open.map((source) => ({ id: source.id, next: nextLook(source, time, usual) })),
    });
    open = [];
  };
  for (const sameHost of byHost(sources)) {
    if (open.length + sameHost.length > SOURCES_A_MESSAGE) close();
    for (const source of sameHost) {
      open.push(source);
      if (open.length === SOURCES_A_MESSAGE) close();
    }
  }
  close();
  return messages;
}

function byHost(sources: Source[]): Source[][] {
  const hosts = new Map<string, Source[]>();
  for (const source of sources) {
    const { host } = new URL(source.url);
    const there = hosts.get(host);
    if (there) there.push(source);
    else hosts.set(host, [source]);
  }
  return [...hosts.values()];
}

/**
 * Starts a cycle: its messages are written down first, then sent, so that it is never finished too early.
 * The same cycle started twice (a retry) asks twice and counts once.
 */
export async function startCycle(
  table: Table,
  queue: Queue,
  cycle: string,
  sources: Source[],
  at: string,
): Promise<void> {
  const messages = planCycle(cycle, sources, at, usualPace());
  if (messages.length === 0) return recordEmptyCycle(table, cycle);
  await planMessages(
    table,
    cycle,
    new Map(messages.map(({ message, sources }) => [message, sources.length])),
  );
  await sendMessages(
    queue,
    messages.map((message) => JSON.stringify(message)),
  );
}
