import type { Article } from '../article/article';
import { fold, wordsOf } from './words';

/**
 * The terms that an article is found by: each has its posting blocks. Words hold letters and digits only,
 * so they never meet the two named kinds.
 */

/** A key of DynamoDB's ends at 2 KB; what shares so long a beginning is told apart in the articles. */
const LONGEST_TERM = 64;

export const sourceTerm = (origin: string): string => `source:${origin}`;
export const categoryTerm = (category: string): string => `category:${cut(foldCategory(category))}`;
export const wordTerm = (word: string): string => cut(word);

/** Never through a letter: half a pair of surrogates is no text, and no key. */
const cut = (text: string): string => text.slice(0, LONGEST_TERM).replace(/[\uD800-\uDBFF]$/, '');

/** Categories are compared without accents, case and outer spaces. */
export const foldCategory = (category: string): string => fold(category).replace(/\s+/g, ' ').trim();

/** The texts of an article that are searched. */
const fields = (article: Pick<Article, 'title' | 'summary' | 'author'>): string[] =>
  article.author === null
    ? [article.title, article.summary]
    : [article.title, article.summary, article.author];

/** The words of each searched field, in order. */
export const fieldWords = (article: Pick<Article, 'title' | 'summary' | 'author'>): string[][] =>
  fields(article).map(wordsOf);

/** The word terms of an article, each once. */
export const wordTerms = (article: Pick<Article, 'title' | 'summary' | 'author'>): Set<string> =>
  new Set(fieldWords(article).flatMap((words) => words.map(wordTerm)));
