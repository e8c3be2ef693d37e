import { cut } from '../text/cut';
import type { RawEntry, Text } from './channel';
import { pictureOf } from './image';
import { absoluteUrl, firstUrl } from './links';
import { MOST_CHARACTERS } from './markup';
import { plainText } from './plain-text';
import { sanitise } from './sanitise';
import { plainTitle, titleOf } from './title';

/** What an article shows of an entry. */
export interface EntryFields {
  /** Plain text of 1 to 1,000 characters */
  title: string;
  /** Absolute http(s): the entry's link, else its enclosure's */
  url: string | null;
  /** Plain text of at most 500 characters, '' where there is none */
  summary: string;
  /** Sanitised HTML with absolute URLs; null where it says no more than the summary */
  content: string | null;
  author: string | null;
  /** At most 20 plain ones of at most 100 characters, no two the same but for their case */
  categories: string[];
  /** Absolute http(s) URL */
  image: string | null;
}

const TITLE = 1_000;
const SUMMARY = 500;
const AUTHOR = 200;
const CATEGORY = 100;
const MOST_CATEGORIES = 20;

/** How much of a summary stands in for a missing title. */
const FIRST_WORDS = 80;

const URL_LIKE = /^https?:\/\//i;
/** Elements that a plain summary cannot hold. */
const RICH =
  /<(?:(?:a|audio|iframe|img|picture|video)\s|(?:blockquote|code|dl|h[1-6]|ol|pre|table|ul)[\s>])/i;

/**
 * Cleans an entry for its readers; null where it has neither title nor summary, so that there is nothing to show.
 *
 * @param feedBase what the feed's relative links are relative to
 */
export function clean(raw: RawEntry, feedBase: string): EntryFields | null {
  const base = absoluteUrl(raw.base, feedBase) ?? feedBase;
  const url = firstUrl(raw.links, base);
  const [said, more] = [bounded(raw.summary), bounded(raw.content)];
  const summary = cut(firstText([said, more], SUMMARY), SUMMARY);
  const title = titleOf(raw.title, TITLE) || cut(summary, FIRST_WORDS);
  if (title === '') return null;

  const contentBase = absoluteUrl(raw.contentBase, base) ?? base;
  const content = contentOf([more, said], summary, contentBase, url ?? base);
  return {
    title,
    url,
    summary,
    content,
    author: authorOf(raw.authors),
    categories: categoriesOf(raw.categories),
    image: pictureOf(raw.images, content, base),
  };
}

function bounded(text: Text | undefined): Text | undefined {
  if (!text || text.value.length <= MOST_CHARACTERS) return text;
  return { ...text, value: text.value.slice(0, MOST_CHARACTERS) };
}

/** The plain text of the first that has some, whole up to `enough` characters. */
function firstText(texts: (Text | undefined)[], enough: number): string {
  for (const text of texts) {
    if (!text) continue;
    const plain = text.type === 'text' ? plainTitle(text.value, enough) : plainText(text.value, enough);
    if (plain !== '') return plain;
  }
  return '';
}

/** The first that says more than the summary, sanitised. */
function contentOf(texts: (Text | undefined)[], summary: string, base: string, page: string): string | null {
  for (const text of texts) {
    const html = text && htmlOf(text);
    if (!html || !saysMore(html, summary)) continue;
    const content = sanitise(html, base, page);
    if (saysMore(content, summary)) return content;
  }
  return null;
}

function saysMore(html: string, summary: string): boolean {
  return RICH.test(html) || !summary.includes(plainText(html, SUMMARY));
}

/** A text as HTML; one without markup keeps its lines. */
function htmlOf({ type, value }: Text): string {
  if (type !== 'text' && value.includes('<')) return value;
  const escaped = type === 'text' ? value.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : value;
  return escaped.replace(/\r?\n|\r/g, '<br>');
}

/** The names of an entry's authors, each once. */
function authorOf(authors: string[]): string | null {
  const names = new Set(authors.map((author) => plainTitle(author, AUTHOR)).filter((name) => name !== ''));
  return names.size > 0 ? cut([...names].join(', '), AUTHOR) : null;
}

function categoriesOf(categories: string[]): string[] {
  const kept = new Map<string, string>();
  for (const category of categories) {
    const plain = cut(plainTitle(category, CATEGORY), CATEGORY);
    const key = plain.toLowerCase();
    if (plain !== '' && !URL_LIKE.test(plain) && !kept.has(key)) kept.set(key, plain);
    if (kept.size === MOST_CATEGORIES) break;
  }
  return [...kept.values()];
}
