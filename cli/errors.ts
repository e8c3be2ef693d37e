/** The command could not do what it was asked for. The message is one line: what happened, and what to do. */
export class Failure extends Error {
  override name = 'Failure';
}

/** The command was not understood. The message is one line for a person. */
export class UsageError extends Error {
  override name = 'UsageError';

  /** @param command what to ask for help, such as `news list`; null where the message says it all */
  constructor(
    message: string,
    readonly command: string | null = null,
  ) {
    super(message);
  }
}

/** A request failed. */
export class RequestFailure extends Failure {
  override name = 'RequestFailure';

  /**
   * @param mayPass whether the same request may succeed in a moment
   * @param retryAfterMs how long the server asks to wait; null where it says nothing
   * @param status of the answer that refused it; null where there was none, or of no Newsreel
   */
  constructor(
    message: string,
    readonly mayPass: boolean,
    readonly retryAfterMs: number | null = null,
    readonly status: number | null = null,
  ) {
    super(message);
  }
}
