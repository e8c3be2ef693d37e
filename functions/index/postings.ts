import { hash } from 'node:crypto';
import type { IndexMessage } from '../queue/messages';
import { blockItems } from '../search/block';
import { categoryTerm, sourceTerm } from '../search/terms';
import type { Item } from '../table/client';

/**
 * The posting blocks of a batch of messages. Its name follows from what it holds, so that a batch that
 * comes twice overwrites itself; one that comes back in other company only repeats ids, which readers bear.
 */
export function postings(messages: IndexMessage[]): Item[] {
  const batch = hash(
    'sha256',
    messages
      .map(({ part }) => part)
      .sort()
      .join('\n'),
  ).slice(0, 12);
  const expiresAt = latestExpiry(messages);
  return [...idsByTerm(messages)].flatMap(([term, ids]) => blockItems(term, batch, ids, expiresAt));
}

/** Newest first, each once. */
function idsByTerm(messages: IndexMessage[]): Map<string, string[]> {
  const terms = new Map<string, string[]>();
  const articles = messages
    .flatMap((message) => message.articles)
    .sort((one, other) => (one.id < other.id ? 1 : -1));
  for (const { id, source, categories, words } of articles) {
    const named = [sourceTerm(source), ...categories.map(categoryTerm)];
    for (const term of words === '' ? named : named.concat(words.split(' '))) {
      const ids = terms.get(term);
      if (ids === undefined) terms.set(term, [id]);
      else if (ids[ids.length - 1] !== id) ids.push(id);
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
