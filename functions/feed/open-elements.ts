import { INLINE } from './html-elements';

/** Deeper nesting means nothing to a reader and can be too much for what shows it. */
const DEEPEST = 100;

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const PARAGRAPH = set('p');
const HEADING = set('h1 h2 h3 h4 h5 h6 p');
const CELL = set('p td th');
const TERM = set('dd dt p');

/** Which elements end where one begins, as their end tags may be left out. */
export const ENDED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map<string, ReadonlySet<string>>([
  ['a', set('a')],
  ...'address article aside blockquote details div dl figcaption figure footer header hr main nav ol p pre section table ul'
    .split(' ')
    .map((name) => [name, PARAGRAPH] as const),
  ...'h1 h2 h3 h4 h5 h6'.split(' ').map((name) => [name, HEADING] as const),
  ['li', set('li p')],
  ['dd', TERM],
  ['dt', TERM],
  ['rp', set('rp rt')],
  ['rt', set('rp rt')],
  ['td', CELL],
  ['th', CELL],
  ['tr', set('p td th tr')],
  ...'tbody tfoot thead'.split(' ').map((name) => [name, set('p tbody td tfoot th thead tr')] as const),
]);

/**
 * The elements that are open at a place of some HTML: gives the end tags that make it balanced, where a browser would
 * end them (html.spec.whatwg.org/#optional-tags).
 */
export class OpenElements {
  private readonly names: string[] = [];

  /** Whether one more may be opened. */
  get hasRoom(): boolean {
    return this.names.length < DEEPEST;
  }

  push(name: string): void {
    this.names.push(name);
  }

  /** The end tags of those elements that end where an element begins. @param ended see ENDED_BY */
  endBefore(ended: ReadonlySet<string>): string {
    return this.endTo(this.outermost(ended));
  }

  /** The end tags up to that of the innermost element of this name; none where none is open. */
  end(name: string): string {
    if (this.names.at(-1) === name) {
      this.names.pop();
      return `</${name}>`;
    }
    const index = this.names.lastIndexOf(name);
    return index === -1 ? '' : this.endTo(index);
  }

  endAll(): string {
    return this.endTo(0);
  }

  /** The outermost of some elements that has but such and inline ones inside. */
  private outermost(wanted: ReadonlySet<string>): number {
    let outermost = this.names.length;
    for (let i = outermost - 1; i >= 0; i--) {
      const name = this.names[i] ?? '';
      if (wanted.has(name)) outermost = i;
      else if (!INLINE.has(name)) break;
    }
    return outermost;
  }

  private endTo(index: number): string {
    let tags = '';
    while (this.names.length > index) tags += `</${this.names.pop()}>`;
    return tags;
  }
}
