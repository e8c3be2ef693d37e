import type { Table } from '../table/client';
import type { ReadBudget } from './budget';
import { intersect, UnionList } from './intersect';
import { type IdList, PostingList } from './posting-list';

/** A list that short is looked through in its articles sooner than several others are opened. */
const SHORT_LIST = 40;

/** What reading one article by its id takes. */
export const UNITS_AN_ARTICLE = 0.5;

/** Where to look. */
export interface Candidates {
  /** whether even the sparsest list's first blocks lie wholly above the start, with more to come */
  isFar: boolean;
  /** The ids that the terms lead to, newest first. @param start no id above it is given: the first one, or a lower one */
  ids(start: string): AsyncIterable<string>;
}

/**
 * Opens the lists of the terms; the articles that they lead to decide.
 * @param groups one of each must lead to an article
 * @param start no id above it is given
 * @param least none below it
 */
export async function candidates(
  table: Table,
  groups: string[][],
  start: string,
  least: string,
  budget: ReadBudget,
): Promise<Candidates> {
  const neighbours = groups.flat().length;
  const listOf = (term: string) => new PostingList(table, term, least, budget, neighbours);
  const lists = groups.flatMap((terms) => (terms.length === 1 ? terms.map(listOf) : []));
  await Promise.all(lists.map((list) => list.open(start)));
  if (lists.some(({ length }) => length !== null && length <= SHORT_LIST)) {
    return candidatesOf(worthReading(lists));
  }
  const unions = groups.flatMap((terms) => (terms.length > 1 ? [new UnionList(terms.map(listOf))] : []));
  await Promise.all(unions.map((union) => union.open(start)));
  return candidatesOf(worthReading([...lists, ...unions]));
}

const candidatesOf = (lists: IdList[]): Candidates => ({
  isFar: lists[0]?.isFar ?? false,
  ids: (start) => intersect(lists, start),
});

/**
 * The list with the fewest ids, and those of the others that cost less to go down along with it than the
 * articles that they might rule out.
 */
function worthReading(lists: IdList[]): IdList[] {
  const top = Math.max(...lists.map(({ newest }) => newest));
  const measured = lists
    .map((list) => ({ list, ...list.density(top) }))
    .sort((one, other) => one.ids - other.ids);
  const fewest = measured[0]?.ids ?? 0;
  return measured
    .filter(({ units }, place) => place === 0 || units <= UNITS_AN_ARTICLE * fewest)
    .map(({ list }) => list);
}
