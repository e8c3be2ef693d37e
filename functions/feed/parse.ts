import type { Channel } from './channel';
import { findRoot, type Root } from './document';
import { readJson } from './json';
import { NotAFeedError } from './not-a-feed-error';
import { readXmlFeed } from './xml-feed';

/** More entries than this are cut off: no feed that is meant to be read has them. */
const MAX_ENTRIES = 10_000;

/** How far a feed is what it should be. */
export interface Condition {
  /** Something of it is broken: what could be read is there */
  degraded: boolean;
  /** It ends in the middle: there is more than could be read */
  truncated: boolean;
}

export const SOUND: Condition = { degraded: false, truncated: false };

interface Parsed extends Condition {
  channel: Channel;
}

/**
 * What a feed's text tells, whichever format it is in.
 *
 * @throws NotAFeedError
 */
export function parse(text: string): Parsed {
  const start = text.trimStart();
  if (start === '') throw new NotAFeedError('The answer was empty');
  if (start.startsWith('{') || start.startsWith('[')) {
    return { channel: readJson(parseJson(start), MAX_ENTRIES), ...SOUND };
  }
  const root = findRoot(start);
  if (root?.kind === 'html') throw new NotAFeedError('This is a web page, not a feed');
  if (!root) throw new NotAFeedError('This is not a feed');
  if (root.kind === 'other')
    throw new NotAFeedError(`This is not a feed: its root is <${root.name.slice(0, 40)}>`);
  return parseXml(start.slice(root.start), root);
}

/** Nothing before the root is read, so no entity that a DOCTYPE declares is ever expanded. */
function parseXml(xml: string, root: Root): Parsed {
  const { channel, isClosed, isSound } = readXmlFeed(xml, root, MAX_ENTRIES);
  if (channel.entries.length === 0 && !isSound && (!isClosed || !channel.title)) {
    throw new NotAFeedError(
      `The feed is broken: ${isClosed ? 'nothing can be read' : 'it ends in the middle'}`,
    );
  }
  return { channel, degraded: !isSound, truncated: !isClosed };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const claims = text.includes('jsonfeed.org');
    throw new NotAFeedError(claims ? 'The feed is broken: its JSON has errors' : 'This is not a feed');
  }
}
