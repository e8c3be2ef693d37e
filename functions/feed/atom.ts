import type { AtomFeed } from 'feedsmith';
import { type Channel, present, type RawEntry, type Text } from './channel';
import { mediaDescription, mediaFiles, mediaImages } from './media';

type Link = AtomFeed.Link<string>;

const MARKUP = /^(?:x?html|text\/html|application\/xhtml\+xml)$/i;
const LITERAL = /^text(?:\/plain)?$/i;
const LOOKS_LIKE_MARKUP = /<(?:\/(?:a|b|div|em|i|li|p|span|strong)>|br\s*\/?>|img\s)/i;

/** Chooses from an Atom 0.3 or 1.0 feed (RFC 4287). */
export function readAtom(feed: AtomFeed.Feed<string>): Channel {
  const authors = namesOf(feed.authors);
  return {
    title: typedText(feed.title),
    homepage: alternateLinks(feed.links)[0],
    base: feed.xml?.base,
    entries: (feed.entries ?? []).map((entry) => readEntry(entry, authors)),
  };
}

function readEntry(entry: AtomFeed.Entry<string>, feedAuthors: string[]): RawEntry {
  const { categories, content, dc, id, links, media, published, summary, updated } = entry;
  const own = [...namesOf(entry.authors), ...(dc?.creators ?? [])];
  const described = mediaDescription(media);
  return {
    id,
    links: [
      ...alternateLinks(links),
      ...present(content?.src),
      ...enclosures(links).flatMap(({ href }) => href ?? []),
      ...mediaFiles(media),
      ...present(id),
    ],
    title: typedText(entry.title),
    summary: bodyText(summary) ?? (described && !content ? { value: described, type: 'text' } : undefined),
    content: bodyText(content),
    dates: present(published, dc?.dates?.[0], updated),
    authors: own.length > 0 ? own : feedAuthors,
    categories: [
      ...present(...(categories ?? []).map(({ label, term }) => label ?? term)),
      ...(dc?.subjects ?? []),
    ],
    images: [
      ...mediaImages(media),
      ...enclosures(links)
        .filter(({ type }) => type?.startsWith('image/'))
        .flatMap(({ href }) => href ?? []),
    ],
    base: entry.xml?.base,
    contentBase: content?.xml?.base,
  };
}

/** Addresses of the page itself, web pages before other representations (RFC 4287, 4.2.7.2). */
export function alternateLinks(links: Link[] | undefined): string[] {
  const alternates = (links ?? []).filter(({ rel }) => rel === undefined || rel === 'alternate');
  const pages = alternates.filter(({ type }) => type === undefined || MARKUP.test(type));
  const others = alternates.filter((link) => !pages.includes(link));
  return [...pages, ...others].flatMap(({ href }) => href ?? []);
}

function enclosures(links: Link[] | undefined): Link[] {
  return (links ?? []).filter(({ rel }) => rel === 'enclosure');
}

/** A text construct (RFC 4287, 3.1); content that is neither text nor markup (a picture, a file) is none. */
function typedText(text: AtomFeed.Content | undefined): Text | undefined {
  if (text?.value === undefined) return undefined;
  const type = text.type ?? 'text';
  if (MARKUP.test(type)) return { value: text.value, type: 'html' };
  return LITERAL.test(type) ? { value: text.value, type: 'text' } : undefined;
}

/** A text construct that is long enough to be markup by mistake, where it does not say what it is. */
function bodyText(text: AtomFeed.Content | undefined): Text | undefined {
  const typed = typedText(text);
  return typed && text?.type === undefined && LOOKS_LIKE_MARKUP.test(typed.value)
    ? { ...typed, type: 'html' }
    : typed;
}

function namesOf(people: AtomFeed.Person[] | undefined): string[] {
  return present(...(people ?? []).map(({ name, email }) => name ?? email));
}
