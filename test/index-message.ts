import type { Article } from '../functions/article/article';
import type { IndexMessage } from '../functions/queue/messages';
import { wordTerms } from '../functions/search/terms';

/** What asks `index` for the words of articles that stay for ever. @param part its name */
export const indexMessage = (articles: readonly Article[], part: string): IndexMessage => ({
  cycle: 'test',
  part,
  expiresAt: null,
  articles: articles.map((article) => ({
    id: article.id,
    source: article.source,
    categories: article.categories,
    words: [...wordTerms(article)].join(' '),
  })),
});
