/** The element that a document is: one of the feed formats', a web page, or something else. */
export interface Root {
  kind: 'rss' | 'atom' | 'rdf' | 'html' | 'other';
  /** As written, with its prefix */
  name: string;
  /** Where its tag begins */
  start: number;
}

const KINDS = new Map<string, Root['kind']>([
  ['rss', 'rss'],
  ['feed', 'atom'],
  ['rdf', 'rdf'],
  ['html', 'html'],
]);

/** How far into a document its root is looked for; in front of it may stand junk such as a server's warnings. */
const SEARCHED = 100_000;

const OPEN_TAG = /<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])/y;
const HTML_DOCTYPE = /<!doctype\s+html/iy;
const SUBSET_END = /\]\s*>/g;

/**
 * The root element of a text, past XML declaration, DOCTYPE with its internal subset, comments and junk such as a
 * server's warnings. A web page is a feed only where there is nothing else in it. Null where there is no element.
 */
export function findRoot(text: string): Root | null {
  let first: Root | null = null;
  let page: Root | null = null;
  let at = text.indexOf('<');
  while (at !== -1 && at < SEARCHED) {
    const mark = text.charAt(at + 1);
    if (mark === '!' || mark === '?') {
      if (matches(HTML_DOCTYPE, text, at)) page = { kind: 'html', name: 'html', start: at };
      at = text.indexOf('<', endOfMarker(text, at));
      continue;
    }
    const root = elementAt(text, at);
    if (root?.kind === 'html') page = root;
    else if (root && root.kind !== 'other') return root;
    else if (root && page && !/^body$/i.test(root.name)) return page;
    else if (root && !page && !first && /^channel$/i.test(root.name)) return { ...root, kind: 'rss' };
    else if (root) first ??= root;
    at = text.indexOf('<', root?.name === 'script' ? indexAfter(text, '</script', at) : at + 1);
  }
  return page ?? first;
}

function elementAt(text: string, at: number): Root | null {
  OPEN_TAG.lastIndex = at;
  const [tag, local] = OPEN_TAG.exec(text) ?? [];
  if (!tag || !local) return null;
  return { kind: KINDS.get(local.toLowerCase()) ?? 'other', name: tag.slice(1), start: at };
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Where a comment, processing instruction or DOCTYPE that begins at `at` has ended. */
function endOfMarker(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return indexAfter(text, '-->', at + 4);
  const end = indexAfter(text, '>', at + 2);
  const subset = text.startsWith('<?', at) ? -1 : text.slice(at, end).indexOf('[');
  if (subset === -1) return end;
  SUBSET_END.lastIndex = at + subset;
  return SUBSET_END.test(text) ? SUBSET_END.lastIndex : text.length;
}

/** Where `search` has ended; the end of the text where it does not occur. */
function indexAfter(text: string, search: string, from: number): number {
  const index = text.indexOf(search, from);
  return index === -1 ? text.length : index + search.length;
}
