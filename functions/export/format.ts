import type { Article } from '../article/article';

/** A format of export. A file is `head`, rows with `between` among them, `tail`; so it can be made as it comes. */
export interface Format {
  /** of the file's name, without a dot */
  extension: string;
  /** media type */
  type: string;
  head: string;
  between: string;
  tail: string;
  /** Rows of one or more articles as the API shows them, with `between` among them. */
  write(articles: Article[]): string;
}
