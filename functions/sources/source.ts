import { optionalNumber, optionalText, text } from '../table/attributes';
import type { Item } from '../table/client';
import { sourceKey } from '../table/keys';

/** How a source is doing: its last reading came, failed, is over for good (410), or is yet to come. */
export type SourceStatus = 'ok' | 'failing' | 'gone' | 'never';

/** A source: its settings, and where the asking stands. Times are ISO 8601 in UTC. */
export interface Source {
  id: string;
  url: string;
  /** as its keeper calls it */
  title: string | null;
  /** as it calls itself */
  feedTitle: string | null;
  homepage: string | null;
  /** minutes between two looks; null: as often as the schedule looks */
  every: number | null;
  addedAt: string;
  status: SourceStatus;
  /** when it was last asked, and by which message (`cycle/message`) */
  askedAt: string | null;
  askedBy: string | null;
  /** until when whoever asked has it to itself */
  leaseUntil: string | null;
  nextFetchAt: string | null;
  /** its server said: not before this */
  retryAfter: string | null;
  lastError: string | null;
  /** how many entries its last reading held */
  entries: number;
  /** validators of the last body that was wholly stored, byte for byte */
  etag: string | null;
  lastModified: string | null;
  /** digest of that body, for servers without validators */
  bodyHash: string | null;
  /** the message (`cycle/message`) that stored it */
  readBy: string | null;
}

/** What the API shows of a source. Its URL is shown as it was given; credentials never lie in it. */
export interface ListedSource {
  id: string;
  title: string;
  url: string;
  homepage: string | null;
  status: SourceStatus;
  lastFetchedAt: string | null;
  nextFetchAt: string | null;
  lastError: string | null;
  entries: number;
}

/** A source from its item. @throws InvalidItemError */
export function parseSourceItem(item: Item): Source {
  return {
    id: text(item, 'SK'),
    url: text(item, 'url'),
    title: optionalText(item, 'title'),
    feedTitle: optionalText(item, 'feedTitle'),
    homepage: optionalText(item, 'homepage'),
    every: optionalNumber(item, 'every'),
    addedAt: text(item, 'addedAt'),
    status: (optionalText(item, 'status') ?? 'never') as SourceStatus,
    askedAt: optionalText(item, 'askedAt'),
    askedBy: optionalText(item, 'askedBy'),
    leaseUntil: optionalText(item, 'leaseUntil'),
    nextFetchAt: optionalText(item, 'nextFetchAt'),
    retryAfter: optionalText(item, 'retryAfter'),
    lastError: optionalText(item, 'lastError'),
    entries: optionalNumber(item, 'entries') ?? 0,
    etag: optionalText(item, 'etag'),
    lastModified: optionalText(item, 'lastModified'),
    bodyHash: optionalText(item, 'bodyHash'),
    readBy: optionalText(item, 'readBy'),
  };
}

/** A new source's item: settings alone, nothing asked yet. */
export function newSourceItem(
  id: string,
  settings: { url: string; title?: string | undefined; every?: number | undefined },
  addedAt: string,
): Item {
  const item: Item = { ...sourceKey(id), url: { S: settings.url }, addedAt: { S: addedAt } };
  if (settings.title !== undefined) item['title'] = { S: settings.title };
  if (settings.every !== undefined) item['every'] = { N: String(settings.every) };
  return item;
}

/** What of a source anybody may see. A source that has not been read has no title but its host's. */
export function listed(source: Source): ListedSource {
  return {
    id: source.id,
    title: source.title ?? source.feedTitle ?? new URL(source.url).hostname,
    url: source.url,
    homepage: source.homepage,
    status: source.status,
    lastFetchedAt: source.status === 'never' ? null : source.askedAt,
    nextFetchAt: source.status === 'gone' ? null : source.nextFetchAt,
    lastError: source.lastError,
    entries: source.entries,
  };
}
