import type { Channel } from './channel';
import type { Root } from './document';

/** Enough to find half a dozen broken entries among thousands; a feed with more is given up. */
const MOST_ATTEMPTS = 100;

const ENTRY_START = /<(?:[\w.-]+:)?(?:item|entry)[\s>]/gi;
const ENTRY_END = /<\/(?:[\w.-]+:)?(?:item|entry)\s*>/gi;
const CHANNEL_END = /<\/(?:[\w.-]+:)?channel\s*>/i;
const RESERVED_TAG = /(<\/?)(?=(?:__proto__|constructor|prototype)[\s/>])/gi;
const RESERVED_ATTRIBUTE = /(\s)(?=(?:__proto__|constructor|prototype)\s*=)/gi;

/** Whether a feed ends before its root element does, as one that was cut off on its way. */
export function isTruncated(xml: string, root: Root): boolean {
  const end = `</${root.name}`;
  return !xml.includes(end) && !xml.includes(end.toLowerCase());
}

/** How many entries begin in a feed's source. */
export function countEntries(xml: string): number {
  let count = 0;
  for (const _ of xml.matchAll(ENTRY_START)) count++;
  return count;
}

/**
 * What can still be read of a broken feed: its whole entries, without any that is broken itself. What follows the
 * last entry is cut off, the open elements are closed, names that JavaScript reserves are changed. Null where
 * nothing can be read.
 *
 * @param read reads a feed's XML; throws where it is broken
 */
export function salvage(xml: string, root: Root, read: (xml: string) => Channel): Channel | null {
  const { head, entries } = split(xml.replace(RESERVED_TAG, '$1x-').replace(RESERVED_ATTRIBUTE, '$1x-'));
  const isChannelOpen = root.kind !== 'atom' && !CHANNEL_END.test(head);
  const tail = `${isChannelOpen ? '</channel>' : ''}</${root.name}>`;
  let attempts = MOST_ATTEMPTS;

  /** Halves what cannot be read, until only the broken entries are left over. */
  function readEntries(from: number, to: number): Channel | null {
    if (from === to || attempts-- <= 0) return null;
    try {
      return read(head + entries.slice(from, to).join('') + tail);
    } catch {
      if (to - from === 1) return null;
      const middle = (from + to) >> 1;
      return joined(readEntries(from, middle), readEntries(middle, to));
    }
  }
  return readEntries(0, entries.length);
}

function joined(first: Channel | null, second: Channel | null): Channel | null {
  if (!first || !second) return first ?? second;
  return { ...first, entries: [...first.entries, ...second.entries] };
}

/** A feed's source before its entries, and that of each entry up to its end tag, which only the last must have. */
function split(xml: string): { head: string; entries: string[] } {
  const starts = [...xml.matchAll(ENTRY_START)];
  const entries = starts.flatMap(({ 0: tag, index }, i) => {
    const next = starts[i + 1]?.index;
    const source = untilEnd(xml.slice(index, next));
    if (source === null && next === undefined) return [];
    return source ?? `${xml.slice(index, next)}</${tag.slice(1, -1)}>`;
  });
  return { head: xml.slice(0, starts[0]?.index), entries };
}

function untilEnd(entry: string): string | null {
  let end = 0;
  for (const match of entry.matchAll(ENTRY_END)) end = match.index + match[0].length;
  return end === 0 ? null : entry.slice(0, end);
}
