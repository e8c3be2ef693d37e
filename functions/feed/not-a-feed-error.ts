/** What was read is not a feed, or one too broken to read; the message says which, for a person. */
export class NotAFeedError extends Error {
  override readonly name = 'NotAFeedError';
}
