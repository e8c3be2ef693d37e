import { attributesOf, type Elements, textIn, type XmlElement } from './xml';

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
