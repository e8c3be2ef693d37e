import { absoluteUrl } from './links';
import type { Attributes } from './markup';
import { isTrackingPixel, withoutTracking } from './tracking';

const LONGEST_SRCSET = 10_000;
const SOURCE = /([^\s,](?:\S*[^\s,])?)(\s+[\d.]+[wxh])?/g;
const LONGEST_MAIL = 1_000;
const MAIL = /^mailto:\S/i;

/** Where pictures keep their addresses for a script of their page. */
const LATER = ['data-src', 'data-lazy-src', 'data-original'];
const LATER_SET = ['data-srcset', 'data-lazy-srcset'];

/** Attributes that tell of others, and are themselves not shown. */
export const TELLING: ReadonlySet<string> = new Set([...LATER, ...LATER_SET, 'style']);

/** What is relative to what in some HTML. */
export interface Bases {
  /** of relative URLs, absolute http(s) */
  base: string;
  /** where links to a place in the same page ("#note") lead */
  page: string;
}

/** Changes an element's attributes; null where nothing of it is to be shown. */
export type Rewriting = (attributes: Attributes, bases: Bases) => Attributes | null;

const quote: Rewriting = (attributes, { base }) => {
  attributes['cite'] = urlOf(attributes['cite'], base);
  return attributes;
};

const media: Rewriting = (attributes, { base }) => {
  attributes['controls'] = '';
  attributes['poster'] = urlOf(attributes['poster'], base);
  attributes['src'] = urlOf(attributes['src'], base);
  return attributes;
};

const image: Rewriting = (attributes, { base }) => {
  const { src } = withSources(attributes, base);
  return src && !isTrackingPixel(attributes) ? attributes : null;
};

const source: Rewriting = (attributes, { base }) => {
  const { src, srcset } = withSources(attributes, base);
  return src || srcset ? attributes : null;
};

const link: Rewriting = (attributes, { base, page }) => {
  const target = attributes['href']?.trim() ?? '';
  const url = MAIL.test(target) ? mailOf(target) : urlOf(target, target.startsWith('#') ? page : base);
  attributes['href'] = url && withoutTracking(url);
  attributes['rel'] = url && 'noopener noreferrer nofollow';
  return attributes;
};

/**
 * For each element with URLs, how its attributes are rewritten: absolute http(s) URLs (mailto in links too) instead
 * of relative ones and none instead of others, links without tracking. A picture that has no address, or is there to
 * count its readers, goes.
 */
export const REWRITINGS: ReadonlyMap<string, Rewriting> = new Map([
  ['a', link],
  ['audio', media],
  ['blockquote', quote],
  ['del', quote],
  ['img', image],
  ['ins', quote],
  ['q', quote],
  ['source', source],
  ['video', media],
]);

/** The link that a frame becomes; null where it frames nothing that has an address. */
export function frameLink(frame: Attributes, bases: Bases): { attributes: Attributes; text: string } | null {
  const href = urlOf(frame['src'], bases.base);
  const attributes = href && link({ href }, bases);
  return attributes ? { attributes, text: frame['title'] || href } : null;
}

function urlOf(link: string | undefined, base: string): string | undefined {
  return absoluteUrl(link, base) ?? undefined;
}

/** A picture's addresses as absolute URLs, those that its page's script would take first. */
function withSources(attributes: Attributes, base: string): Attributes {
  attributes['src'] = urlOf(firstOf(attributes, LATER), base) ?? urlOf(attributes['src'], base);
  attributes['srcset'] = sourceSet(firstOf(attributes, LATER_SET) ?? attributes['srcset'], base);
  return attributes;
}

function mailOf(link: string): string | undefined {
  return link.length > LONGEST_MAIL ? undefined : link.replace(/\s/g, '%20');
}

function firstOf(attributes: Attributes, names: string[]): string | undefined {
  for (const name of names) if (attributes[name]) return attributes[name];
  return undefined;
}

/** srcset (html.spec.whatwg.org/#srcset-attributes) with absolute URLs. */
function sourceSet(srcset: string | undefined, base: string): string | undefined {
  if (!srcset || srcset.length > LONGEST_SRCSET) return undefined;
  const sources = [...srcset.matchAll(SOURCE)].flatMap(([, link, size = '']) => {
    const url = urlOf(link, base);
    return url ? [url + size] : [];
  });
  return sources.length > 0 ? sources.join(', ') : undefined;
}
