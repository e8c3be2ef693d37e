import * as z from 'zod/mini';
import { type DigestSettings, USUAL_HOUR, USUAL_TIME_ZONE } from '../digests/settings';
import type { ApiRequest } from '../http/api';
import { filters } from '../list/parameters';
import { readFields } from '../pages/form';
import { isForm } from '../pages/is-form';
import { parseTimeZone } from '../text/time-zone';

const HOUR_WORDS = 'must be a whole number from 0 to 23';
const hour = z.int(HOUR_WORDS).check(z.minimum(0, HOUR_WORDS), z.maximum(23, HOUR_WORDS));

/** In a form all is text. */
const typedHour = z.pipe(
  z.string().check(z.regex(/^\d{1,2}$/, HOUR_WORDS)),
  z.pipe(z.transform(Number), hour),
);

const ZONE_WORDS = 'must be a time zone of IANA’s, such as Europe/Berlin';
const timeZone = z.pipe(
  z.string(ZONE_WORDS),
  z.transform((name, context) => {
    const zone = parseTimeZone(name);
    if (zone !== null) return zone;
    context.issues.push({ code: 'custom', message: ZONE_WORDS, input: name });
    return z.NEVER;
  }),
);

/** What a list may be filtered by. */
const asInLists = <Value>(filter: z.ZodMiniType) =>
  z.check<Value>(({ value, issues }) => {
    const [first] = filter.safeParse(value).error?.issues ?? [];
    if (first !== undefined) issues.push({ code: 'custom', message: first.message, input: value });
  });

const search = z.pipe(
  z.nullable(z.string('must be a text, or null').check(asInLists(filters.search))),
  z.transform((typed) => (typed?.trim() ? typed : null)),
);

const LIST_WORDS = 'must be a list of texts';

/** Each is a list to read, at every digest. */
export const MOST_NAMED = 25;
const TOO_MANY = `may name ${MOST_NAMED} at most`;
const some = (filter: z.ZodMiniType) =>
  z.pipe(
    z.array(z.string(LIST_WORDS), LIST_WORDS).check(z.maxLength(MOST_NAMED, TOO_MANY), asInLists(filter)),
    z.transform((all) => [...new Set(all)]),
  );

/** The body of `PUT /me/digest`. */
export const digestFields = z.strictObject({
  every: z.enum(['day', 'week', 'never'], 'must be day, week or never'),
  hour: z._default(hour, USUAL_HOUR),
  timeZone: z._default(timeZone, USUAL_TIME_ZONE),
  search: z._default(search, null),
  sources: z._default(some(filters.source), []),
  categories: z._default(some(filters.category), []),
});

/** In a form a field may be a text area, with one in each line: categories may have commas in them. */
const typedLines = z.pipe(
  z.array(z.string()),
  z.transform((texts) =>
    texts
      .flatMap((text) => text.split(/[\r\n]+/))
      .map((line) => line.trim())
      .filter(Boolean),
  ),
);

/** The same as a form sends it. */
export const digestForm = z.extend(digestFields, {
  hour: z._default(typedHour, USUAL_HOUR),
  sources: z._default(z.pipe(typedLines, some(filters.source)), []),
  categories: z._default(z.pipe(typedLines, some(filters.category)), []),
});

/** Fields that a form may give once for each. */
const REPEATABLE = ['sources', 'categories'];

/**
 * What digest somebody wants, of JSON or a form.
 * @throws Problem 400 naming each field that is wrong, 415 where it is neither
 */
export const readDigestFields = (request: Pick<ApiRequest, 'headers' | 'body'>): DigestSettings =>
  readFields(isForm(request) ? digestForm : digestFields, request, REPEATABLE);
