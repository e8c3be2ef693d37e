import * as z from 'zod/mini';
import { headerSettings } from '../auth/header-settings';
import { type AuthSettings, authSettings } from '../auth/settings';
import { type JsonMap, jsonMap } from '../feed/json-map';
import type { SecretReference } from '../secrets/reference';
import { parseUrl } from '../text/parse-url';
import { SOURCE_ID } from './id';
import { webUrl } from './same-feed';

export type SourceKind = 'feed' | 'json';

/** What its keeper says of a source; the rest is made or found out. */
export interface SourceSettings {
  /** [a-z0-9][a-z0-9-]{0,63}; made from the host where left out */
  id?: string | undefined;
  /** absolute, http or https */
  url: string;
  title?: string | undefined;
  /** a feed of any format (where left out), or a JSON API read by its map */
  kind?: SourceKind | undefined;
  auth?: AuthSettings | undefined;
  /** sent besides, by name; what is secret by reference */
  headers?: Record<string, string | SecretReference> | undefined;
  /** of a JSON API */
  map?: JsonMap | undefined;
  /** what its keeper files it under */
  categories?: string[] | undefined;
  /** minutes between two looks */
  every?: number | undefined;
}

/** A field by its path, such as `auth.password`, and what is wrong with it. The name of the whole is ''. */
export interface SettingsFault {
  name: string;
  detail: string;
}

/** A source that can't be one. The faults name each field that is wrong, the message all of them. */
export class InvalidSourceError extends Error {
  override name = 'InvalidSourceError';

  constructor(readonly faults: SettingsFault[]) {
    super(faults.map(({ name, detail }) => `${name} ${detail}`.trim()).join('; '));
  }
}

export const LONGEST_URL = 2_048;
export const LONGEST_TITLE = 500;
export const LONGEST_CATEGORY = 100;
const MOST_CATEGORIES = 50;
const A_MONTH = 31 * 24 * 60;

const CONTROLS = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu;

/** One line of text: what else is in it would break the pages and files that it is shown in. */
const line = (longest: number) =>
  z.pipe(
    z.string(),
    z.pipe(
      z.transform((text: string) => text.replace(CONTROLS, ' ').trim()),
      z
        .string()
        .check(
          z.minLength(1, 'must not be empty'),
          z.maxLength(longest, `must be at most ${longest} characters`),
        ),
    ),
  );

/** What a source may be made of: the body of `POST /sources`. */
export const sourceSettings = z
  .strictObject({
    id: z.optional(
      z
        .string()
        .check(z.regex(SOURCE_ID, 'must be 1 to 64 of a-z, 0-9 and -, and begin with a letter or digit')),
    ),
    url: z.pipe(
      z.string(),
      z.pipe(
        z.transform((url: string) => withoutGaps(webUrl(url))),
        z
          .string()
          .check(
            z.maxLength(LONGEST_URL, `must be at most ${LONGEST_URL} characters`),
            z.refine(isHttpUrl, 'must be an absolute http or https URL'),
            z.refine(
              holdsNoCredentials,
              'must not hold a user name or password: a login goes into auth, with its password by {"secret":"name"}',
            ),
          ),
      ),
    ),
    title: z.optional(line(LONGEST_TITLE)),
    kind: z.optional(z.enum(['feed', 'json'], 'must be "feed" or "json"')),
    auth: z.optional(authSettings),
    headers: z.optional(headerSettings),
    every: z.optional(
      z
        .int('must be a whole number of minutes')
        .check(z.minimum(1, 'must be 1 or more'), z.maximum(A_MONTH, `must be at most ${A_MONTH}, a month`)),
    ),
    map: z.optional(jsonMap),
    categories: z.optional(
      z.pipe(
        z
          .array(line(LONGEST_CATEGORY), 'must be a list of texts')
          .check(z.maxLength(MOST_CATEGORIES, `must be at most ${MOST_CATEGORIES}`)),
        z.transform((categories: string[]) => [...new Set(categories)]),
      ),
    ),
  })
  .check(
    z.refine(({ kind, map }) => kind !== 'json' || map !== undefined, {
      path: ['map'],
      error: 'must say where a source of kind "json" has what',
    }),
    z.refine(({ kind, map }) => kind === 'json' || map === undefined, {
      path: ['map'],
      error: 'is for sources of kind "json" alone',
    }),
  );

