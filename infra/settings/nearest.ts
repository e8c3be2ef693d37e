/** More changes than this, and it is another word. */
const FARTHEST = 3;

/**
 * The name that somebody may have meant.
 * @returns null where none is near
 */
export function nearest(written: string, names: readonly string[]): string | null {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z\d]/g, '');
  const [best] = names
    .map((name) => ({ name, changes: changesBetween(plain(written), plain(name)) }))
    .sort((a, b) => a.changes - b.changes);
  return best !== undefined && best.changes <= Math.min(FARTHEST, best.name.length / 2) ? best.name : null;
}

/** How many letters must be put in, taken out or replaced: Levenshtein's distance, row by row. */
function changesBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
