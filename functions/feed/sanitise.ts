import sanitizeHtml, { type IOptions } from 'sanitize-html';
import { bounded } from './bounds';
import { rewriting } from './rewrite-attributes';
import { isTrackingPixel } from './tracking';

/** What is kept of one article, in characters. */
const LONGEST = 200_000;

/** Deeper nesting means nothing to a reader and can be too much for what shows it. */
const DEEPEST = 100;

/** What entities can write, but neither XML nor UTF-8 hold. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|\p{Surrogate}/gu;

const TAGS =
  'a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr';

const OPTIONS: IOptions = {
  allowedTags: TAGS.split(' '),
  allowedAttributes: {
    '*': ['dir', 'lang', 'title'],
    a: ['href', 'rel'],
    audio: ['controls', 'src'],
    blockquote: ['cite'],
    col: ['span'],
    colgroup: ['span'],
    del: ['cite', 'datetime'],
    details: ['open'],
    img: ['alt', 'height', 'src', 'srcset', 'width'],
    ins: ['cite', 'datetime'],
    li: ['value'],
    ol: ['reversed', 'start', 'type'],
    q: ['cite'],
    source: ['media', 'src', 'srcset', 'type'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    time: ['datetime'],
    video: ['controls', 'height', 'poster', 'src', 'width'],
  },
  allowedSchemes: ['http', 'https'],
  allowedSchemesByTag: { a: ['http', 'https', 'mailto'] },
  allowProtocolRelative: false,
  nestingLimit: DEEPEST,
  nonTextTags: [
    'embed',
    'noembed',
    'noframes',
    'noscript',
    'option',
    'script',
    'style',
    'svg',
    'template',
    'textarea',
    'title',
    'xmp',
  ],
  selfClosing: ['br', 'col', 'hr', 'img', 'source', 'wbr'],
  exclusiveFilter: ({ tag, attribs }) =>
    (tag === 'img' && (!attribs['src'] || isTrackingPixel(attribs))) ||
    (tag === 'source' && !attribs['src'] && !attribs['srcset']),
  // XHTML in Atom has empty elements of every kind.
  parser: { recognizeSelfClosing: true },
};

/**
 * The harmless part of some HTML: structure, text, links and media, balanced, with absolute http(s) URLs (mailto in
 * links too), at most some 200,000 characters. Frames become links to what they frame.
 *
 * @param base what relative URLs are relative to
 * @param page what links to a place in the same page ("#note") lead to
 */
export function sanitise(html: string, base: string, page: string): string {
  const options = { ...OPTIONS, transformTags: rewriting(base, page) };
  const clean = sanitizeHtml(bounded(html), options);
  // What is cut has open elements; the second pass closes them.
  const kept = clean.length > LONGEST ? sanitizeHtml(cutMarkup(clean), options) : clean;
  return kept.replace(UNWRITABLE, '');
}

/** Cut behind a word or a tag, if there is one near: not inside of an entity or a surrogate pair. */
function cutMarkup(html: string): string {
  const end = Math.max(html.lastIndexOf(' ', LONGEST), html.lastIndexOf('>', LONGEST - 1) + 1);
  return html.slice(0, end > LONGEST * 0.9 ? end : LONGEST);
}
