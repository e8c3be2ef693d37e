import { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith';
import { readAtom } from './atom';
import type { Channel } from './channel';
import { withDeadline } from './deadline';
import { findRoot, type Root } from './document';
import { readJson } from './json';
import { NotAFeedError } from './not-a-feed-error';
import { itemsBehindChannel, readRdf } from './rdf';
import { readRss } from './rss';
import { countEntries, isTruncated, salvage } from './salvage';

/** More entries than this are cut off: no feed that is meant to be read has them. */
const MAX_ENTRIES = 10_000;

/** The largest feeds take 1 s; what takes this long was made to. */
const DEADLINE = 5_000;

const LIMITS = { maxItems: MAX_ENTRIES };

const READERS = {
  rss: (xml: string) => readRss(parseRssFeed(xml, LIMITS)),
  atom: (xml: string) => readAtom(parseAtomFeed(xml, LIMITS)),
  rdf: (xml: string) => readRdf(parseRdfFeed(itemsBehindChannel(xml), LIMITS)),
};

interface Parsed {
  channel: Channel;
  /** Read only after what is broken had been cut out */
  degraded: boolean;
}

/**
 * What a feed's text tells, whichever format it is in.
 *
 * @param deadline ms after which reading it is given up
 * @throws NotAFeedError
 */
export function parse(text: string, deadline = DEADLINE): Parsed {
  const start = text.trimStart();
  if (start === '') throw new NotAFeedError('The answer was empty');
  if (start.startsWith('{') || start.startsWith('[')) return { channel: parseJson(start), degraded: false };

  const root = findRoot(start);
  if (root?.kind === 'html') throw new NotAFeedError('This is a web page, not a feed');
  if (!root) throw new NotAFeedError('This is not a feed');
  if (root.kind === 'other')
    throw new NotAFeedError(`This is not a feed: its root is <${root.name.slice(0, 40)}>`);
  // What stands before the root goes, so no parser ever sees a DOCTYPE and the entities that it declares.
  return parseXml(start.slice(root.start), root, READERS[root.kind], deadline);
}

function parseXml(xml: string, root: Root, read: (xml: string) => Channel, deadline: number): Parsed {
  try {
    return withDeadline(deadline, () => readOrSalvage(xml, root, read));
  } catch (error) {
    throw new NotAFeedError(`The feed is broken: ${reasonOf(error)}`);
  }
}

function readOrSalvage(xml: string, root: Root, read: (xml: string) => Channel): Parsed {
  let reason: unknown = new Error('it ends in the middle');
  let whole: Channel | null = null;
  if (!isTruncated(xml, root)) {
    try {
      whole = read(xml);
    } catch (error) {
      reason = error;
    }
  }
  if (whole && whole.entries.length >= Math.min(countEntries(xml), MAX_ENTRIES)) {
    return { channel: whole, degraded: false };
  }
  // Entries may be missing because an end tag is, or there are none to miss: a text may speak of the tag.
  const salvaged = salvage(xml, root, read);
  if (salvaged && (!whole || salvaged.entries.length > whole.entries.length)) {
    return { channel: { ...salvaged, entries: salvaged.entries.slice(0, MAX_ENTRIES) }, degraded: true };
  }
  if (!whole) throw reason;
  return { channel: whole, degraded: false };
}

/** Why feedsmith gave up, as far as it says: the XML parser's complaint is the cause of its error. */
function reasonOf(error: unknown): string {
  const { cause, code, message } = error as { cause?: { message?: string }; code?: string; message?: string };
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'reading it takes too long';
  return (cause?.message ?? message ?? 'unknown').replace(/[.\s]+$/, '').slice(0, 200);
}

function parseJson(text: string): Channel {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const claims = text.includes('jsonfeed.org');
    throw new NotAFeedError(claims ? 'The feed is broken: its JSON has errors' : 'This is not a feed');
  }
  try {
    return readJson(parseJsonFeed(json, LIMITS));
  } catch {
    throw new NotAFeedError('This is JSON, but not a JSON Feed');
  }
}
