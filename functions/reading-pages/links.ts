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
  for (const newer of way.slice(-LONGEST_WAY)) asked.append('newer', newer);
  return href(path, asked);
}

/** The page before this one; null on the first. */
export function newerPage({ path, given }: Here): string | null {
  if (!given.has('cursor')) return null;
  const asked = firstPage(given);
  const way = given.getAll('newer');
  const cursor = way.pop();
  if (cursor !== undefined) asked.set('cursor', cursor);
  for (const newer of way) asked.append('newer', newer);
  return href(path, asked);
}

/** The filters alone. */
export const firstPage = (given: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...given].filter(([name]) => name !== 'cursor' && name !== 'newer'));

const href = (path: string, asked: URLSearchParams): string => (asked.size === 0 ? path : `${path}?${asked}`);
