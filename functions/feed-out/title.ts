import { NEWSREEL } from './feed';

/** A feed's title, which says what it is filtered by. @param query as parsed without fault */
export function titleFor(query: URLSearchParams): string {
  const since = query.get('since');
  const until = query.get('until');
  const filters = [
    query.get('search')?.trim() ?? '',
    ...query.getAll('category'),
    ...query.getAll('source'),
    since === null ? '' : `since ${since}`,
    until === null ? '' : `until ${until}`,
  ].filter((filter) => filter !== '');
  return filters.length === 0 ? NEWSREEL : `${NEWSREEL}: ${filters.join(', ')}`;
}
