import { parseDocument } from 'htmlparser2';

type Node = ReturnType<typeof parseDocument>['children'][number];

export interface Element {
  name: string;
  attributes: Record<string, string>;
}

/** A text, and what direction the nearest element around it says that it has. */
export interface Run {
  text: string;
  dir: string | undefined;
}

export interface Read {
  elements: Element[];
  runs: Run[];
  /** what a person sees */
  text: string;
}

/** What a program for mail makes of HTML. */
export function readHtml(html: string): Read {
  const read: Read = { elements: [], runs: [], text: '' };
  const visit = (node: Node, dir: string | undefined): void => {
    if (node.type === 'text') {
      read.text += node.data;
      read.runs.push({ text: node.data, dir });
    }
    if (!('children' in node)) return;
    const attributes = 'attribs' in node ? node.attribs : {};
    if ('attribs' in node) read.elements.push({ name: node.name, attributes });
    if (node.type === 'style' || ('attribs' in node && node.name === 'title')) return;
    for (const child of node.children) visit(child as Node, attributes['dir'] ?? dir);
  };
  for (const node of parseDocument(html).children) visit(node, undefined);
  return read;
}

export const linksOf = ({ elements }: Read): (string | undefined)[] =>
  elements.filter(({ name }) => name === 'a').map(({ attributes }) => attributes['href']);

/** The elements with the names of their attributes: what no text may change. */
export const structureOf = ({ elements }: Read): string[] =>
  elements.map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));
