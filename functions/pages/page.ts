import type { Html } from './html';
import type { ScriptName } from './script';

/** Where a page stands in the site's navigation. */
export type Place = 'news' | 'sources' | 'plans' | 'account' | 'admin';

/** A page. Unless it says otherwise it is for one person: nobody keeps it, and no search engine lists it. */
export interface Page {
  title: string;
  /** what comes below the title */
  content: Html;
  /** in place of the title at the head of the content */
  heading?: Html;
  place?: Place;
  /** 200 where it is left out */
  status?: number;
  /** further headers, or others in place of those that every page has */
  headers?: Record<string, string>;
  cookies?: string[];
  /** further elements of the document's head */
  head?: Html;
  /** what concerns the reader whatever they read, above the content */
  notices?: Html;
  /** the script that makes it handier; all of it works without */
  script?: ScriptName;
  /** whether it shows pictures, sound and films of the news' own servers */
  showsMedia?: boolean;
  /** lists and tables take more room than text does */
  isWide?: boolean;
  /** whether search engines may list it, and whoever likes may keep it and ask about it before each use */
  isPublic?: boolean;
  /** origins or schemes besides ours that a form leads to, by redirects as well, such as `https:` */
  formsLeadTo?: readonly string[];
}
