import { isKept } from '../clock/is-kept';
import { type NamedSource, readChoice } from '../sources/choice';
import { SourceNames } from '../sources/names';
import type { Table } from '../table/client';

/** Names hardly ever change; a source that is added is to be chosen soon. */
const KEPT_MS = 10_000;

/** The sources that a page of articles speaks of. */
export interface KnownSources {
  /** by title; null where they are too many to choose from, empty where there are none */
  choice: NamedSource[] | null;
  /** the name of a source that an article is of, or that is asked for */
  titles: ReadonlyMap<string, string>;
}

interface Kept {
  table: Table;
  choice: Promise<NamedSource[] | null>;
  names: SourceNames;
  until: number;
}

let kept: Kept | undefined;

/**
 * What sources are called, as of some seconds ago.
 * @param ids of those whose names are needed, whatever there is to choose
 */
export async function knownSources(table: Table, ids: readonly string[]): Promise<KnownSources> {
  const { choice: chosen, names } = keptFor(table);
  const choice = await chosen;
  const titles = new Map((choice ?? []).map(({ id, title }) => [id, title]));
  const missing = ids.filter((id) => !titles.has(id));
  for (const [id, { title }] of await names.read(missing, Date.now())) titles.set(id, title);
  return { choice, titles };
}

function keptFor(table: Table): Kept {
  const now = Date.now();
  if (kept !== undefined && kept.table === table && isKept(kept.until, KEPT_MS, now)) return kept;
  const names = kept?.table === table ? kept.names : new SourceNames(table);
  const fresh = { table, names, choice: readChoice(table), until: now + KEPT_MS };
  kept = fresh;
  // Whoever asks next tries again.
  fresh.choice.catch(() => {
    if (kept === fresh) kept = undefined;
  });
  return fresh;
}
