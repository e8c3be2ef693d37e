/** A link of a Link header: where to, and its parameters by their names in lower case. */
export interface HeaderLink {
  target: string;
  parameters: Map<string, string>;
}

/** More are not there to be found. */
const MOST_LINKS = 50;

const TARGET = /[\s,]*<([^>]*)>/y;
const PARAMETER = /\s*;\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y;

/**
 * The links of a Link header, up to where it is broken. Of a parameter that comes twice the first counts.
 * @see https://www.rfc-editor.org/rfc/rfc8288#appendix-B.2
 */
export function parseLinkHeader(header: string): HeaderLink[] {
  const links: HeaderLink[] = [];
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  for (let link = next(TARGET); link !== null && links.length < MOST_LINKS; link = next(TARGET)) {
    const parameters = new Map<string, string>();
    for (let match = next(PARAMETER); match !== null; match = next(PARAMETER)) {
      const [, name = '', quoted, plain = ''] = match;
      const key = name.toLowerCase();
      if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? plain);
    }
    links.push({ target: link[1]?.trim() ?? '', parameters });
  }
  return links;
}
