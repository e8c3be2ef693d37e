import { parseUrl } from '../text/parse-url';
import { alternateLinks, readEntry, titleIn } from './atom';
import { type Channel, type RawEntry, textOf } from './channel';
import type { Root } from './document';
import { add, all, type Elements, firstText, valuesOf } from './elements';
import { Names } from './namespaces';
import { paceOf } from './pace';
import { namesOf } from './people';
import { readItem } from './rss';
import { Scanner, type Tag } from './xml';

/** Elements that hold the feed's own ones and its entries. */
const FRAMES = new Set(['channel', 'feed', 'items', 'rdf:rdf', 'rss']);

const ENTRIES = new Set(['atom:entry', 'entry', 'item']);

/** How much white space may follow a root's end tag that has no bracket. */
const MOST_SPACE = 10;

export interface XmlFeed {
  channel: Channel;
  /** Whether the source goes on to the end of the root element */
  isClosed: boolean;
  /** Whether all that was read is well-formed */
  isSound: boolean;
}

/** An entry's elements before anything is chosen from them. */
interface FoundEntry {
  tag: Tag;
  elements: Elements;
  /** Whether the source goes on behind it */
  isWhole: boolean;
}

/**
 * Reads RSS and Atom of all versions, however broken. Of an entry within which the source ends there is what stands
 * there whole, if that is a title and what names it.
 *
 * @param xml a feed's source from its root on
 * @param mostEntries how many are read
 */
export function readXmlFeed(xml: string, root: Root, mostEntries: number): XmlFeed {
  const names = new Names(xml, root.name);
  const scanner = new Scanner(xml, names);
  const entryName =
    root.kind === 'rdf' ? 'item' : root.name.replace(/[^:]*$/, root.kind === 'atom' ? 'entry' : 'item');
  const feed: Elements = new Map();
  const frames: Tag[] = [];
  const found: FoundEntry[] = [];
  // What stands behind the root element does not count.
  let isSoundAtEnd: boolean | undefined;
  for (let tag = scanner.next(); tag && found.length < mostEntries; tag = scanner.next()) {
    if (isSame(tag.written, root.name) && tag.kind !== 'start') isSoundAtEnd = scanner.isSound;
    if (tag.kind === 'end') continue;
    if (ENTRIES.has(tag.name)) found.push(readElements(scanner, tag));
    else if (FRAMES.has(tag.name)) frames.push(tag);
    else add(feed, tag, scanner.content(tag, entryName));
  }
  if (found.length >= mostEntries || isAlmostClosed(xml, root)) isSoundAtEnd ??= scanner.isSound;
  return {
    channel: channelOf(root, feed, frames, found.filter(isTelling), names),
    isClosed: isSoundAtEnd !== undefined,
    isSound: isSoundAtEnd ?? false,
  };
}

/** Reads an entry up to its end tag, or to where it must have ended without one. */
function readElements(scanner: Scanner, entry: Tag): FoundEntry {
  const elements: Elements = new Map();
  if (entry.kind === 'empty') return { tag: entry, elements, isWhole: true };
  for (let tag = scanner.next(); tag; tag = scanner.next()) {
    if (tag.kind === 'end' && tag.name === entry.name) return { tag: entry, elements, isWhole: true };
    const isBeyond = tag.kind === 'end' ? FRAMES.has(tag.name) : tag.written === entry.written;
    if (isBeyond || tag.kind === 'end') scanner.isSound = false;
    if (isBeyond) {
      scanner.at = tag.start;
      return { tag: entry, elements, isWhole: true };
    }
    if (tag.kind !== 'end') add(elements, tag, scanner.content(tag, entry.written, true));
  }
  return { tag: entry, elements, isWhole: false };
}

function isTelling({ elements, isWhole }: FoundEntry): boolean {
  return isWhole || (elements.has('title') && ['guid', 'id', 'link'].some((name) => elements.has(name)));
}

/** Whether nothing but the bracket of its root's end tag is missing. */
function isAlmostClosed(xml: string, { name }: Root): boolean {
  const end = `</${name}`;
  const last = xml.slice(-end.length - MOST_SPACE).trimEnd();
  return isSame(last.slice(-end.length), end);
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

function channelOf(root: Root, feed: Elements, frames: Tag[], found: FoundEntry[], names: Names): Channel {
  const isAtom = root.kind === 'atom';
  const links = alternateLinks(all(feed, 'link', 'atom:link'));
  const authors = namesOf(all(feed, 'author'), names);
  return {
    title: isAtom
      ? titleIn(all(feed, 'title'), names)
      : textOf(firstText(feed, 'title', 'dc:title'), 'either'),
    homepage: (isAtom ? undefined : firstText(feed, 'link')) ?? links[0] ?? valuesOf(frames, 'href')[0],
    base: [...valuesOf(frames, 'base'), ...valuesOf(frames, 'xml:base')].reduce<string | undefined>(
      withinBase,
      undefined,
    ),
    pace: paceOf(feed, names),
    entries: found.map(({ elements, tag }) => choose(elements, tag, names, authors)),
  };
}

function choose(elements: Elements, tag: Tag, names: Names, feedAuthors: string[]): RawEntry {
  return tag.name === 'item'
    ? readItem(elements, tag.attributes, names)
    : readEntry(elements, tag.attributes, names, feedAuthors);
}

/** A base that stands within another one. */
function withinBase(outer: string | undefined, base: string): string {
  return parseUrl(base, outer)?.href ?? base;
}
