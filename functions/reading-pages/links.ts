/** How many pages back a page knows its way; from there it leads to the newest. */
export const LONGEST_WAY = 30;

/** A page of articles as links to its neighbours are made: its path, and its parameters as they were given. */
export interface Here {
  path: string;
  given: URLSearchParams;
}

/** The same page without one value of a filter, from its first page. */
export function withoutFilter({ path, given }: Here, name: string, value: string): string {
  const asked = new URLSearchParams(
    [...firstPage(given)].filter((one) => one[0] !== name || one[1] !== value),
  );
  return href(path, asked);
}

/** The page that goes on where this one ends. It takes along the way back: lists know but one direction. */
export function olderPage({ path, given }: Here, next: string): string {
  const asked = firstPage(given);
  const cursor = given.get('cursor');
  const way = [...given.getAll('newer'), ...(cursor === null ? [] : [cursor])];
  asked.set('cursor', next);
  for (const newer of shortened(way)) asked.append('newer', newer);
  return href(path, asked);
}

/**
 * The page before this one, or the newest where the way between is not known any more; null on the first.
 */
export function newerPage(here: Here): string | null {
  const { path, given } = here;
  if (!given.has('cursor')) return null;
  const asked = firstPage(given);
  if (isWayLost(here)) return href(path, asked);
  const way = given.getAll('newer');
  const cursor = way.pop();
  if (cursor !== undefined) asked.set('cursor', cursor);
  for (const newer of way) asked.append('newer', newer);
  return href(path, asked);
}

/** A way that is cut off begins with a page twice: there it is known that more were before it. */
function shortened(way: string[]): string[] {
  if (way.length <= LONGEST_WAY) return way;
  const kept = way.slice(1 - LONGEST_WAY);
  return [...kept.slice(0, 1), ...kept];
}

/** Whether the way to the pages before this one was cut off. */
export const isWayLost = ({ given }: Here): boolean =>
  given.has('cursor') && given.getAll('newer').at(-1) === given.get('cursor');

/** The filters alone. */
export const firstPage = (given: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...given].filter(([name]) => name !== 'cursor' && name !== 'newer'));

const href = (path: string, asked: URLSearchParams): string => (asked.size === 0 ? path : `${path}?${asked}`);
