/** What digest somebody wants, and when. */
export interface DigestSettings {
  /** `never`: none any more, until they ask for one again */
  every: 'day' | 'week' | 'never';
  /** of the day, or of Monday: 0 to 23, in `timeZone` */
  hour: number;
  /** an IANA time zone, as `Intl` spells it */
  timeZone: string;
  /** as `search` of a list; null for whatever there is */
  search: string | null;
  /** ids, any of them; empty for all */
  sources: string[];
  /** any of them; empty for all */
  categories: string[];
}

/** When a digest comes where nobody says. */
export const USUAL_HOUR = 8;
export const USUAL_TIME_ZONE = 'UTC';
