import { isId } from '../article/id';

/**
 * A page ends at a bound: `atMost` an id, or just below one. Outside, a cursor is the id of the last
 * article looked at, or an id with a dot where that one is still to be looked at.
 */

/** A bound above every id. */
export const NEWEST = '~';

/** A bound below an id, or a key that begins with one, and above all that are smaller. */
export const justBelow = (id: string): string => shiftLast(id, -1) + NEWEST;

/** The cursor that goes on at a bound. */
export const cursorAt = (atMost: string): string =>
  atMost.endsWith(NEWEST) ? shiftLast(atMost.slice(0, -1), 1) : `${atMost}.`;

/** The bound that a cursor goes on at; null where it is no cursor of ours. */
export function parseCursor(cursor: string): string | null {
  if (isId(cursor)) return justBelow(cursor);
  const id = cursor.slice(0, -1);
  return cursor.endsWith('.') && isId(id) ? id : null;
}

const shiftLast = (id: string, by: number): string =>
  id.slice(0, -1) + String.fromCharCode(id.charCodeAt(id.length - 1) + by);
