/** Which articles are asked for, as the command line says it. */
export interface Filters {
  source?: string[] | undefined;
  category?: string[] | undefined;
  search?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

/** Filters as parameters of the API. */
export function filterQuery({ source = [], category = [], search, since, until }: Filters): URLSearchParams {
  const query = new URLSearchParams();
  for (const id of source) query.append('source', id);
  for (const name of category) query.append('category', name);
  for (const [name, value] of Object.entries({ search, since, until })) {
    if (value !== undefined) query.set(name, value);
  }
  return query;
}
