import type { JsonFeed } from 'feedsmith';
import { type Channel, present, type RawEntry, textOf } from './channel';

/** Chooses from a JSON Feed 1.0 or 1.1 (jsonfeed.org/version/1.1). */
export function readJson(feed: JsonFeed.Feed<string>): Channel {
  const authors = namesOf(feed.authors);
  return {
    title: textOf(feed.title, 'either'),
    homepage: feed.home_page_url,
    base: undefined,
    entries: (feed.items ?? []).map((item) => readItem(item, authors)),
  };
}

function readItem(item: JsonFeed.Item<string>, feedAuthors: string[]): RawEntry {
  const attachments = item.attachments ?? [];
  const own = namesOf(item.authors);
  return {
    id: item.id,
    links: present(item.url, item.external_url, ...attachments.map(({ url }) => url), item.id),
    title: textOf(item.title, 'either'),
    summary: textOf(item.summary, 'text'),
    content: textOf(item.content_html, 'html') ?? textOf(item.content_text, 'text'),
    dates: present(item.date_published, item.date_modified),
    authors: own.length > 0 ? own : feedAuthors,
    categories: item.tags ?? [],
    images: present(
      item.image,
      item.banner_image,
      ...attachments.filter(({ mime_type }) => mime_type?.startsWith('image/')).map(({ url }) => url),
    ),
    base: undefined,
    contentBase: undefined,
  };
}

function namesOf(authors: JsonFeed.Author[] | undefined): string[] {
  return present(...(authors ?? []).map(({ name }) => name));
}
