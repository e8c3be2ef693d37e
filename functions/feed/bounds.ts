/** Four times what is kept of an article: markup weighs. */
const MOST_CHARACTERS = 800_000;

/** An HTML parser's work grows with the square of how many elements are open. */
const MOST_TAGS = 10_000;

/** As much of some markup as an HTML parser can take from a stranger, cut where it is too much. */
export function bounded(html: string): string {
  let at = -1;
  for (let tags = 0; tags <= MOST_TAGS; tags++) {
    at = html.indexOf('<', at + 1);
    if (at === -1 || at > MOST_CHARACTERS) return html.slice(0, MOST_CHARACTERS);
  }
  return html.slice(0, at);
}
