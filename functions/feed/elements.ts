import type { Names } from './namespaces';
import { attributesOf, Scanner, type Tag, textIn } from './xml';

/** An element of a feed. */
export interface XmlElement {
  /** The source of its attributes */
  attributes: string;
  /** The source of what it holds */
  inner: string;
}

/** Elements by their names (in lower case, with the usual prefix of their namespace), those of one name in order. */
export type Elements = Map<string, XmlElement[]>;

const NONE: readonly XmlElement[] = [];

/** The texts that elements of some names hold, in the names' order, empty ones left out. */
export function textsOf(elements: Elements, ...names: string[]): string[] {
  const texts: string[] = [];
  for (const name of names) {
    for (const { inner } of elements.get(name) ?? NONE) {
      const text = textIn(inner);
      if (text !== '') texts.push(text);
    }
  }
  return texts;
}

/** The first text among those of elements of some names, in the names' order. */
export function firstText(elements: Elements, ...names: string[]): string | undefined {
  for (const name of names) {
    for (const { inner } of elements.get(name) ?? NONE) {
      const text = textIn(inner);
      if (text !== '') return text;
    }
  }
  return undefined;
}

/** All elements of some names, in the names' order. */
export function all(elements: Elements, ...names: string[]): readonly XmlElement[] {
  let found = NONE;
  for (const name of names) {
    const same = elements.get(name);
    if (same) found = found.length === 0 ? same : [...found, ...same];
  }
  return found;
}

/** The values of an attribute of some elements, empty ones left out. */
export function valuesOf(elements: readonly { attributes: string }[], attribute: string): string[] {
  return elements.flatMap((element) => attributesOf(element)[attribute] || []);
}

/** The elements that an element holds. */
export function childrenOf({ inner }: XmlElement, names: Names): Elements {
  const children: Elements = new Map();
  const scanner = new Scanner(inner, names);
  for (let tag = scanner.next(); tag; tag = scanner.next()) {
    if (tag.kind !== 'end') add(children, tag, scanner.content(tag));
  }
  return children;
}

/** What has more of one kind was made to have them. */
const MOST_OF_A_NAME = 500;

/** Puts an element to those of its name; one whose content is missing is left out. */
export function add(elements: Elements, { attributes, name }: Tag, inner: string | undefined): void {
  if (inner === undefined) return;
  const same = elements.get(name);
  if (same === undefined) elements.set(name, [{ attributes, inner }]);
  else if (same.length < MOST_OF_A_NAME) same.push({ attributes, inner });
}
