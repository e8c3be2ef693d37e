import { decodeHTMLStrict } from 'entities';
import type { Names } from './namespaces';
import { NotAFeedError } from './not-a-feed-error';

/** A tag of a feed's source. */
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
const QUOTE_OR_END = /["'<>]/g;
const DELIMITER = /[\s/<>]/;
/** Its value may be missing: a name alone must match too, or long ones would be tried from each of their letters. */
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;

/** Looking for end tags that are not there costs the square of a feed's length; real ones need a hundredth of it. */
const MOST_STEPS = 20_000_000;

const INSTRUCTION = /<\?[^<>]*>/g;
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
 * tags without a closing bracket, angle brackets in a text, attributes without quotes.
 */
export class Scanner {
  /** False once something was read that is not well-formed */
  isSound = true;
  /** Where it reads on */
  at = 0;
  private steps = 0;
  /** How far no end tag of a name is to be found, so that none is looked for twice */
  private readonly endless = new Map<string, number>();
  /** How far end tags of a name are known to be fewer than its start tags */
  private readonly unmatched = new Map<string, number>();
  /** Where marks that end something stand next */
  private readonly marks = new Map<string, number>();
  /** Whether elements named like a limit are taken to stand within others */
  private limitsNest = true;

  constructor(
    private readonly xml: string,
    private readonly names: Names,
  ) {}

  /** The next tag; null where there is none any more. */
  next(): Tag | null {
    const { xml } = this;
    for (let at = this.bracket(this.at); at !== -1; at = this.bracket(at + 1)) {
      NAME.lastIndex = at;
      const [opening, written] = NAME.exec(xml) ?? [];
      if (!opening || !written) continue;
      const end = endOfTag(xml, at + opening.length);
      if (end === -1) break;
      this.passTag(end);
      return this.tag(at, written, xml.slice(at + opening.length, end));
    }
    this.at = xml.length;
    return null;
  }

  /**
   * What stands between a start tag, which was read last, and its end tag; nothing where the tag is empty. Without an
   * end tag, the text up to the next tag; undefined where the source ends before it.
   *
   * @param limit the name, as written, of an element that cannot begin or end in it: there the end tag is missing
   * @param nests whether the limit can be in it after all if it both begins and ends there
   * @throws NotAFeedError where too much has no end
   */
  content(tag: Tag, limit?: string, nests = false): string | undefined {
    if (tag.kind === 'empty') return '';
    const start = this.at;
    const end = this.endOf(tag.written, limit, nests && this.limitsNest);
    if (end !== -1) {
      this.passTag(endOfTag(this.xml, end + 1));
      return this.xml.slice(start, end);
    }
    if ((this.endless.get(tag.written) ?? 0) === NOWHERE) return undefined;
    this.at = this.xml.indexOf('<', start);
    return this.xml.slice(start, this.at);
  }

  /** Reads on behind a tag; one without a closing bracket has ended where the next begins. */
  private passTag(end: number): void {
    const isClosed = this.xml.charAt(end) === '>';
    if (!isClosed) this.isSound = false;
    this.at = end === -1 ? this.xml.length : isClosed ? end + 1 : end;
  }

  private tag(start: number, written: string, rest: string): Tag {
    const isEmpty = rest.endsWith('/');
    const attributes = isEmpty ? rest.slice(0, -1) : rest;
    const kind = this.xml.charCodeAt(start + 1) === SLASH ? 'end' : isEmpty ? 'empty' : 'start';
    return { kind, written, name: this.names.canonical(written, attributes), attributes, start };
  }

  /**
   * Where an element's end tag begins, past those of elements of its name within; the first, if they do not match; -1
   * where there is none.
   */
  private endOf(written: string, limit: string | undefined, limitNests: boolean): number {
    const { xml } = this;
    if (this.at < (this.endless.get(written) ?? 0)) return -1;
    const nests = this.at >= (this.unmatched.get(written) ?? 0);
    let depth = 0;
    let first = -1;
    let limitDepth = 0;
    let firstLimit = -1;
    let at = this.bracket(this.at);
    for (; at !== -1; at = this.bracket(at + 1)) {
      const isEnd = xml.charCodeAt(at + 1) === SLASH;
      const name = isEnd ? at + 2 : at + 1;
      if (isName(xml, name, written)) {
        const isLast = isEnd && (depth === 0 || !nests);
        if (isLast && limitDepth === 0) return at;
        if (isLast) break;
        if (isEnd && first === -1 && limitDepth === 0) first = at;
        depth += isEnd ? -1 : isEmptyTag(xml, name) ? 0 : 1;
      } else if (limit && isName(xml, name, limit)) {
        if (isEnd ? limitDepth === 0 : !limitNests) break;
        if (firstLimit === -1) firstLimit = at;
        limitDepth += isEnd ? -1 : isEmptyTag(xml, name) ? 0 : 1;
      }
    }
    this.isSound = false;
    // Looked for to the end of the document again and again, they would cost its square.
    if (at === -1) this.limitsNest = false;
    const known = firstLimit === -1 ? at : firstLimit;
    (first === -1 ? this.endless : this.unmatched).set(written, known === -1 ? NOWHERE : known);
    return first;
  }

  /** Where the next bracket is that begins a tag, if any: past comments, CDATA sections and the like. */
  private bracket(from: number): number {
    const { xml } = this;
    let at = xml.indexOf('<', from);
    while (at !== -1) {
      if (++this.steps > MOST_STEPS)
        throw new NotAFeedError('The feed is broken: too many elements without end');
      const mark = xml.charCodeAt(at + 1);
      if (mark !== BANG && mark !== QUESTION) return at;
      at = xml.indexOf('<', this.endOfMarker(at));
    }
    return -1;
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

  /** Never searches the same part of the source twice. */
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

/** The text that some source stands for: CDATA sections opened, comments and instructions dropped, entities decoded. */
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
      text += characters(source.slice(from, at));
      if (isCdata) text += source.slice(at + CDATA.length, end === -1 ? undefined : end);
      from = end === -1 ? source.length : end + 3;
    }
    at = source.indexOf('<!', Math.max(from, at + 2));
  }
  // One end too many is left over where a section was put into another.
  const rest = from === 0 ? source : source.slice(from).replaceAll(CDATA_END, '');
  return (text + characters(rest)).trim();
}

function characters(source: string): string {
  return decodeEntities(source.includes('<?') ? source.replace(INSTRUCTION, '') : source);
}

function decodeEntities(text: string): string {
  return text.includes('&') ? decodeHTMLStrict(text) : text;
}

/**
 * Where the bracket is that closes a tag whose attributes begin at `from`, or opens the next: quotes may hold either,
 * if they are closed.
 */
function endOfTag(xml: string, from: number): number {
  let at = from;
  while (true) {
    QUOTE_OR_END.lastIndex = at;
    const found = QUOTE_OR_END.exec(xml);
    if (!found) return -1;
    if (found[0] === '>' || found[0] === '<') return found.index;
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
