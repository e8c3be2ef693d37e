import { decodeHTMLStrict } from 'entities';
import type { Names } from './namespaces';
import { NotAFeedError } from './not-a-feed-error';

/** An element of a feed. */
export interface XmlElement {
  /** In lower case, with the usual prefix of its namespace */
  name: string;
  /** The source of its attributes */
  attributes: string;
  /** The source of what it holds */
  inner: string;
}

/** Elements by their names, those of one name in order. */
export type Elements = Map<string, XmlElement[]>;

export interface Tag {
  kind: 'start' | 'end' | 'empty';
  /** As it stands there, with its prefix */
  written: string;
  /** In lower case, with the usual prefix of its namespace */
  name: string;
  attributes: string;
  /** Where it begins */
  start: number;
}

const NAME = /<\/?([\p{L}_][\p{L}\p{N}_.:-]*)/uy;
const QUOTE_OR_END = /["'>]/g;
const DELIMITER = /[\s/>]/;
/** Its value may be missing: a name alone must match too, or long ones would be tried from each of their letters. */
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;

/** Looking for end tags that are not there costs the square of a feed's length; real ones need a hundredth of it. */
const MOST_STEPS = 20_000_000;

const ENTRY_END = /<\/(?:[\w.-]+:)?(?:item|entry)\s*>/i;

const COMMENT = '<!--';
const CDATA = '<![CDATA[';
const COMMENT_END = '-->';
const CDATA_END = ']]>';

const NOWHERE = Number.POSITIVE_INFINITY;

const BANG = 33;
const SLASH = 47;
const QUESTION = 63;

/**
 * Reads a feed's source tag by tag, and takes what it finds: an end tag that nothing opened, elements without an end,
 * angle brackets in a text, attributes without quotes.
 */
export class Scanner {
  /** False once something was read that is not well-formed */
  isSound = true;
  private steps = 0;
  /** How far no end tag of a name is to be found, so that none is looked for twice */
  private readonly endless = new Map<string, number>();
  /** How far end tags of a name are known to be fewer than its start tags */
  private readonly unmatched = new Map<string, number>();
  private readonly marks = new Map<string, number>();
  /** Whether elements named like a limit may stand within others */
  private limitsNest = true;

  constructor(
    readonly xml: string,
    readonly names: Names,
    public at = 0,
  ) {}

  /** The next tag; null where there is none any more. Passes over texts, comments and CDATA sections. */
  next(): Tag | null {
    const { xml } = this;
    let at = xml.indexOf('<', this.at);
    while (at !== -1) {
      const mark = xml.charCodeAt(at + 1);
      if (mark === BANG || mark === QUESTION) {
        at = xml.indexOf('<', this.endOfMarker(at));
        continue;
      }
      NAME.lastIndex = at;
      const [opening, written] = NAME.exec(xml) ?? [];
      if (opening && written) {
        const end = endOfTag(xml, at + opening.length);
        if (end === -1) break;
        this.at = end + 1;
        return this.tag(at, written, xml.slice(at + opening.length, end));
      }
      at = xml.indexOf('<', at + 1);
    }
    this.at = xml.length;
    return null;
  }

  /**
   * What stands between a start tag, which was read last, and its end tag. Without one, the text up to the next tag;
   * undefined where the source ends before it.
   *
   * @param limit the element around it, as written; where that ends or begins anew the end tag is missing
   * @throws NotAFeedError where too much has no end
   */
  content(tag: Tag, limit: string | undefined): string | undefined {
    const start = this.at;
    const end = this.endOf(tag.written, limit);
    if (end !== -1) {
      this.at = indexAfter(this.xml, '>', end);
      return this.xml.slice(start, end);
    }
    if ((this.endless.get(tag.written) ?? 0) === NOWHERE) return undefined;
    this.at = this.xml.indexOf('<', start);
    return this.xml.slice(start, this.at);
  }

  private tag(start: number, written: string, rest: string): Tag {
    const isEmpty = rest.endsWith('/');
    const attributes = isEmpty ? rest.slice(0, -1) : rest;
    const kind = this.xml.charCodeAt(start + 1) === SLASH ? 'end' : isEmpty ? 'empty' : 'start';
    return { kind, written, name: this.names.canonical(written, attributes), attributes, start };
  }

  /**
   * Where an element's end tag begins, past those of elements of its name within; the first, if they do not match.
   * Elements named like the limit may stand within it too, if they end there.
   */
  private endOf(written: string, limit: string | undefined): number {
    const { xml } = this;
    if (this.at < (this.endless.get(written) ?? 0)) return -1;
    const nests = this.at >= (this.unmatched.get(written) ?? 0);
    let depth = 0;
    let limitDepth = 0;
    let first = -1;
    let firstLimit = -1;
    let at = xml.indexOf('<', this.at);
    while (at !== -1) {
      if (++this.steps > MOST_STEPS)
        throw new NotAFeedError('The feed is broken: too many elements without end');
      const mark = xml.charCodeAt(at + 1);
      if (mark === BANG || mark === QUESTION) {
        at = xml.indexOf('<', this.endOfMarker(at));
        continue;
      }
      const isEnd = mark === SLASH;
      const name = isEnd ? at + 2 : at + 1;
      if (isName(xml, name, written)) {
        if (isEnd && (depth === 0 || !nests)) {
          if (limitDepth === 0) return at;
          break;
        }
        if (isEnd && first === -1 && limitDepth === 0) first = at;
        depth += isEnd ? -1 : isEmptyTag(xml, name) ? 0 : 1;
      } else if (limit && isName(xml, name, limit)) {
        if (isEnd ? limitDepth === 0 : !this.limitsNest) break;
        if (firstLimit === -1) firstLimit = at;
        limitDepth += isEnd ? -1 : isEmptyTag(xml, name) ? 0 : 1;
      }
      at = xml.indexOf('<', at + 1);
    }
    this.isSound = false;
    // Where even the document ended, none of those nested either: looked for again, they would cost its square.
    if (at === -1 && firstLimit !== -1) this.limitsNest = false;
    const known = firstLimit !== -1 ? firstLimit : at === -1 ? NOWHERE : at;
    (first === -1 ? this.endless : this.unmatched).set(written, known);
    return first;
  }

  /** Where a comment, CDATA section, declaration or processing instruction has ended; one without an end is text. */
  private endOfMarker(at: number): number {
    const { xml } = this;
    if (xml.startsWith(CDATA, at)) {
      const start = at + CDATA.length;
      const end = this.nextMark(CDATA_END, start);
      if (end !== NOWHERE && !isSwallowed(xml.slice(start, end))) return end + CDATA_END.length;
    } else {
      const mark = xml.startsWith(COMMENT, at) ? COMMENT_END : '>';
      const end = this.nextMark(mark, at);
      if (end !== NOWHERE) return end + mark.length;
    }
    this.isSound = false;
    return at + 2;
  }

  /** Where a mark stands next. Never searches the same part of the source twice. */
  private nextMark(mark: string, from: number): number {
    const known = this.marks.get(mark) ?? -1;
    if (known >= from) return known;
    const found = this.xml.indexOf(mark, from);
    const next = found === -1 ? NOWHERE : found;
    this.marks.set(mark, next);
    return next;
  }
}

/** Whether what stands in a CDATA section is what follows one that has no end. */
function isSwallowed(section: string): boolean {
  return section.includes(CDATA) && ENTRY_END.test(section);
}

/** The elements that an element holds. */
export function childrenOf({ inner }: XmlElement, names: Names): Elements {
  const children: Elements = new Map();
  const scanner = new Scanner(inner, names);
  for (let tag = scanner.next(); tag; tag = scanner.next()) {
    if (tag.kind !== 'end') add(children, tag, tag.kind === 'empty' ? '' : scanner.content(tag, undefined));
  }
  return children;
}

/** Puts an element to those of its name; one whose content is missing is left out. */
export function add(elements: Elements, { attributes, name }: Tag, inner: string | undefined): void {
  if (inner === undefined) return;
  const element = { name, attributes, inner };
  const same = elements.get(name);
  if (same) same.push(element);
  else elements.set(name, [element]);
}

/** An element's attributes by their names in lower case, entities decoded. */
export function attributesOf({ attributes }: { attributes: string }): Partial<Record<string, string>> {
  const values: Record<string, string> = Object.create(null);
  if (!attributes.includes('=')) return values;
  for (const [, name = '', double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? bare;
    if (value !== undefined) values[name.toLowerCase()] ??= decodeEntities(value).trim();
  }
  return values;
}

/** The text that some source stands for: CDATA sections opened, comments dropped, entities decoded. */
export function textIn(source: string): string {
  let text = '';
  let from = 0;
  let at = source.indexOf('<!');
  while (at !== -1) {
    const isCdata = source.startsWith(CDATA, at);
    if (isCdata || source.startsWith(COMMENT, at)) {
      const end = source.indexOf(isCdata ? CDATA_END : COMMENT_END, at);
      // Without an end all behind it belongs to it, of a comment nothing.
      if (end === -1 && !isCdata) break;
      text += decodeEntities(source.slice(from, at));
      if (isCdata) text += source.slice(at + CDATA.length, end === -1 ? undefined : end);
      from = end === -1 ? source.length : end + 3;
    }
    at = source.indexOf('<!', Math.max(from, at + 2));
  }
  // One end too many is left over where a section was put into another.
  const rest = from === 0 ? source : source.slice(from).replaceAll(CDATA_END, '');
  return (text + decodeEntities(rest)).trim();
}

function decodeEntities(text: string): string {
  return text.includes('&') ? decodeHTMLStrict(text) : text;
}

/** Where a tag ends whose attributes begin at `from`: quotes may hold an angle bracket, if they are closed. */
function endOfTag(xml: string, from: number): number {
  let at = from;
  while (true) {
    QUOTE_OR_END.lastIndex = at;
    const found = QUOTE_OR_END.exec(xml);
    if (!found) return -1;
    if (found[0] === '>') return found.index;
    const closing = xml.indexOf(found[0], found.index + 1);
    if (closing === -1 || !DELIMITER.test(xml.charAt(closing + 1))) return xml.indexOf('>', found.index);
    at = closing + 1;
  }
}

function isEmptyTag(xml: string, from: number): boolean {
  return xml.charCodeAt(endOfTag(xml, from) - 1) === SLASH;
}

function isName(xml: string, at: number, name: string): boolean {
  // Whether letters are capitals is the bit of 32.
  if ((xml.charCodeAt(at) | 32) !== (name.charCodeAt(0) | 32)) return false;
  const end = at + name.length;
  return (
    (xml.startsWith(name, at) || xml.slice(at, end).toLowerCase() === name.toLowerCase()) &&
    (end >= xml.length || DELIMITER.test(xml.charAt(end)))
  );
}

/** Where `search` has ended; the end of the text where it does not occur. */
export function indexAfter(text: string, search: string, from: number): number {
  const index = text.indexOf(search, from);
  return index === -1 ? text.length : index + search.length;
}
