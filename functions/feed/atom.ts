import { parseUrl } from '../text/parse-url';
import { type RawEntry, type Text, textOf } from './channel';
import { all, childrenOf, type Elements, textsOf, type XmlElement } from './elements';
import { isAddress } from './links';
import { mediaOf } from './media';
import type { Names } from './namespaces';
import { namesOf } from './people';
import { unwrapped } from './xhtml';
import { attributesOf, textIn } from './xml';

const MARKUP = /^(?:x?html|text\/html|application\/xhtml\+xml)$/i;
const XHTML = /^(?:xhtml|application\/xhtml\+xml)$/i;
const LITERAL = /^text(?:\/.*)?$/i;
const LOOKS_LIKE_MARKUP = /<(?:\/(?:a|b|div|em|i|li|p|span|strong)>|br\s*\/?>|img\s)/i;
const ESCAPED_ALONE = /^[^<]*&lt;[^<]*$/;
/** How relations may be written that are registered (RFC 4287, 4.2.7.2). */
const REGISTRY = /^https?:\/\/www\.iana\.org\/assignments\/(?:relation|link-relations)\//i;

/**
 * Chooses from an entry of Atom 0.3 or 1.0 (RFC 4287).
 *
 * @param attributes source of the entry's own
 * @param feedAuthors whose it is where it names nobody
 */
export function readEntry(
  entry: Elements,
  attributes: string,
  names: Names,
  feedAuthors: string[],
): RawEntry {
  const links = all(entry, 'link');
  const enclosures = related(links, 'enclosure');
  const media = mediaOf(entry, names);
  const content = firstOf(all(entry, 'content'), (element) => bodyIn(element, names));
  const summary = firstOf(all(entry, 'summary', 'dc:description'), (element) => bodyIn(element, names));
  const [id] = textsOf(entry, 'id');
  return {
    id,
    links: [
      ...alternateLinks(links),
      ...all(entry, 'content').flatMap((element) => attributesOf(element)['src'] || []),
      ...textsOf(entry, 'feedburner:origlink'),
      ...(isAddress(id) ? [id] : []),
      ...enclosures.map(({ href }) => href),
      ...media.files,
    ],
    title: titleIn(all(entry, 'title', 'dc:title'), names) ?? textOf(media.title, 'either'),
    summary: summary?.text ?? (content ? undefined : textOf(media.description, 'text')),
    content: content?.text,
    dates: [
      ...textsOf(entry, 'published', 'issued', 'pubdate', 'dc:date', 'dcterms:issued', 'updated', 'modified'),
      ...textsOf(entry, 'dcterms:modified', 'created', 'dcterms:created'),
    ],
    authors: authorsOf(entry, names, feedAuthors),
    categories: [
      ...all(entry, 'category').flatMap((category) => {
        const { label, term } = attributesOf(category);
        return label || term || textIn(category.inner) || [];
      }),
      ...textsOf(entry, 'dc:subject'),
      ...media.categories,
    ],
    images: [
      ...media.images,
      ...enclosures.filter(({ type }) => type?.startsWith('image/')).map(({ href }) => href),
    ],
    base: attributesOf({ attributes })['xml:base'],
    contentBase: (content ?? summary)?.base,
  };
}

interface Link {
  href: string;
  type: string | undefined;
}

/** Addresses of the page itself, web pages before other representations (RFC 4287, 4.2.7.2). */
export function alternateLinks(links: readonly XmlElement[]): string[] {
  const alternates = related(links, 'alternate');
  const isPage = ({ type }: Link) => type === undefined || MARKUP.test(type);
  const others = alternates.filter((link) => !isPage(link));
  return [...alternates.filter(isPage), ...others].map(({ href }) => href);
}

/** Links of a relation. Some feeds write the address as their text, as RSS does. */
function related(links: readonly XmlElement[], relation: string): Link[] {
  return links.flatMap((link) => {
    const { href, rel, type, 'xml:base': base } = attributesOf(link);
    const address = href || textIn(link.inner);
    const isRelated = (rel || 'alternate').replace(REGISTRY, '').toLowerCase() === relation;
    return address && isRelated ? [{ href: based(address, base), type }] : [];
  });
}

/** A link by the base that its element has of its own, if that is whole. */
function based(href: string, base: string | undefined): string {
  return (base && parseUrl(href, base)?.href) || href;
}

interface Body {
  text: Text;
  base: string | undefined;
}

/** A text construct that is long enough to be markup by mistake, where it does not say what it is. */
function bodyIn(element: XmlElement, names: Names): Body | undefined {
  const body = typedText(element, names);
  const isMarkup =
    attributesOf(element)['type'] === undefined && LOOKS_LIKE_MARKUP.test(body?.text.value ?? '');
  return body && isMarkup ? { ...body, text: { ...body.text, type: 'html' } } : body;
}

/** The title of a feed or entry. */
export function titleIn(titles: readonly XmlElement[], names: Names): Text | undefined {
  return firstOf(titles, (title) => typedText(title, names))?.text;
}

function firstOf<T>(
  elements: readonly XmlElement[],
  read: (element: XmlElement) => T | undefined,
): T | undefined {
  for (const element of elements) {
    const found = read(element);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text construct (RFC 4287, 3.1); content that is neither text nor markup (a picture, a file) is none. */
function typedText(element: XmlElement, names: Names): Body | undefined {
  const { mode, type = 'text', 'xml:base': base } = attributesOf(element);
  if (mode === 'base64') return decoded(element, type, base);
  const isInline = XHTML.test(type) ? mode !== 'escaped' : mode === 'xml' && element.inner.includes('<');
  if (isInline && !ESCAPED_ALONE.test(element.inner)) {
    const { attributes, markup } = unwrapped(element.inner, names);
    return markup === ''
      ? undefined
      : { text: { value: markup, type: 'html' }, base: attributesOf({ attributes })['xml:base'] ?? base };
  }
  const value = textIn(element.inner);
  if (value === '' || !(MARKUP.test(type) || LITERAL.test(type))) return undefined;
  return { text: { value, type: MARKUP.test(type) ? 'html' : 'text' }, base };
}

/** Content in base64, as Atom 0.3 has it. */
function decoded({ inner }: XmlElement, type: string, base: string | undefined): Body | undefined {
  const value = Buffer.from(textIn(inner), 'base64').toString('utf8').trim();
  if (value === '' || value.includes('\ufffd')) return undefined;
  return {
    text: { value, type: MARKUP.test(type) || LOOKS_LIKE_MARKUP.test(value) ? 'html' : 'text' },
    base,
  };
}

function authorsOf(entry: Elements, names: Names, feedAuthors: string[]): string[] {
  const own = [...namesOf(all(entry, 'author'), names), ...textsOf(entry, 'dc:creator')];
  if (own.length > 0) return own;
  const [source] = all(entry, 'source');
  const original = source ? namesOf(all(childrenOf(source, names), 'author'), names) : [];
  return original.length > 0 ? original : feedAuthors;
}
