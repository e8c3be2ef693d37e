import { childrenOf, firstText, type XmlElement } from './elements';
import type { Names } from './namespaces';
import { textIn } from './xml';

const ADDRESS = /^(?:mailto:)?[^\s@()<>[\]]+@[^\s@()<>[\]]+$/i;
/** jane@a.example (Jane Doe) */
const ADDRESS_FIRST = /^(?:mailto:)?[^\s@()<>[\]]+@[^\s@()<>[\]]+\s+(\S.*)$/i;
/** Jane Doe <jane@a.example>, also in other brackets */
const NAME_FIRST = /^([^<>()[\]@]*[^\s<>()[\]@])\s*[<([]\s*(?:mailto:)?[^\s@]+@[^\s@]+\s*[>)\]]$/i;
const BRACKETS = /^\((.*)\)$|^\[(.*)\]$|^<(.*)>$/;

/** Longer ones are no names, and no expression here has to bear them. */
const LONGEST = 1_000;

/** The names of some people: of Atom's elements, or of texts that hold name and address. Without one, the address. */
export function namesOf(people: readonly XmlElement[], names: Names): string[] {
  return people.flatMap((person) => nameOf(person, names) || []);
}

function nameOf(person: XmlElement, names: Names): string | undefined {
  if (person.inner.includes('<')) {
    const parts = childrenOf(person, names);
    const name = firstText(parts, 'name', 'atom:name') ?? firstText(parts, 'email', 'atom:email');
    if (name) return name;
  }
  return withoutAddress(textIn(person.inner).slice(0, LONGEST));
}

function withoutAddress(text: string): string {
  const name = ADDRESS_FIRST.exec(text)?.[1] ?? NAME_FIRST.exec(text)?.[1];
  if (name) {
    const [, ...bracketed] = BRACKETS.exec(name) ?? [];
    return (bracketed.find((part) => part !== undefined) ?? name).trim();
  }
  return ADDRESS.test(text) ? text.replace(/^mailto:/i, '') : text;
}
