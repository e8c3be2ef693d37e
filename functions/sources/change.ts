import { isDeepStrictEqual } from 'node:util';
import type { Changes } from '../table/update';
import type { SourceSettings } from './settings';
import { type Source, settingsAttributes } from './source';
import type { Introduction } from './store';

/** What its keeper said of a source. */
export function settingsOf(source: Source): SourceSettings {
  const { id, url, title, kind, auth, headers, map, categories, every } = source;
  return {
    id,
    url,
    kind,
    title: title ?? undefined,
    auth: auth ?? undefined,
    headers: headers ?? undefined,
    map: map ?? undefined,
    categories,
    every: every ?? undefined,
  };
}

/** Whether a source is asked in another way, or read in another way, than before. */
export function isAskedAnew(before: SourceSettings, after: SourceSettings): boolean {
  const asked = ({ url, kind = 'feed', auth, headers, map }: SourceSettings) => [
    url,
    kind,
    auth,
    headers,
    map,
  ];
  return !isDeepStrictEqual(asked(before), asked(after));
}

/** By these an unchanged body is known, and left unread. */
const VALIDATORS = ['etag', 'lastModified', 'bodyHash'] as const satisfies (keyof Source)[];

/** Where the asking stands with one address, one login and one map says nothing of the next. */
const POLLING_STATE = [
  ...VALIDATORS,
  'nextFetchAt',
  'lastError',
  'failures',
  'movedTo',
  'movedSince',
  'leastMinutes',
  'skipHours',
  'skipDays',
  // Whoever asks it just now, asks it as it was.
  'askedBy',
  'leaseUntil',
] as const satisfies (keyof Source)[];

/**
 * What to change in a source so that it has new settings: what it brought stays, what was known of asking it
 * goes if it is asked anew.
 * @param introduction what it says of itself under the new settings; null where it was not asked
 */
export function changesOf(
  source: Source,
  settings: SourceSettings,
  introduction: Introduction | null,
): Changes {
  const before = settingsOf(source);
  const changes = settingsChanges(before, settings);
  if (!isAskedAnew(before, settings)) {
    // Articles show what their source is filed under: its next reading is to be all of it.
    if ('categories' in changes) for (const name of VALIDATORS) changes[name] = null;
    return { ...changes, ...paceChanges(source, settings) };
  }
  for (const name of POLLING_STATE) changes[name] = null;
  if (source.status !== 'ok') changes['status'] = null;
  // A server that wants to be left alone wants that of all its addresses.
  if (new URL(source.url).host !== new URL(settings.url).host) changes['retryAfter'] = null;
  if (introduction !== null) {
    changes['feedTitle'] = introduction.title === null ? null : { S: introduction.title };
    changes['homepage'] = introduction.homepage === null ? null : { S: introduction.homepage };
  }
  return changes;
}

function settingsChanges(before: SourceSettings, after: SourceSettings): Changes {
  const old = settingsAttributes(before);
  const wanted = settingsAttributes(after);
  const changes: Changes = {};
  for (const name of new Set([...Object.keys(old), ...Object.keys(wanted)])) {
    if (!isDeepStrictEqual(old[name], wanted[name])) changes[name] = wanted[name] ?? null;
  }
  return changes;
}

/** A shorter pace begins with the last visit, not after the one that the longer had in mind. */
function paceChanges({ every: old, askedAt, nextFetchAt }: Source, { every }: SourceSettings): Changes {
  if (every === undefined || every === old || nextFetchAt === null) return {};
  if (askedAt === null) return { nextFetchAt: null };
  const next = new Date(Date.parse(askedAt) + every * 60_000).toISOString();
  return next < nextFetchAt ? { nextFetchAt: { S: next } } : {};
}
