import type { Article } from '../article/article';
import type { ListedSource } from '../sources/source';
import type { KnownSources } from './known-sources';
import type { Here } from './links';
import type { Viewer } from './viewer';

/** A page of articles, with all that it is made of. */
export interface List {
  here: Here;
  /** whose page it is; null where it is of all sources */
  source: ListedSource | null;
  articles: readonly Article[];
  /** where the next page begins, null where there is none */
  next: string | null;
  sources: KnownSources;
  viewer: Viewer;
  /** of the service */
  origin: string;
}
