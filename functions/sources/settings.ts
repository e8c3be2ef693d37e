import * as z from 'zod/mini';

/** What its keeper says of a source; the rest is made or found out. */
export interface SourceSettings {
  /** [a-z0-9][a-z0-9-]{0,63}; made from the host where left out */
  id?: string | undefined;
  /** absolute, http or https */
  url: string;
  title?: string | undefined;
  /** minutes between two looks */
  every?: number | undefined;
}

/** A source that can't be one; the message says which field and why. */
export class InvalidSourceError extends Error {
  override name = 'InvalidSourceError';
}

export const SOURCE_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

const LONGEST_URL = 2_048;
const A_MONTH = 31 * 24 * 60;

const settings = z.strictObject({
  id: z.optional(
    z
      .string()
      .check(z.regex(SOURCE_ID, 'must be 1 to 64 of a-z, 0-9 and -, and begin with a letter or digit')),
  ),
  url: z
    .string()
    .check(
      z.maxLength(LONGEST_URL, `must be at most ${LONGEST_URL} characters`),
      z.refine(isHttpUrl, 'must be an absolute http or https URL'),
      z.refine(holdsNoCredentials, 'must not hold a user name or password'),
    ),
  title: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
  every: z.optional(
    z.int('must be a whole number of minutes').check(z.minimum(1, 'must be 1 or more'), z.maximum(A_MONTH)),
  ),
});

/**
 * A source's settings from what somebody wrote, checked.
 * @throws InvalidSourceError naming each field that is wrong
 */
export function parseSource(value: unknown): SourceSettings {
  const result = settings.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return `unknown field ${issue.keys.join(', ')}`;
    if (issue.path.length === 0) return 'must be an object with a url';
    return `${issue.path.join('.')} ${issue.code === 'invalid_type' ? `must be ${article(issue.expected)}` : issue.message}`;
  });
  throw new InvalidSourceError(faults.join('; '));
}

const article = (type: string): string => `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

function isHttpUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

function holdsNoCredentials(value: string): boolean {
  if (!URL.canParse(value)) return true;
  const { username, password } = new URL(value);
  return username === '' && password === '';
}

/**
 * An id from the source's host, `www.` and dots apart; numbered where another source has it.
 * @param isTaken whether an id is in use
 */
export function makeSourceId(url: string, isTaken: (id: string) => boolean): string {
  const base =
    new URL(url).hostname
      .replace(/^www\./, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 56) || 'source';
  if (!isTaken(base)) return base;
  for (let number = 2; ; number++) {
    if (!isTaken(`${base}-${number}`)) return `${base}-${number}`;
  }
}
