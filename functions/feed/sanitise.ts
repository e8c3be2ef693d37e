import { ALLOWED, BOOLEAN, DROPPED } from './allow-list';
import { decodeText } from './entities';
import { VOID } from './html-elements';
import { type Attributes, Markup } from './markup';
import { ENDED_BY, OpenElements } from './open-elements';
import { type Bases, frameLink, REWRITINGS, type Rewriting, TELLING } from './rewrite-attributes';

/** What is kept of one article, in characters. */
const LONGEST = 200_000;

/** What neither XML nor UTF-8 hold. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\p{Surrogate}\ufffe\uffff]/gu;
const SPECIAL = /[&<>]/;
const SPECIALS = /[&<>]/g;
const QUOTES = /"/g;
const CUT_REFERENCE = /&[a-z]*$/;
const REFERENCES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

interface Element {
  allowed: ReadonlySet<string>;
  /** The attributes that it may have, and those that tell of them */
  read: ReadonlySet<string>;
  rewriting: Rewriting | undefined;
  endsBefore: ReadonlySet<string> | undefined;
  isVoid: boolean;
}

const ELEMENTS = new Map(
  [...ALLOWED].map(([name, allowed]): [string, Element] => [
    name,
    {
      allowed,
      read: new Set([...allowed, ...TELLING]),
      rewriting: REWRITINGS.get(name),
      endsBefore: ENDED_BY.get(name),
      isVoid: VOID.has(name),
    },
  ]),
);

const FRAME = new Set(['src', 'title']);
const FRAME_LINK = new Set(['href', 'rel']);
const LINK = new Set(['a']);

/**
 * The harmless part of some HTML: structure, text, links and media, balanced, with absolute http(s) URLs (mailto in
 * links too), at most some 200,000 characters. Frames become links to what they frame.
 *
 * It is harmless by how it is written, whatever was read: each "<" begins a tag of the allow list's, which has no
 * attributes but the list's, quoted; all else is escaped.
 *
 * @param base what relative URLs are relative to
 * @param page what links to a place in the same page ("#note") lead to
 */
export function sanitise(html: string, base: string, page: string): string {
  const bases = { base, page };
  const markup = new Markup(html);
  const open = new OpenElements();
  let clean = '';
  while (clean.length < LONGEST && markup.next()) {
    if (markup.token === 'text') clean += escapedText(markup.text, LONGEST - clean.length);
    else if (markup.token === 'end') clean += markup.name === 'br' ? '<br />' : open.end(markup.name);
    else clean += start(markup, open, bases);
  }
  return (clean + open.endAll()).replace(UNWRITABLE, '').trim();
}

/** What becomes of a start tag. */
function start(markup: Markup, open: OpenElements, bases: Bases): string {
  const element = ELEMENTS.get(markup.name);
  if (element) return startOf(element, markup, open, bases);
  if (markup.name === 'iframe') return frame(markup, open, bases);
  if (DROPPED.has(markup.name)) markup.skipElement();
  return '';
}

/** An element's start tag, behind the end tags of those that end where it begins; '' where it may not be. */
function startOf(element: Element, markup: Markup, open: OpenElements, bases: Bases): string {
  const { hasAttributes, isSelfClosing, name } = markup;
  let attributes = hasAttributes || element.rewriting ? markup.attributes(element.read) : null;
  if (attributes && element.rewriting) {
    attributes = element.rewriting(attributes, bases);
    if (!attributes) return '';
  }
  const ends = element.endsBefore ? open.endBefore(element.endsBefore) : '';
  const tag = `${ends}<${name}${attributes ? written(attributes, element.allowed) : ''}`;
  if (element.isVoid) return `${tag} />`;
  if (!open.hasRoom) return ends;
  if (isSelfClosing) return `${tag}></${name}>`;
  open.push(name);
  return `${tag}>`;
}

function frame(markup: Markup, open: OpenElements, bases: Bases): string {
  const link = frameLink(markup.attributes(FRAME), bases);
  if (!link) return '';
  return `${open.endBefore(LINK)}<a${written(link.attributes, FRAME_LINK)}>${escaped(link.text)}</a>`;
}

function written(attributes: Attributes, allowed: ReadonlySet<string>): string {
  let text = '';
  for (const name in attributes) {
    const value = attributes[name];
    if (value === undefined || !allowed.has(name)) continue;
    if (BOOLEAN.has(name)) text += ` ${name}`;
    else if (value !== '' || name === 'alt') text += ` ${name}="${escaped(value).replace(QUOTES, '&quot;')}"`;
  }
  return text;
}

/** A text, decoded and escaped anew, at most `limit` characters of it. */
function escapedText(text: string, limit: number): string {
  const whole = SPECIAL.test(text) ? escaped(decodeText(text.slice(0, limit))) : text;
  return whole.length > limit ? cutBehindWord(whole, limit) : whole;
}

/** A text cut behind a word, if there is one near, and never inside of a character reference. */
function cutBehindWord(text: string, limit: number): string {
  const space = text.lastIndexOf(' ', limit);
  return space > limit * 0.9 ? text.slice(0, space) : text.slice(0, limit).replace(CUT_REFERENCE, '');
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(SPECIALS, (character) => REFERENCES[character] ?? '') : text;
}
