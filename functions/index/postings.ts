import { hash } from 'node:crypto';
import type { IndexMessage } from '../queue/messages';
import { blockItems, type Posting, posting } from '../search/block';
import { categoryTerm, sourceTerm } from '../search/terms';
import type { Item } from '../table/client';

/**
 * The posting blocks of a batch of messages. Its name follows from what it holds, so that a batch that
 * comes twice overwrites itself; one that comes back in other company only repeats ids, which readers bear.
 */
export function* postings(messages: IndexMessage[]): Generator<Item> {
  const batch = hash(
    'sha256',
    messages
      .map(({ part }) => part)
      .sort()
      .join('\n'),
  ).slice(0, 12);
  const expiresAt = latestExpiry(messages);
  for (const [term, list] of byTerm(messages)) yield* blockItems(term, batch, list, expiresAt);
}

/** Newest first, each once. */
function byTerm(messages: IndexMessage[]): Map<string, Posting[]> {
  const terms = new Map<string, Posting[]>();
  const articles = messages
    .flatMap((message) => message.articles)
    .sort((one, other) => (one.id < other.id ? 1 : -1));
  for (const { id, source, categories, words } of articles) {
    const entry = posting(id);
    const named = [sourceTerm(source), ...categories.map(categoryTerm)];
    for (const term of words === '' ? named : named.concat(words.split(' '))) {
      const list = terms.get(term);
      if (list === undefined) terms.set(term, [entry]);
      else if (list[list.length - 1]?.id !== id) list.push(entry);
    }
  }
  return terms;
}

function latestExpiry(messages: IndexMessage[]): number | null {
  let latest = 0;
  for (const { expiresAt } of messages) {
    if (expiresAt === null) return null;
    latest = Math.max(latest, expiresAt);
  }
  return latest;
}
