import { Parser } from 'htmlparser2';
import { webUrl } from '../sources/same-feed';
import { parseUrl } from '../text/parse-url';
import { feedRank, isOfComments } from './feed-types';
import { parseLinkHeader } from './link-header';

/** What a web page says of feeds. URLs are absolute, http or https. */
export interface Page {
  /** feeds that it names, best first */
  named: string[];
  /** its links on the same host that look like feeds, in order */
  looksLikeFeeds: string[];
  /** where it says that it lies */
  canonical: string | null;
  /** the software that made it, as it says itself, in lower case */
  generator: string;
}

/** The feeds of the largest pages are named behind half a megabyte of scripts. */
const READ_CHARACTERS = 2_000_000;

/** A parser's work grows with how many elements are open, for each tag anew. */
const MOST_TAGS = 20_000;
const CHUNK = 16_384;

const MOST_LINKS = 100;

const LOOKS_LIKE_FEED =
  /(?:^|[/.])(?:feeds?|rss2?|atom)(?:\/?|\.(?:xml|json|php))$|\.(?:rss|atom|rdf)$|\/(?:feed|rss|atom|index|news)\.xml$/i;
const ASKS_FOR_FEED = /[?&](?:feed|format)=(?:rss2?|atom|feed)\b/i;

interface Named {
  url: string;
  rank: number;
}

/**
 * Reads of a page what it says of feeds.
 * @param html as much of it as there is
 * @param url where it was found
 * @param linkHeader the Link header that came with it
 */
export function readPage(html: string, url: string, linkHeader: string | undefined): Page {
  const named: Named[] = namedInHeader(linkHeader, url);
  const anchors = new Set<string>();
  let base = url;
  let canonical: string | null = null;
  let generator = '';
  let tags = 0;

  const parser = new Parser({
    onopentag(name, attributes) {
      tags++;
      const href = attributes['href'];
      if (name === 'meta' && attributes['name']?.toLowerCase() === 'generator') {
        generator ||= (attributes['content'] ?? '').toLowerCase();
      }
      if (href === undefined) return;
      if (name === 'base' && base === url) base = resolve(href, url) ?? url;
      else if (name === 'link') readLink(attributes, href);
      else if (name === 'a' && anchors.size < MOST_LINKS) readAnchor(href);
    },
  });

  function readLink({ rel = '', type, title }: Record<string, string>, href: string): void {
    const target = resolve(href, base);
    const rels = rel.toLowerCase().split(/\s+/);
    if (target === null || named.length >= MOST_LINKS) return;
    if (rels.includes('canonical')) canonical ??= target;
    const rank = rels.includes('feed') ? 0 : rels.includes('alternate') ? feedRank(type) : null;
    if (rank !== null)
      named.push({ url: target, rank: rank + (isOfComments(title, new URL(target).pathname) ? 2 : 0) });
  }

  function readAnchor(href: string): void {
    const target = resolve(href, base);
    if (target === null || !isSameHost(target, url)) return;
    const { pathname, search } = new URL(target);
    if (isOfComments(pathname)) return;
    if (LOOKS_LIKE_FEED.test(pathname) || ASKS_FOR_FEED.test(search)) anchors.add(target);
  }

  const end = Math.min(html.length, READ_CHARACTERS);
  for (let at = 0; at < end && tags < MOST_TAGS; at += CHUNK) parser.write(html.slice(at, at + CHUNK));
  // Array.prototype.sort is stable: among equals the first one named is the page's main feed.
  named.sort((one, other) => one.rank - other.rank);
  return { named: named.map((link) => link.url), looksLikeFeeds: [...anchors], canonical, generator };
}

function namedInHeader(header: string | undefined, url: string): Named[] {
  return parseLinkHeader(header ?? '').flatMap(({ target, parameters }): Named[] => {
    const rels = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/);
    const rank = rels.includes('feed')
      ? 0
      : rels.includes('alternate')
        ? feedRank(parameters.get('type'))
        : null;
    const absolute = rank === null ? null : resolve(target, url);
    if (rank === null || absolute === null) return [];
    return [
      {
        url: absolute,
        rank: rank + (isOfComments(parameters.get('title'), new URL(absolute).pathname) ? 2 : 0),
      },
    ];
  });
}

function resolve(href: string, base: string): string | null {
  const url = parseUrl(webUrl(href), base);
  if (url === null) return null;
  url.hash = '';
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

const isSameHost = (one: string, other: string): boolean => hostOf(one) === hostOf(other);

const hostOf = (url: string): string => new URL(url).host.replace(/^www\./, '');
