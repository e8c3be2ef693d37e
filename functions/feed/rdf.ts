import type { RdfFeed } from 'feedsmith';
import { bodyOf } from './body';
import { type Channel, present, type RawEntry, textOf } from './channel';
import { mediaFiles, mediaImages } from './media';

/** Chooses from an RSS 0.90 or 1.0 feed (web.resource.org/rss/1.0/spec, Dublin Core). */
export function readRdf(feed: RdfFeed.Feed<string>): Channel {
  return {
    title: textOf(feed.title, 'either'),
    homepage: feed.link,
    base: feed.xml?.base,
    entries: (feed.items ?? []).map(readItem),
  };
}

function readItem(item: RdfFeed.Item<string>): RawEntry {
  const { content, dc, dcterms, media, rdf } = item;
  return {
    id: rdf?.about,
    links: present(item.link, rdf?.about, ...mediaFiles(media)),
    title: textOf(item.title ?? dc?.titles?.[0], 'either'),
    summary: bodyOf(item.description ?? dc?.descriptions?.[0]),
    content: bodyOf(content?.encoded),
    dates: present(dc?.dates?.[0], dcterms?.issued?.[0], dcterms?.created?.[0], dcterms?.modified?.[0]),
    authors: dc?.creators ?? [],
    categories: dc?.subjects ?? [],
    images: mediaImages(media),
    base: item.xml?.base,
    contentBase: undefined,
  };
}

const TABLE_OF_CONTENTS = /<((?:[\w.-]+:)?items)[\s>]/i;
const FIRST_ITEM = /<(?:[\w.-]+:)?item[\s>]/i;
const CHANNEL_START = /<(?:[\w.-]+:)?channel[\s>]/i;
const CHANNEL_END = /<\/(?:[\w.-]+:)?channel\s*>/i;

/**
 * RSS 1.0 as feedsmith reads all items of, in the document's order: without the table of contents in `items`
 * (it would leave out what is not listed there, at the cost of a search for each), and with the items behind
 * the channel where they stand in it.
 */
export function itemsBehindChannel(xml: string): string {
  const text = withoutContents(xml);
  const item = FIRST_ITEM.exec(text);
  const start = CHANNEL_START.exec(text);
  const end = CHANNEL_END.exec(text);
  if (!item || !start || !end || item.index < start.index || item.index > end.index) return text;
  const before = text.slice(0, item.index);
  return before + end[0] + text.slice(item.index, end.index) + text.slice(end.index + end[0].length);
}

function withoutContents(xml: string): string {
  const start = TABLE_OF_CONTENTS.exec(xml);
  if (!start) return xml;
  const close = `</${start[1]}>`;
  const end = xml.indexOf(close, start.index);
  return end === -1 ? xml : xml.slice(0, start.index) + xml.slice(end + close.length);
}
