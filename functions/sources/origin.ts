/**
 * An origin is a source as it was added: its id and the moment. One that is removed and added again has the
 * same id and another origin, and nothing of what it brought before.
 */
export const originOf = ({ id, addedAt }: { id: string; addedAt: string }): string =>
  `${id}@${Date.parse(addedAt).toString(36)}`;

/** The id of an origin's source. */
export const sourceOf = (origin: string): string => origin.split('@', 1)[0] ?? origin;
