/** A value of Stripe's form encoding: `a[b][0]=c`. A list is an object whose names are numbers. */
export type FormValue = string | { [name: string]: FormValue };
export type Form = { [name: string]: FormValue };

/** @returns the values, and each path that was given, with `[]` for places in a list: `line_items[].price` */
export function parseForm(text: string): { form: Form; paths: string[] } {
  const form: Form = Object.create(null);
  const paths: string[] = [];
  for (const [key, value] of new URLSearchParams(text)) {
    const names = key.split('[').map((name, index) => (index === 0 ? name : name.replace(/\]$/, '')));
    paths.push(
      names.map((name, index) => (/^\d*$/.test(name) ? '[]' : index === 0 ? name : `.${name}`)).join(''),
    );
    let place: Form = form;
    for (const name of names.slice(0, -1)) {
      const known = place[name];
      const next: Form = typeof known === 'object' ? known : Object.create(null);
      place[name] = next;
      place = next;
    }
    place[names.at(-1) || String(Object.keys(place).length)] = value;
  }
  return { form, paths };
}

/** A text parameter; undefined where it was not given. */
export function textOf(form: Form | undefined, name: string): string | undefined {
  const value = form?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** A parameter with parameters of its own; undefined where it was not given. */
export function partOf(form: Form | undefined, name: string): Form | undefined {
  const value = form?.[name];
  return typeof value === 'object' ? value : undefined;
}

/** The metadata that was given: all of it text. */
export const metadataOf = (form: Form | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(partOf(form, 'metadata') ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
