import type { Article } from '../article/article';
import { firstIdAt, LATEST_TIME } from '../article/id';
import { categoryTerm, fieldWords, foldCategory, sourceTerm, wordTerm } from './terms';
import { wordsOf } from './words';

/** What articles somebody asks for; everything given must hold. */
export interface ArticleQuery {
  /** any of these origins; empty for all */
  sources: string[];
  /** none of these origins, which are being removed */
  removed: ReadonlySet<string>;
  /** any of these; empty for all */
  categories: string[];
  /** all of these */
  words: string[];
  /** words that stand together, in this order and in one field */
  phrases: string[][];
  /** published then or later, ms since 1970 */
  since: number | null;
  /** published before, ms since 1970 */
  until: number | null;
}

/** A word that no article has: words are letters and digits. */
const NO_ARTICLES_WORD = '!';

/** Each is a list to read. */
const MOST_WORDS_LOOKED_UP = 8;

/**
 * The words and the quoted phrases of what somebody typed. A quote that is never closed ends with the text.
 * Nothing but spaces asks for nothing. What holds no word though something was typed (`!!!`, an emoji) stands
 * in no article: who searches for it does not want all of them.
 */
export function parseSearch(search: string): Pick<ArticleQuery, 'words' | 'phrases'> {
  const parts = search.split(/["“”„]/);
  const words = [...new Set(parts.flatMap(wordsOf))];
  if (words.length === 0 && search.trim() !== '') return { words: [NO_ARTICLES_WORD], phrases: [] };
  const phrases = parts.filter((_, index) => index % 2 === 1).map(wordsOf);
  return { words, phrases: phrases.filter((phrase) => phrase.length > 1) };
}

/**
 * The terms to look up: one of each group must lead to an article. No group: all articles. Of many words these
 * are the longest, which are the rarest as a rule; the articles that they lead to are asked for the others.
 */
export function termGroups(query: ArticleQuery): string[][] {
  const groups: string[][] = [];
  if (query.sources.length > 0) groups.push([...new Set(query.sources.map(sourceTerm))]);
  if (query.categories.length > 0) groups.push([...new Set(query.categories.map(categoryTerm))]);
  const words = [...new Set(query.words.map(wordTerm))].sort((one, other) => other.length - one.length);
  for (const term of words.slice(0, MOST_WORDS_LOOKED_UP)) groups.push([term]);
  return groups;
}

/** The ids that a query's dates allow: from `least`, before `below`. */
export function idBounds(query: ArticleQuery): { least: string; below: string | null } {
  return {
    least: firstIdAt(clamp(query.since ?? 0)),
    below: query.until === null ? null : firstIdAt(clamp(query.until)),
  };
}

const clamp = (time: number): number => Math.min(Math.max(time, 0), LATEST_TIME);

/** Whether an article is what the query asks for: the posting blocks may say more than is so. */
export function matches(article: Article, query: ArticleQuery): boolean {
  const publishedAt = Date.parse(article.publishedAt);
  if (query.since !== null && publishedAt < query.since) return false;
  if (query.until !== null && publishedAt >= query.until) return false;
  if (query.removed.has(article.source)) return false;
  if (query.sources.length > 0 && !query.sources.includes(article.source)) return false;
  if (query.categories.length > 0) {
    const wanted = new Set(query.categories.map(foldCategory));
    if (!article.categories.some((category) => wanted.has(foldCategory(category)))) return false;
  }
  if (query.words.length === 0) return true;
  const fields = fieldWords(article);
  const there = new Set(fields.flat());
  return (
    query.words.every((word) => there.has(word)) &&
    query.phrases.every((phrase) => fields.some((words) => holdsTogether(words, phrase)))
  );
}

function holdsTogether(words: string[], phrase: string[]): boolean {
  return words.some((_, start) => phrase.every((word, offset) => words[start + offset] === word));
}