/**
 * A source's settings from what somebody wrote, checked.
 * @throws InvalidSourceError naming each field that is wrong; values are never quoted, they may be secret
 */
export function parseSource(value: unknown): SourceSettings {
  const result = sourceSettings.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidSourceError(result.error.issues.flatMap((issue) => faultsOf(issue)));
}

/**
 * Settings after a change: a JSON Merge Patch, so null takes a field away and what is left out stays. Another
 * type of login is no change of the one before, but takes its place as a whole.
 * @throws InvalidSourceError
 * @see https://www.rfc-editor.org/rfc/rfc7396
 */
export function patchSource(source: SourceSettings, patch: unknown): SourceSettings {
  if (!isObject(patch)) throw new InvalidSourceError([{ name: '', detail: 'must be an object of fields' }]);
  const { id: _, ...fields } = sourceSettings.def.shape;
  const refused = Object.keys(patch).filter((name) => !Object.hasOwn(fields, name));
  if (refused.length > 0) throw new InvalidSourceError(refused.map(notToBeChanged));
  return parseSource(mergePatch(isOtherAuth(source, patch) ? { ...source, auth: undefined } : source, patch));
}

const notToBeChanged = (name: string): SettingsFault =>
  name === 'id'
    ? { name, detail: 'stays as it is: articles are kept under it' }
    : { name, detail: 'is not a field of a source' };

function isOtherAuth({ auth }: SourceSettings, patch: Record<string, unknown>): boolean {
  const type = isObject(patch['auth']) ? patch['auth']['type'] : undefined;
  return type !== undefined && type !== auth?.type;
}

function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function faultsOf(issue: z.core.$ZodIssue, within: PropertyKey[] = []): SettingsFault[] {
  const path = [...within, ...issue.path];
  const name = path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      if (hasOwnWords(issue)) return [{ name, detail: issue.message }];
      return issue.keys.map((key) => ({
        name: [...path, key].join('.'),
        detail: `is not a field of ${path.length === 0 ? 'a source' : path.join('.')}`,
      }));
    case 'invalid_union': {
      // What was meant is the shape that comes closest: the one that objects the furthest inside.
      const [closest] = [...issue.errors].sort((one, other) => depth(other) - depth(one));
      if (closest !== undefined && depth(closest) > 0) return closest.flatMap((one) => faultsOf(one, path));
      return [{ name, detail: messageOf(issue) }];
    }
    case 'invalid_type':
      if (path.length === 0) return [{ name, detail: 'must be an object with a url' }];
      return [{ name, detail: messageOf(issue, `must be ${article(issue.expected)}`) }];
    default:
      return [{ name, detail: messageOf(issue) }];
  }
}

const depth = (issues: z.core.$ZodIssue[]): number => Math.max(...issues.map(({ path }) => path.length));

/** Whether the schema says itself what is wrong; else there are only the library's words. */
const hasOwnWords = ({ message }: z.core.$ZodIssue): boolean => message !== 'Invalid input';

const messageOf = (issue: z.core.$ZodIssue, otherwise = 'is not what it must be'): string =>
  hasOwnWords(issue) ? issue.message : otherwise;

const article = (type: string): string => `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

/** White space inside of a URL is encoded or dropped, as browsers do. */
const withoutGaps = (url: string): string => (/[\s\p{Cc}]/u.test(url) ? (parseUrl(url)?.href ?? url) : url);

function isHttpUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && parseUrl(value) !== null;
}

function holdsNoCredentials(value: string): boolean {
  const url = parseUrl(value);
  return url === null || (url.username === '' && url.password === '');
}
