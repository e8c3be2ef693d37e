const INDEX = /^\d{1,6}$/;

/** A path such as `by.name`, cut into its names. The empty path leads to where it begins. */
export function namesOf(path: string): string[] {
  return path === '' ? [] : path.split('.');
}

/**
 * What lies at a path in some parsed JSON: nothing, one value, or many where it leads through a list. A number
 * picks from a list, a name goes to each of its objects. Where there is no `a` with a `b`, the key `a.b` is taken.
 * Own properties alone count, so `__proto__` is a name as any other.
 *
 * @param from how many of the names led to `value` already
 */
export function valuesAt(value: unknown, names: string[], from = 0): unknown[] {
  const name = names[from];
  if (name === undefined) return [value];
  if (!Array.isArray(value)) return isObject(value) ? valuesIn(value, names, from) : [];
  if (INDEX.test(name)) return Number(name) in value ? valuesAt(value[Number(name)], names, from + 1) : [];
  return value.flatMap((member) => (isObject(member) ? valuesIn(member, names, from) : []));
}

function valuesIn(object: Record<string, unknown>, names: string[], from: number): unknown[] {
  for (let to = from + 1; to <= names.length; to++) {
    const key = names.slice(from, to).join('.');
    const found = Object.hasOwn(object, key) ? valuesAt(object[key], names, to) : [];
    if (found.length > 0) return found;
  }
  return [];
}

/** How far a path leads that leads to nothing, and what lies there. */
export function lastStop(value: unknown, names: string[]): { names: string[]; value: unknown } {
  for (let length = names.length; length > 0; length--) {
    const [found] = valuesAt(value, names.slice(0, length));
    if (found !== undefined) return { names: names.slice(0, length), value: found };
  }
  return { names: [], value };
}

/** Whether a value is a JSON object: no list, no null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
