import type { Channel } from './channel';
import { clean, type EntryFields } from './clean';
import { parseDate } from './dates';
import { decode } from './decode';
import { type Identified, identify } from './identity';
import { absoluteUrl } from './links';
import { NO_PACE, type Pace } from './pace';
import { type Condition, parse } from './parse';
import { titleOf } from './title';

export type { EntryFields };

/** What one reading of a feed brought. */
export interface Reading extends Condition, Pace {
  /** Plain text */
  title: string | null;
  /** Absolute http(s) URL */
  homepage: string | null;
  /** In the feed's order, at most 10,000 */
  entries: FeedEntry[];
}

export interface FeedEntry {
  /** What tells this entry from others of its feed, for ever */
  identity: string;
  /**
   * The other names that an earlier or a later reading may have for it, best first: an id that several entries share
   * names none of them, in one reading and not in the next. A name can be among those of several entries; it was one
   * of them at most. Costs a hash of its text.
   */
  formerly(): string[];
  /** In ms since 1970; null where there is no usable date. May lie in the future. */
  publishedAt: number | null;
  /** Hex digest of what an article shows of it; another one only where that changed */
  fingerprint: string;
  /** The entry's fields for its readers; null where it has nothing to show. Costs most of a reading. */
  clean(): EntryFields | null;
}

const TITLE = 1_000;

/**
 * Reads a feed of any format (RSS 0.9x, 1.0, 2.0, Atom 0.3, 1.0, JSON Feed 1.0, 1.1).
 *
 * @param bytes the body as it came, decompressed
 * @param contentType the header that came with it
 * @param url where it came from, absolute
 * @throws NotAFeedError
 */
export function readFeed(bytes: Uint8Array, contentType: string | undefined, url: string): Reading {
  const { channel, ...condition } = parse(decode(bytes, contentType));
  return toReading(channel, condition, url);
}

/** What a feed tells, with its entries named and dated. @param url where it came from, absolute */
export function toReading(channel: Channel, condition: Condition, url: string): Reading {
  const feedBase = absoluteUrl(channel.base, url);
  const homepage = absoluteUrl(channel.homepage, feedBase ?? url);
  return {
    title: titleOf(channel.title, TITLE) || null,
    homepage,
    entries: identify(channel.entries).map((entry) => feedEntry(entry, feedBase ?? homepage ?? url)),
    ...condition,
    ...(channel.pace ?? NO_PACE),
  };
}

function feedEntry({ fingerprint, formerly, identity, raw }: Identified, base: string): FeedEntry {
  return {
    identity,
    formerly,
    fingerprint,
    publishedAt: firstDate(raw.dates),
    clean: () => clean(raw, base),
  };
}

function firstDate(dates: string[]): number | null {
  for (const date of dates) {
    const published = parseDate(date);
    if (published !== null) return published;
  }
  return null;
}
