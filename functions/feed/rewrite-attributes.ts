import type { Attributes, Tag, Transformer } from 'sanitize-html';
import { absoluteUrl } from './links';
import { withoutTracking } from './tracking';

const LONGEST_SRCSET = 10_000;
const SOURCE = /([^\s,](?:\S*[^\s,])?)(\s+[\d.]+[wxh])?/g;

/**
 * For each element with URLs, how its attributes are rewritten: absolute http(s) URLs instead of relative ones, none
 * instead of others; links without tracking; frames as links to what they frame.
 *
 * @param base what relative URLs are relative to
 * @param page what links to a place in the same page ("#note") lead to
 */
export function rewriting(base: string, page: string): Record<string, Transformer> {
  const quote: Transformer = (tagName, attribs) => ({ tagName, attribs: resolved(attribs, base, 'cite') });
  const picture: Transformer = (tagName, attribs) => ({
    tagName,
    attribs: withSources(resolved(unlazy(attribs), base, 'src'), base),
  });
  const media: Transformer = (tagName, attribs) => ({
    tagName,
    attribs: { ...resolved(attribs, base, 'src', 'poster'), controls: '' },
  });
  return {
    a: (tagName, attribs) => ({ tagName, attribs: linked(attribs, base, page) }),
    audio: media,
    blockquote: quote,
    del: quote,
    iframe: (_, attribs) => frameLink(attribs, base),
    img: picture,
    ins: quote,
    q: quote,
    source: picture,
    video: media,
  };
}

function resolved(attributes: Attributes, base: string, ...names: string[]): Attributes {
  for (const name of names) {
    if (attributes[name] === undefined) continue;
    const url = absoluteUrl(attributes[name], base);
    if (url) attributes[name] = url;
    else delete attributes[name];
  }
  return attributes;
}

function linked(attributes: Attributes, base: string, page: string): Attributes {
  const { href = '', rel, ...others } = attributes;
  const target = href.trim();
  const url = /^mailto:/i.test(target) ? target : absoluteUrl(target, target.startsWith('#') ? page : base);
  return url ? { ...others, href: withoutTracking(url), rel: 'noopener noreferrer nofollow' } : others;
}

function frameLink(attributes: Attributes, base: string): Tag {
  const url = absoluteUrl(attributes['src'], base);
  if (!url) return { tagName: 'iframe', attribs: {} };
  return { tagName: 'a', attribs: linked({ href: url }, base, base), text: attributes['title'] || url };
}

/** Pictures that a script of their page would load, with the address that it would take. */
function unlazy(attributes: Attributes): Attributes {
  const later = attributes['data-src'] ?? attributes['data-lazy-src'] ?? attributes['data-original'];
  if (later && (!attributes['src'] || /^data:/i.test(attributes['src']))) attributes['src'] = later;
  attributes['srcset'] ??= attributes['data-srcset'] ?? attributes['data-lazy-srcset'] ?? '';
  return attributes;
}

/** srcset (html.spec.whatwg.org/#srcset-attributes) with absolute URLs. */
function withSources(attributes: Attributes, base: string): Attributes {
  const { srcset = '', ...others } = attributes;
  if (srcset.length > LONGEST_SRCSET) return others;
  const sources = [...srcset.matchAll(SOURCE)].flatMap(([, link, size = '']) => {
    const url = absoluteUrl(link, base);
    return url ? [url + size] : [];
  });
  return sources.length > 0 ? { ...others, srcset: sources.join(', ') } : others;
}
