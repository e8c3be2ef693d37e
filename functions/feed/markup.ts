import { decodeValue } from './entities';

export type Attributes = Record<string, string | undefined>;

/** As much as is read of some markup, in characters: four times what is kept of an article, as markup weighs. */
export const MOST_CHARACTERS = 800_000;

const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const BANG = 0x21;
const QUESTION_MARK = 0x3f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

/** Elements whose content is no markup: where it ends. */
const RAW_END: ReadonlyMap<string, RegExp> = new Map(
  ['iframe', 'noembed', 'noframes', 'noscript', 'script', 'style', 'textarea', 'title', 'xmp'].map((name) => [
    name,
    new RegExp(`</${name}(?=[\\s/>])`, 'gi'),
  ]),
);

/** Code is not shown even where its end is missing. */
const CODE = new Set(['script', 'style']);

/**
 * Reads HTML as a browser cuts it into texts and tags (html.spec.whatwg.org/#tokenization), in linear time: comments,
 * instructions and the content of scripts and the like are left out; `<x/>` has no content, as in XHTML.
 *
 * It finds tags and judges none. What is made of them must be harmless whatever a browser would have seen here.
 */
export class Markup {
  /** What was read last */
  token: 'text' | 'start' | 'end' = 'text';
  /** Of a tag, in lower case */
  name = '';
  isSelfClosing = false;

  private readonly source: string;
  private at = 0;
  private textStart = 0;
  private textEnd = 0;
  /** Where names and values begin and end, four numbers for each attribute */
  private readonly spans: number[] = [];
  private readonly endless = new Set<string>();

  constructor(html: string) {
    this.source = unwrapped(html.length > MOST_CHARACTERS ? html.slice(0, MOST_CHARACTERS) : html);
  }

  /** Reads on; false at the end. */
  next(): boolean {
    const { source } = this;
    while (this.at < source.length) {
      if (source.charCodeAt(this.at) !== LESS_THAN) return this.readText(this.at);
      const mark = source.charCodeAt(this.at + 1);
      if (isLetter(mark)) {
        if (this.readStartTag()) return true;
      } else if (mark === SLASH) {
        if (this.readEndTag()) return true;
      } else if (mark === BANG || mark === QUESTION_MARK) {
        this.skipComment();
      } else {
        return this.readText(this.at + 1);
      }
    }
    return false;
  }

  /** The text that was read, with its character references. */
  get text(): string {
    return this.source.slice(this.textStart, this.textEnd);
  }

  get hasAttributes(): boolean {
    return this.spans.length > 0;
  }

  /** Those of the tag's attributes that are asked for, decoded; of two with one name the first. */
  attributes(wanted: ReadonlySet<string>): Attributes {
    const { source, spans } = this;
    const attributes: Attributes = {};
    for (let i = 0; i < spans.length; i += 4) {
      const name = source.slice(spans[i], spans[i + 1]).toLowerCase();
      if (wanted.has(name) && attributes[name] === undefined)
        attributes[name] = decodeValue(source.slice(spans[i + 2], spans[i + 3]));
    }
    return attributes;
  }

  /** Reads on behind the element whose start tag was read. */
  skipElement(): void {
    const { name } = this;
    for (let depth = this.isSelfClosing ? 0 : 1; depth > 0 && this.next(); ) {
      if (this.token === 'text' || this.name !== name) continue;
      if (this.token === 'end') depth--;
      else if (!this.isSelfClosing) depth++;
    }
  }

  private readText(from: number): true {
    const end = this.source.indexOf('<', from);
    this.token = 'text';
    this.textStart = this.at;
    this.textEnd = end === -1 ? this.source.length : end;
    this.at = this.textEnd;
    return true;
  }

  private readStartTag(): boolean {
    if (!this.readTag(this.at + 1)) return false;
    this.token = 'start';
    const rawEnd = RAW_END.get(this.name);
    if (rawEnd && !this.isSelfClosing) this.skipRaw(rawEnd);
    return true;
  }

