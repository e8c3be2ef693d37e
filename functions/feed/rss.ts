import type { RssFeed } from 'feedsmith';
import { alternateLinks } from './atom';
import { bodyOf } from './body';
import { type Channel, present, type RawEntry, textOf } from './channel';
import { mediaDescription, mediaFiles, mediaImages } from './media';

type Item = RssFeed.Item<string>;

/** Chooses from an RSS 0.9x or 2.0 feed (rssboard.org/rss-specification, Dublin Core, Media RSS, iTunes). */
export function readRss(feed: RssFeed.Feed<string>): Channel {
  return {
    title: textOf(feed.title, 'either'),
    homepage: feed.link ?? alternateLinks(feed.atom?.links)[0],
    base: feed.xml?.base,
    entries: (feed.items ?? []).map(readItem),
  };
}

function readItem(item: Item): RawEntry {
  const { atom, content, dc, dcterms, enclosures, guid, itunes, media, pubDate } = item;
  const encoded = content?.encoded ?? atom?.content?.value;
  return {
    id: guid?.value,
    links: present(
      item.link,
      guid?.isPermaLink === false ? undefined : guid?.value,
      ...alternateLinks(atom?.links),
      ...(enclosures ?? []).map(({ url }) => url),
      ...mediaFiles(media),
    ),
    title: textOf(item.title ?? dc?.titles?.[0] ?? media?.title?.value ?? itunes?.title, 'either'),
    summary: bodyOf(
      item.description ??
        atom?.summary?.value ??
        dc?.descriptions?.[0] ??
        itunes?.summary ??
        itunes?.subtitle ??
        mediaDescription(media),
    ),
    content: bodyOf(encoded),
    dates: present(
      pubDate,
      atom?.published,
      dc?.dates?.[0],
      dcterms?.issued?.[0],
      dcterms?.created?.[0],
      atom?.updated,
      dcterms?.modified?.[0],
    ),
    authors: authorsOf(item),
    categories: [...present(...(item.categories ?? []).map(({ name }) => name)), ...(dc?.subjects ?? [])],
    images: [
      ...mediaImages(media),
      ...present(
        ...(enclosures ?? []).filter(({ type }) => type?.startsWith('image/')).map(({ url }) => url),
        itunes?.image,
      ),
    ],
    base: item.xml?.base,
    contentBase: undefined,
  };
}

function authorsOf({ atom, authors, dc, itunes }: Item): string[] {
  if (dc?.creators) return dc.creators;
  const named = present(
    ...[...(authors ?? []), ...(atom?.authors ?? [])].map(({ name, email }) => name ?? email),
  );
  return named.length > 0 ? named : present(itunes?.author);
}
