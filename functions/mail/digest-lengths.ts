/** How much a digest says of each article, in characters at most. What is longer is cut at a word. */
export interface Lengths {
  /** of the title of a source */
  source: number;
  title: number;
  author: number;
  /** 0 for none */
  summary: number;
  /** of a link as it is sent, in bytes; what is longer is left out, as a link that is cut is none */
  link: number;
}

/** What a digest has where there is room, and in this order what it has where there is less. */
export const LENGTHS: readonly Lengths[] = [
  { source: 100, title: 160, author: 60, summary: 200, link: 2000 },
  { source: 100, title: 160, author: 60, summary: 100, link: 2000 },
  { source: 60, title: 100, author: 40, summary: 0, link: 1000 },
];

/** This fits with fifty articles of fifty sources, whatever they are made of. */
export const SHORTEST: Lengths = { source: 30, title: 50, author: 15, summary: 0, link: 250 };
