import { Failure, RequestFailure } from '../errors';

/** What the parts so far came to. */
export interface Joined {
  articles: number;
  /** of a format that has one: the header that is in the file; null before the first part */
  header: Buffer | null;
}

/** One part on its way into the file. */
export interface PartJoin {
  /**
   * @param bytes the next of the part, cut anywhere
   * @returns the next of the file; valid until the next call
   * @throws Failure where it is not of the format
   */
  take(bytes: Uint8Array): Uint8Array;
  /** The part is over. @throws RequestFailure where it is not whole */
  end(): Joined;
  /** so far, with those of the parts before */
  readonly articles: number;
}

/**
 * Makes one file of parts which are whole files of the same format each. Parts may be empty; they are read as
 * they come, and never kept.
 */
export interface Join {
  begin(joined: Joined): PartJoin;
  /** what ends the file */
  tail(joined: Joined): Uint8Array;
}

/** Before the first part. */
export const NOTHING: Joined = { articles: 0, header: null };

/** A part has no end: another try may bring it whole. */
export const cutOff = (): RequestFailure =>
  new RequestFailure('A part of the export is cut off. Try again later.', true);

export const wrongFormat = (format: string): Failure =>
  new Failure(`A part of the export is not ${format}: is the URL that of a Newsreel?`);
