import { type Entry, feedEntries } from './generator';

export interface FeedDocument {
  contentType: string;
  body: string;
}

/** A generated feed: every tenth is JSON Feed, of the others every other one is Atom. */
export function feedDocument(feed: number): FeedDocument {
  const entries = feedEntries(feed);
  if (feed % 10 === 9) return { contentType: 'application/feed+json', body: jsonFeed(feed, entries) };
  if (feed % 2 === 1) return { contentType: 'application/atom+xml', body: atom(feed, entries) };
  return { contentType: 'application/rss+xml', body: rss(feed, entries) };
}

function rss(feed: number, entries: Entry[]): string {
  // Some feeds escape their HTML, others wrap it.
  const html = feed % 4 === 0 ? escaped : (text: string) => `<![CDATA[${text}]]>`;
  const items = entries.map(
    (entry) => `<item>
<title>${escaped(entry.title)}</title>
<link>${entry.link}</link>
<guid isPermaLink="false">${entry.id}</guid>
<pubDate>${new Date(entry.publishedAt).toUTCString()}</pubDate>
${entry.author === null ? '' : `<dc:creator>${entry.author}</dc:creator>`}
${entry.categories.map((category) => `<category>${category}</category>`).join('')}
<description>${escaped(entry.summary)}</description>
<content:encoded>${html(entry.html)}</content:encoded>
</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>${titleOf(feed)}</title><link>${homepageOf(feed)}</link><description>News</description>
${items.join('\n')}
</channel></rss>`;
}

function atom(feed: number, entries: Entry[]): string {
  const items = entries.map(
    (entry) => `<entry>
<id>${entry.id}</id>
<title>${escaped(entry.title)}</title>
<link rel="alternate" href="${entry.link}"/>
<published>${new Date(entry.publishedAt).toISOString()}</published>
<updated>${new Date(entry.publishedAt).toISOString()}</updated>
${entry.author === null ? '' : `<author><name>${entry.author}</name></author>`}
${entry.categories.map((category) => `<category term="${category}"/>`).join('')}
<summary>${escaped(entry.summary)}</summary>
<content type="html">${escaped(entry.html)}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${homepageOf(feed)}</id><title>${titleOf(feed)}</title>
<link href="${homepageOf(feed)}"/><updated>2026-11-01T00:00:00Z</updated>
${items.join('\n')}
</feed>`;
}

function jsonFeed(feed: number, entries: Entry[]): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(feed),
    home_page_url: homepageOf(feed),
    items: entries.map(({ id, link, title, summary, html, author, categories, publishedAt }) => ({
      id,
      url: link,
      title,
      summary,
      content_html: html,
      date_published: new Date(publishedAt).toISOString(),
      authors: author === null ? [] : [{ name: author }],
      tags: categories,
    })),
  });
}

const titleOf = (feed: number): string => `Site ${feed}`;
const homepageOf = (feed: number): string => `https://site-${feed}.example/`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
