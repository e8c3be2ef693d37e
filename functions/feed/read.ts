import { clean, type EntryFields } from './clean';
import { parseDate } from './dates';
import { decode } from './decode';
import { type Identified, identify } from './identity';
import { absoluteUrl } from './links';
import { parse } from './parse';
import { titleOf } from './title';

export type { EntryFields };

/** What one reading of a feed brought. */
export interface Reading {
  /** Plain text */
  title: string | null;
  /** Absolute http(s) URL */
  homepage: string | null;
  /** In the feed's order, at most 10,000 */
  entries: FeedEntry[];
  /** Read only after what was broken had been cut off */
  degraded: boolean;
}

export interface FeedEntry {
  /** What tells this entry from others of its feed, for ever */
  identity: string;
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
  const { channel, degraded } = parse(decode(bytes, contentType));
  const feedBase = absoluteUrl(channel.base, url);
  const homepage = absoluteUrl(channel.homepage, feedBase ?? url);
  return {
    title: titleOf(channel.title, TITLE) || null,
    homepage,
    entries: identify(channel.entries).map((entry) => feedEntry(entry, feedBase ?? homepage ?? url)),
    degraded,
  };
}

function feedEntry({ fingerprint, identity, raw }: Identified, base: string): FeedEntry {
  return {
    identity,
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
