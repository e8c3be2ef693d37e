import { readFeed } from '../../../functions/feed/read';

export const FEED_URL = 'https://news.example/blog/feed.xml';

/** An RSS 2.0 feed around the source of its items. */
export function rss(
  items: string,
  channel = '<title>News</title><link>https://news.example/</link>',
): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" ' +
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom">' +
    `<channel>${channel}${items}</channel></rss>`
  );
}

/** An RSS item with a guid, around the source of its other elements. */
export function item(id: string | number, elements: string): string {
  return `<item><guid isPermaLink="false">${id}</guid>${elements}</item>`;
}

/** An Atom 1.0 feed around the source of its entries. */
export function atom(entries: string, attributes = '', head = ''): string {
  return (
    `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" ${attributes}>` +
    `<title>News</title><link href="https://news.example/"/>${head}${entries}</feed>`
  );
}

/** An Atom entry with an id, around the source of its other elements. */
export function entry(id: string | number, elements: string): string {
  return `<entry><id>urn:news:${id}</id>${elements}</entry>`;
}

/** A JSON Feed 1.1 of some items. */
export function jsonFeed(items: object[], feed: object = {}): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'News',
    home_page_url: 'https://news.example/',
    ...feed,
    items,
  });
}

export function read(document: string) {
  return readFeed(Buffer.from(document), undefined, FEED_URL);
}

/** The cleaned fields of each entry of a document that has something to show. */
export function cleaned(document: string) {
  return read(document).entries.flatMap((each) => each.clean() ?? []);
}

/** The cleaned fields of a document's only entry. */
export function onlyEntry(document: string) {
  const fields = cleaned(document);
  const [first] = fields;
  if (!first || fields.length > 1) throw new Error(`${fields.length} entries where one was expected`);
  return first;
}
