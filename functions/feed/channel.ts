import type { Pace } from './pace';

/** A text as its feed has it: literal, markup, or (in RSS) either of the two. */
export interface Text {
  value: string;
  type: 'text' | 'html' | 'either';
}

/** What a feed of any format tells, chosen but not cleaned: links as written, texts as they came. */
export interface Channel {
  title: Text | undefined;
  homepage: string | undefined;
  /** xml:base of the whole feed */
  base: string | undefined;
  pace?: Pace;
  entries: RawEntry[];
}

export interface RawEntry {
  id: string | undefined;
  /** What could be its address, best first */
  links: string[];
  title: Text | undefined;
  summary: Text | undefined;
  content: Text | undefined;
  /** What could be its date, best first */
  dates: string[];
  authors: string[];
  categories: string[];
  /** What could be its picture, best first */
  images: string[];
  /** xml:base of the entry and, below it, of its content */
  base: string | undefined;
  contentBase: string | undefined;
}

/** A text of the given type; undefined where there is none. */
export function textOf(value: string | undefined, type: Text['type']): Text | undefined {
  return value === undefined ? undefined : { value, type };
}

/** The values that are there, in order. */
export function present<T>(...values: (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
