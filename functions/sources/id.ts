/** The id of a source. */
export const SOURCE_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Leaves room for a number. */
const LONGEST_BASE = 56;

/**
 * Makes ids from hosts, `www.` and dots apart; numbered where another source has it. Each is given out once.
 * @param taken ids in use
 */
export function idMaker(taken: Iterable<string>): (url: string) => string {
  const ids = new Set(taken);
  const numbers = new Map<string, number>();
  return (url) => {
    const base = idOfHost(url);
    let number = numbers.get(base) ?? 1;
    let id = number === 1 ? base : `${base}-${number}`;
    while (ids.has(id)) id = `${base}-${++number}`;
    // So that thousands of one host don't count from the beginning each.
    numbers.set(base, number);
    ids.add(id);
    return id;
  };
}

const idOfHost = (url: string): string =>
  new URL(url).hostname
    .replace(/^www\./, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST_BASE) || 'source';
