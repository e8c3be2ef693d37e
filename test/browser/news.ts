import type { SourceSettings } from '../../functions/sources/settings';
import type { FeedServer } from '../feed-server';

/** An item of JSON Feed. @see https://www.jsonfeed.org/version/1.1/ */
export interface Item {
  id: string;
  title: string;
  /** a path of the feed server, or a whole address */
  link?: string;
  summary?: string;
  content?: string;
  image?: string;
  tags?: string[];
  author?: string;
  hoursAgo: number;
}

/** Serves items as a JSON Feed. @returns the source */
export function publish(feeds: FeedServer, id: string, title: string, items: Item[]): SourceSettings {
  const body = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: feeds.url(`/${id}/`),
    items: items.map(({ link, ...item }) => ({
      id: item.id,
      url: new URL(link ?? `/${id}/${item.id}`, feeds.url('/')).href,
      title: item.title,
      summary: item.summary,
      content_html: item.content,
      image: item.image && new URL(item.image, feeds.url('/')).href,
      tags: item.tags,
      authors: item.author === undefined ? undefined : [{ name: item.author }],
      date_published: new Date(Date.now() - item.hoursAgo * 3_600_000).toISOString(),
    })),
  });
  feeds.set(`/${id}.json`, (_, response) =>
    response.writeHead(200, { 'content-type': 'application/feed+json' }).end(body),
  );
  return { id, url: feeds.url(`/${id}.json`), title };
}

/** Serves a page, such as the original of an article. @returns its address */
export function publishPage(feeds: FeedServer, path: string, title: string): string {
  feeds.set(path, (_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>${title}</title><h1>${title}</h1></html>`,
      ),
  );
  return feeds.url(path);
}

/** Serves a picture of one colour. @returns its path */
export function publishPicture(feeds: FeedServer, path: string, colour: string): string {
  feeds.set(path, (_, response) =>
    response
      .writeHead(200, { 'content-type': 'image/svg+xml' })
      .end(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="${colour}"/></svg>`,
      ),
  );
  return path;
}

/** News of a town, with all that an article may have, the newest half an hour old. */
export function courier(feeds: FeedServer): SourceSettings {
  const mole = publishPicture(feeds, '/courier/mole.svg', '#9a7a5a');
  return publish(feeds, 'courier', 'The Lanternport Courier', [
    {
      id: 'bell',
      title: 'Harbour council votes to keep the fog bell',
      link: '/courier/bell',
      summary: 'By nine votes to four the bell on the eastern mole stays.',
      content: `<p>By nine votes to four the <strong>bell</strong> stays.</p><h2>What it costs</h2><p>${'The rope is to be renewed in spring. '.repeat(20)}</p><img src="${mole}" alt="The eastern mole" width="400" height="300"><table><tr><th>Year</th><th>Rope</th></tr><tr><td>1998</td><td>hemp</td></tr></table><pre>ding dong ding dong ding dong ding dong ding dong ding dong ding dong ding dong</pre>`,
      image: publishPicture(feeds, '/courier/bell.svg', '#5a7d9a'),
      tags: ['Town hall', 'Harbour'],
      author: 'Ottoline Marsh',
      hoursAgo: 0.5,
    },
    {
      id: 'moths',
      title: 'Lighthouse keeper counts her ten thousandth moth',
      link: '/courier/moths',
      summary: 'Eleven years of notebooks show that the pale hook-tip arrives nine days earlier.',
      tags: ['Nature'],
      author: 'Pim Halloway',
      hoursAgo: 3,
    },
    {
      id: 'ferry',
      title: 'Ferry to Saltmere to run on seaweed gas',
      link: '/courier/ferry',
      summary: 'The Patient Margaret will burn what the beach is cleared of.',
      image: publishPicture(feeds, '/courier/ferry.svg', '#7a9a5a'),
      tags: ['Harbour', 'Technology'],
      hoursAgo: 26,
    },
  ]);
}

/** Titles that run from right to left, one with Latin words within. */
export const rightToLeft = (feeds: FeedServer): SourceSettings =>
  publish(feeds, 'manara', 'منارة', [
    {
      id: 'arabic',
      title: 'المدينة تُبقي على جرس الضباب',
      summary: 'صوّت المجلس لصالح بقاء الجرس على الرصيف الشرقي.',
      content: '<p dir="rtl">صوّت المجلس لصالح بقاء الجرس.</p>',
      tags: ['ميناء'],
      hoursAgo: 1,
    },
    { id: 'hebrew', title: 'מגדלור פתוח: Newsreel 2.0 יצא לאור', hoursAgo: 2 },
  ]);

/** More reports than a page holds, one an hour from yesterday on back, the first the newest. */
export const wire = (feeds: FeedServer, count = 60): SourceSettings =>
  publish(
    feeds,
    'wire',
    'The Wire',
    Array.from({ length: count }, (_, index) => ({
      id: `report-${index + 1}`,
      title: `Report number ${index + 1} from the wire`,
      summary: `What came over the wire ${index + 1} hours before.`,
      link: `/wire/${index + 1}`,
      tags: ['Wire'],
      hoursAgo: 27 + index,
    })),
  );
