import type { SourceNames } from '../sources/names';
import type { Table } from '../table/client';
import type { KeptNews } from './kept-news';

/** What making digests needs of the world. */
export interface DigestParts {
  table: Table;
  /** origin of the service */
  url: string;
  /** waits until the next mail may go */
  turn: () => Promise<void>;
  names: SourceNames;
  news: KeptNews;
}
