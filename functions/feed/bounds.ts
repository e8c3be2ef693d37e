/** Four times what is kept of an article: markup weighs. */
const MOST_CHARACTERS = 800_000;

const MOST_TAGS = 40_000;

/** An HTML parser's work grows with how many elements are open, for each tag anew. */
const DEEPEST = 500;

const TAG = /<(\/?)([a-z][^\s/>]*)/gi;
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** As much of some markup as an HTML parser can take from a stranger: cut where it is too long or too deep. */
export function bounded(html: string): string {
  const head = html.length > MOST_CHARACTERS ? html.slice(0, MOST_CHARACTERS) : html;
  return hasManyTags(head) ? head.slice(0, endOfBearable(head)) : head;
}

function hasManyTags(html: string): boolean {
  let at = -1;
  for (let tags = 0; tags <= DEEPEST; tags++) {
    at = html.indexOf('<', at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** Where a parser that knows of no implied end tags, and so never less deep than a real one, has enough. */
function endOfBearable(html: string): number {
  const open = new Map<string, number>();
  let depth = 0;
  let tags = 0;
  for (const { 1: slash, 2: written = '', index } of html.matchAll(TAG)) {
    const name = written.toLowerCase();
    if (VOID.has(name)) continue;
    const count = open.get(name) ?? 0;
    const step = slash ? (count > 0 ? -1 : 0) : 1;
    open.set(name, count + step);
    depth += step;
    if (++tags > MOST_TAGS || depth > DEEPEST) return index;
  }
  return html.length;
}
