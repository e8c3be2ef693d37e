import type { AuthSettings } from '../auth/settings';
import type { JsonMap } from '../feed/json-map';
import type { SecretReference } from '../secrets/reference';
import { optionalNumber, optionalText, text, texts } from '../table/attributes';
import type { Item } from '../table/client';
import { sourceKey } from '../table/keys';
import type { SourceKind, SourceSettings } from './settings';

/** How a source is doing: its last reading came, failed, is over for good (410), or is yet to come. */
export type SourceStatus = 'ok' | 'failing' | 'gone' | 'never';

/** A source: its settings, and where the asking stands. Times are ISO 8601 in UTC. */
export interface Source {
  id: string;
  url: string;
  /** as its keeper calls it */
  title: string | null;
  kind: SourceKind;
  auth: AuthSettings | null;
  /** what is sent besides, by its name */
  headers: Record<string, string | SecretReference> | null;
  /** of a JSON API: where its articles have what */
  map: JsonMap | null;
  /** what its keeper files it under; its articles are found by these too */
  categories: string[];
  /** as it calls itself */
  feedTitle: string | null;
  homepage: string | null;
  /** minutes between two looks; null: at its own rhythm */
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
  /** how often in a row it failed */
  failures: number;
  /** when a reading last brought something */
  newsAt: string | null;
  /** minutes between two looks that its feed or its server asks for at least */
  leastMinutes: number | null;
  /** hours of the day (UTC, 0 to 23) and days of the week (0 is Sunday) at which its feed wants no visits */
  skipHours: number[];
  skipDays: number[];
  /** where its server says that it has moved for good, and since when it says so */
  movedTo: string | null;
  movedSince: string | null;
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
    kind: (optionalText(item, 'kind') ?? 'feed') as SourceKind,
    auth: stored<AuthSettings>(item, 'auth'),
    headers: stored<Record<string, string | SecretReference>>(item, 'headers'),
    map: stored<JsonMap>(item, 'map'),
    categories: texts(item, 'categories'),
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
    failures: optionalNumber(item, 'failures') ?? 0,
    newsAt: optionalText(item, 'newsAt'),
    leastMinutes: optionalNumber(item, 'leastMinutes'),
    skipHours: stored<number[]>(item, 'skipHours') ?? [],
    skipDays: stored<number[]>(item, 'skipDays') ?? [],
    movedTo: optionalText(item, 'movedTo'),
    movedSince: optionalText(item, 'movedSince'),
    entries: optionalNumber(item, 'entries') ?? 0,
    etag: optionalText(item, 'etag'),
    lastModified: optionalText(item, 'lastModified'),
    bodyHash: optionalText(item, 'bodyHash'),
    readBy: optionalText(item, 'readBy'),
  };
}

/** A new source's item: settings alone, nothing asked yet. */
export function newSourceItem(id: string, settings: SourceSettings, addedAt: string): Item {
  return { ...sourceKey(id), ...settingsAttributes(settings), addedAt: { S: addedAt } };
}

/** Settings as they lie in a source's item; what is left out is not there. */
export function settingsAttributes(settings: SourceSettings): Item {
  const { url, title, kind, auth, headers, map, categories, every } = settings;
  const item: Item = { url: { S: url } };
  if (title !== undefined) item['title'] = { S: title };
  if (every !== undefined) item['every'] = { N: String(every) };
  if (kind !== undefined && kind !== 'feed') item['kind'] = { S: kind };
  if (auth !== undefined) item['auth'] = { S: JSON.stringify(auth) };
  if (headers !== undefined) item['headers'] = { S: JSON.stringify(headers) };
  if (map !== undefined) item['map'] = { S: JSON.stringify(map) };
  if (categories !== undefined && categories.length > 0) {
    item['categories'] = { L: categories.map((category) => ({ S: category })) };
  }
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

/** What was checked before it was stored. */
function stored<T>(item: Item, name: string): T | null {
  const json = optionalText(item, name);
  return json === null ? null : (JSON.parse(json) as T);
}
