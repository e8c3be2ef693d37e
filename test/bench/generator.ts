/**
 * News that nobody wrote, the same in every run: made-up words as frequent as words are (Zipf), in feeds
 * as sites have them.
 */

export const ENTRIES_A_FEED = 40;

/** What the newest entries are a little older than: a fixed day, so that all runs have the same dates. */
export const PRESENT = Date.parse('2026-11-01T00:00:00Z');

const WORDS = 46_000;
const HOUR = 3_600_000;
const CATEGORIES = 40;

/** What one entry says. */
export interface Story {
  title: string;
  /** plain text */
  summary: string;
  /** about 2.6 KB */
  html: string;
  author: string | null;
  categories: string[];
}

export interface Entry extends Story {
  id: string;
  link: string;
  /** ms since 1970 */
  publishedAt: number;
}

/** A random number from 0 to 1, 1 excluded. */
export type Random = () => number;

/** @see https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
export function seeded(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const vocabulary = makeVocabulary();
const ranks = new Map(vocabulary.map((word, rank) => [word, rank]));

/** The one of a text's words that is rarest in the language. */
export function rarestWord(text: string): string {
  const words = text.toLowerCase().split(/[^\p{L}]+/u);
  const rankOf = (word: string) => ranks.get(word) ?? -1;
  return words.reduce((rarest, word) => (rankOf(word) > rankOf(rarest) ? word : rarest), '');
}

/** Some 30 different words in title and summary. */
export function makeStory(random: Random): Story {
  return {
    title: sentence(random, 5 + random() * 7),
    summary: `${sentence(random, 7 + random() * 15)}. ${sentence(random, 5 + random() * 12)}.`,
    html: makeHtml(random),
    author: random() < 0.7 ? `${capital(wordOf(random, 3_000))} ${capital(wordOf(random, 3_000))}` : null,
    categories: Array.from({ length: Math.floor(random() * 4) }, () => `Topic ${wordOf(random, CATEGORIES)}`),
  };
}

/** The entries of a feed, newest first, from the last 40 hours to the last 40 days. */
export function feedEntries(feed: number): Entry[] {
  const random = seeded(feed);
  const hoursBetween = 24 ** random();
  const sharesLinks = feed % 7 === 0;
  const hasShortIds = feed % 5 === 0;
  return Array.from({ length: ENTRIES_A_FEED }, (_, place) => {
    const isShared = sharesLinks && place % 3 === 0;
    const link = `https://${isShared ? 'wire' : `site-${feed}`}.example/2026/story-${place}`;
    return {
      ...makeStory(random),
      id: hasShortIds ? String(place + 1) : `tag:site-${feed}.example,2026:${place}`,
      link,
      publishedAt: Math.floor(PRESENT - (place + random()) * hoursBetween * HOUR),
    };
  });
}

/** A word, as often as it would come: about 1 / (rank × ln of how many there are). */
function wordOf(random: Random, among = WORDS): string {
  return vocabulary[Math.floor(among ** random()) - 1] ?? '';
}

function sentence(random: Random, length: number): string {
  const words = Array.from({ length: Math.floor(length) }, () => wordOf(random));
  return capital(words.join(' '));
}

function makeHtml(random: Random): string {
  const length = 1_200 + random() * 2_600;
  let html = `<p><img src="/images/${Math.floor(random() * 1e6)}.jpg" alt="${wordOf(random)}" width="800"></p>`;
  while (html.length < length) {
    const link = `<a href="https://elsewhere.example/${wordOf(random)}?utm_source=feed">${wordOf(random)}</a>`;
    html += `<p>${sentence(random, 12)} ${link} ${sentence(random, 9)}. <em>${sentence(random, 4)}</em>, ${sentence(random, 14)}.</p>\n`;
    if (random() < 0.2) html += `<ul><li>${sentence(random, 5)}</li><li>${sentence(random, 5)}</li></ul>\n`;
    if (random() < 0.1)
      html += `<blockquote class="quote" style="color:red">${sentence(random, 16)}</blockquote>\n`;
  }
  return html;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Frequent words are short; one syllable in 200 has an accent. */
function makeVocabulary(): string[] {
  const random = seeded(-2);
  const pick = (letters: string) => letters.charAt(Math.floor(random() * letters.length));
  const syllable = () =>
    pick('bcdfghjklmnprstvwz') + pick(random() < 0.005 ? 'éöü' : 'aeiou') + pick('nrst   ').trim();
  const words = new Set<string>();
  while (words.size < WORDS) {
    const syllables = words.size < 100 ? 1 : words.size < 3_000 ? 2 : 3 + Math.floor(random() * 2);
    words.add(Array.from({ length: syllables }, syllable).join(''));
  }
  return [...words];
}
