import { type Channel, type RawEntry, textOf } from './channel';
import { isAddress } from './links';
import { NotAFeedError } from './not-a-feed-error';

type Json = Record<string, unknown>;

const VERSION = /jsonfeed\.org\/version/i;

/** What a list of anything else has in no item. */
const MARKS = ['content_html', 'content_text', 'date_published', 'external_url'];

/**
 * Chooses from a JSON Feed 1.0 or 1.1 (jsonfeed.org/version/1.1), also one without version whose items tell what it
 * is. Members of wrong types count as missing.
 *
 * @param mostEntries how many are read
 * @throws NotAFeedError
 */
export function readJson(feed: unknown, mostEntries: number): Channel {
  if (!isObject(feed) || !isFeed(feed)) throw new NotAFeedError('This is JSON, but not a JSON Feed');
  const authors = authorsOf(feed);
  return {
    title: textOf(text(feed['title']), 'either'),
    homepage: text(feed['home_page_url']),
    base: undefined,
    entries: objectsIn(feed['items'])
      .slice(0, mostEntries)
      .map((item) => readItem(item, authors)),
  };
}

function isFeed({ items, version }: Json): boolean {
  if (VERSION.test(text(version) ?? '')) return true;
  return objectsIn(items).some((item) => MARKS.some((mark) => text(item[mark])));
}

function readItem(item: Json, feedAuthors: string[]): RawEntry {
  const attachments = objectsIn(item['attachments']);
  const pictures = attachments.filter(({ mime_type }) => text(mime_type)?.startsWith('image/'));
  const own = authorsOf(item);
  const links = texts([item['url'], item['external_url'], ...attachments.map(({ url }) => url)]);
  const id = text(item['id']);
  return {
    id,
    links: isAddress(id) ? [...links, id] : links,
    title: textOf(text(item['title']), 'either'),
    summary: textOf(text(item['summary']), 'text'),
    content: textOf(text(item['content_html']), 'html') ?? textOf(text(item['content_text']), 'text'),
    dates: texts([item['date_published'], item['date_modified']]),
    authors: own.length > 0 ? own : feedAuthors,
    categories: texts(listOf(item['tags'])),
    images: texts([item['image'], item['banner_image'], ...pictures.map(({ url }) => url)]),
    base: undefined,
    contentBase: undefined,
  };
}

/** Authors as version 1.1 has them, or the one of version 1.0. */
function authorsOf({ author, authors }: Json): string[] {
  return texts([...listOf(authors), ...listOf(author)].map((each) => (isObject(each) ? each['name'] : each)));
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const objectsIn = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** A string that is not blank; numbers as some write ids. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return (typeof value === 'string' && value.trim()) || undefined;
}

const texts = (values: unknown[]): string[] => values.flatMap((value) => text(value) ?? []);
