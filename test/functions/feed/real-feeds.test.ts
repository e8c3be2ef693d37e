import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryFields } from '../../../functions/feed/clean';
import { NotAFeedError } from '../../../functions/feed/not-a-feed-error';
import { type FeedEntry, readFeed } from '../../../functions/feed/read';
import { plainTitle } from '../../../functions/feed/title';
import { toBytes } from '../../../functions/feed/windows-1252';

/** A folder of captured feeds, and expected.json: what Python's feedparser 6 reads of each (its first 40 entries). */
const folder = process.env['NEWSREEL_TEST_FEEDS'];

const URL_OF_FEED = 'https://feed.example/feed.xml';

interface Expected {
  title: string | null;
  link: string | null;
  pub: string | null;
  upd: string | null;
}

interface Read extends FeedEntry {
  fields: EntryFields | null;
}

function expectedFeeds(from: string): [string, Expected[]][] {
  const feeds: Record<string, { entries: Expected[] }> = JSON.parse(
    readFileSync(join(from, 'expected.json'), 'utf8'),
  );
  return Object.entries(feeds).map(([file, { entries }]) => [file, entries]);
}

/** A title as it would be, had it not been encoded twice: feedparser leaves the harder ones as they are. */
function mended(title: string): string {
  return Buffer.from(toBytes(title), 'latin1').toString('utf8');
}

/** Without the ways in which one address can be written. */
function canonical(link: string | null | undefined): string | undefined {
  return link && URL.canParse(link, URL_OF_FEED) ? new URL(link, URL_OF_FEED).href : undefined;
}

/** Without entries that stand there twice: feedparser lists each. */
function withoutCopies(entries: Expected[]): Expected[] {
  return entries.filter(
    (entry, i) => entries.findIndex(({ link, title }) => link === entry.link && title === entry.title) === i,
  );
}

/** A feed's entries; none where it is broken beyond reading. */
function readAll(from: string, file: string): Read[] {
  try {
    const { entries } = readFeed(readFileSync(join(from, file)), undefined, URL_OF_FEED);
    return entries.map((entry) => ({ ...entry, fields: entry.clean() }));
  } catch (error) {
    if (error instanceof NotAFeedError) return [];
    throw error;
  }
}

const percent = (part: boolean[]) => (100 * part.filter(Boolean).length) / part.length;

if (!folder) process.stdout.write('Skipped: real feeds, as NEWSREEL_TEST_FEEDS is not set\n');

(folder ? describe : describe.skip)('real feeds (skipped where NEWSREEL_TEST_FEEDS is not set)', () => {
  const feeds = (folder ? expectedFeeds(folder) : []).map(([file, entries]) => {
    const read = readAll(folder ?? '', file);
    return { file, read, expected: read.length < entries.length ? withoutCopies(entries) : entries };
  });
  const pairs = feeds.flatMap(({ expected, read }) =>
    expected.flatMap((each, i) => (read[i] ? [{ expected: each, read: read[i] }] : [])),
  );
  const shown = feeds.flatMap(({ read }) => read.flatMap(({ fields }) => fields ?? []));

  it('are read as feedparser reads them, or better', () => {
    const whole = percent(feeds.map(({ expected, read }) => read.length >= expected.length));
    const titled = pairs.filter(({ expected }) => expected.title);
    const titles = percent(
      titled.map(({ expected, read }) => {
        const title = expected.title ?? '';
        const right = [title, mended(title)].map((each) => plainTitle(each, 1_000));
        return right.includes(read.fields?.title ?? '');
      }),
    );
    const dated = pairs.filter(({ expected }) => expected.pub ?? expected.upd);
    const dates = percent(
      dated.map(({ expected, read }) => isSameSecond(read.publishedAt, expected.pub ?? expected.upd ?? '')),
    );
    const linked = pairs.filter(({ expected, read }) => canonical(expected.link) && read.fields);
    const links = percent(
      linked.map(({ expected, read }) => canonical(read.fields?.url) === canonical(expected.link)),
    );
    process.stdout.write(
      `Real feeds: ${feeds.length}, whole ${whole.toFixed(1)} %, titles ${titles.toFixed(1)} % of ${titled.length}, dates ${dates.toFixed(1)} % of ${dated.length}, links ${links.toFixed(1)} % of ${linked.length}\n`,
    );
    expect(whole).toBe(100);
    expect(titles).toBeGreaterThanOrEqual(99.5);
    expect(dates).toBeGreaterThanOrEqual(99.5);
    expect(links).toBeGreaterThanOrEqual(99);
  });

  it('have titles and summaries without markup', () => {
    const texts = shown.flatMap(({ summary, title }) => [title, summary]);
    expect(texts.filter((text) => /<\/?(?:a|b|br|div|em|i|img|p|span|strong)\b[^>]*>/i.test(text))).toEqual(
      [],
    );
    expect(texts.filter((text) => /&(?:#\d+|amp|lt|gt|quot|nbsp);/.test(text))).toEqual([]);
    expect(texts.filter((text) => /\s\s|^\s|\s$/.test(text))).toEqual([]);
  });

  it('have absolute http(s) URLs', () => {
    const urls = shown.flatMap(({ image, url }) => [url, image]).filter((url) => url !== null);
    expect(urls.filter((url) => !/^https?:$/.test(new URL(url).protocol))).toEqual([]);
    const tags = shown.flatMap(({ content }) => content?.match(/<[a-z]+ [^>]*>/g) ?? []);
    const links = tags.flatMap((tag) => [...tag.matchAll(/ (?:href|src|poster|cite)="([^"]*)"/g)]);
    expect(links.length).toBeGreaterThan(1_000);
    expect(links.filter(([, link]) => !/^(?:https?:\/\/|mailto:)/i.test(link ?? ''))).toEqual([]);
  });

  it('have an identity of its own for each entry', () => {
    const shared = feeds.filter(
      ({ read }) => new Set(read.map(({ identity }) => identity)).size < read.length,
    );
    expect(shared.map(({ file }) => file)).toEqual([]);
  });
});

function isSameSecond(publishedAt: number | null, date: string): boolean {
  return publishedAt !== null && Math.floor(publishedAt / 1000) === Math.floor(Date.parse(date) / 1000);
}