  private readEndTag(): boolean {
    if (isLetter(this.source.charCodeAt(this.at + 2))) {
      this.token = 'end';
      return this.readTag(this.at + 2);
    }
    this.at = this.after('>', this.at + 2);
    return false;
  }

  /** Name and attributes up to ">"; false where there is none, so that the rest of the source is none. */
  private readTag(from: number): boolean {
    const { source, spans } = this;
    let at = endOfName(source, from);
    this.name = source.slice(from, at).toLowerCase();
    this.isSelfClosing = false;
    if (spans.length > 0) spans.length = 0;
    while (at < source.length) {
      const code = source.charCodeAt(at);
      if (code === GREATER_THAN) {
        this.at = at + 1;
        return true;
      }
      this.isSelfClosing = code === SLASH;
      at = isSpace(code) || code === SLASH ? at + 1 : this.readAttribute(at);
    }
    this.at = source.length;
    return false;
  }

  /** @returns where the attribute that begins at `from` has ended */
  private readAttribute(from: number): number {
    const { source, spans } = this;
    const nameEnd = endOfAttributeName(source, from);
    let at = afterSpace(source, nameEnd);
    if (source.charCodeAt(at) !== EQUALS) {
      spans.push(from, nameEnd, nameEnd, nameEnd);
      return nameEnd;
    }
    at = afterSpace(source, at + 1);
    const mark = source.charCodeAt(at);
    if (mark === QUOTE || mark === APOSTROPHE) {
      const end = source.indexOf(mark === QUOTE ? '"' : "'", at + 1);
      if (end === -1) return source.length;
      spans.push(from, nameEnd, at + 1, end);
      return end + 1;
    }
    const end = endOfBareValue(source, at);
    spans.push(from, nameEnd, at, end);
    return end;
  }

  /** Where the end is missing, code goes on to the end of all; other elements are taken for empty. */
  private skipRaw(rawEnd: RegExp): void {
    if (this.endless.has(this.name)) return;
    rawEnd.lastIndex = this.at;
    const end = rawEnd.exec(this.source);
    if (end) this.at = end.index;
    else if (CODE.has(this.name)) this.at = this.source.length;
    else this.endless.add(this.name);
  }

  private skipComment(): void {
    const { source, at } = this;
    if (!source.startsWith('<!--', at)) this.at = this.after('>', at + 2);
    else if (source.startsWith('>', at + 4)) this.at = at + 5;
    else if (source.startsWith('->', at + 4)) this.at = at + 6;
    else this.at = this.after('-->', at + 4);
  }

  /** Where `search` has ended; the end of the source where it does not occur. */
  private after(search: string, from: number): number {
    const index = this.source.indexOf(search, from);
    return index === -1 ? this.source.length : index + search.length;
  }
}

/** A text without the CDATA marks that are left over where it was wrapped twice. */
export function unwrapped(text: string): string {
  return text.includes('<![CDATA[') ? text.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : text;
}

function isLetter(code: number): boolean {
  const lowerCase = code | 0x20;
  return lowerCase >= 0x61 && lowerCase <= 0x7a;
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function endOfName(source: string, from: number): number {
  let at = from;
  for (; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === GREATER_THAN || code === SLASH || isSpace(code)) break;
  }
  return at;
}

function endOfAttributeName(source: string, from: number): number {
  let at = from + 1;
  for (; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === EQUALS || code === GREATER_THAN || code === SLASH || isSpace(code)) break;
  }
  return at;
}

function endOfBareValue(source: string, from: number): number {
  let at = from;
  for (; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === GREATER_THAN || isSpace(code)) break;
  }
  return at;
}

function afterSpace(source: string, from: number): number {
  let at = from;
  while (isSpace(source.charCodeAt(at))) at++;
  return at;
}
