import * as z from 'zod/mini';

const LONGEST = 200;

const text = () =>
  z
    .string('must be a path such as "by.name"')
    .check(z.maxLength(LONGEST, `must be at most ${LONGEST} characters`));
const path = () => z.optional(text().check(z.minLength(1, 'must be a path such as "by.name", or left out')));

const FIELDS = {
  id: path(),
  title: path(),
  url: path(),
  summary: path(),
  content: path(),
  publishedAt: path(),
  author: path(),
  categories: path(),
  image: path(),
};

/**
 * Where a JSON API has what: a path for the list of its items (left out or '' where the answer itself is the list),
 * and in an item one for each field of an article that there is. What a path means is in json-path.ts.
 */
export const jsonMap = z
  .strictObject({ items: z.optional(text()), ...FIELDS }, { error: fault })
  .check(
    z.refine(
      ({ content, summary, title }) => [content, summary, title].some((each) => each !== undefined),
      'must say where title, summary or content is: an article needs one of them',
    ),
  );

export type JsonMap = z.infer<typeof jsonMap>;

function fault(issue: { code?: string | undefined; keys?: unknown }): string {
  if (issue.code !== 'unrecognized_keys') return 'must be an object of paths';
  const names = [issue.keys].flat().join(', ').slice(0, LONGEST);
  return `has no field ${names}: there are items, ${Object.keys(FIELDS).join(', ')}`;
}
