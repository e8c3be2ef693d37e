import { AsyncLocalStorage } from 'node:async_hooks';

/** What is being worked on, by its ids: it stands in every line of the log. */
export interface Work {
  /** API Gateway's id of a request */
  requestId?: string;
  /** the route that it asks, such as `GET /articles/{id}`: never its path, which can hold a token */
  route?: string;
  /** SQS's id of a message */
  messageId?: string;
  /** EventBridge's id of an event, the clock's too */
  eventId?: string;
  cycle?: string;
}

const works = new AsyncLocalStorage<Work>();

/** Does a piece of work: whatever it logs, however deep inside and however late, names it. */
export const during = <Result>(work: Work, act: () => Result): Result =>
  works.run({ ...works.getStore(), ...work }, act);

/** Says more of the work at hand, once it is known. */
export function alsoNamed(work: Work): void {
  Object.assign(works.getStore() ?? {}, work);
}

/** The work at hand; nothing outside of any. */
export const currentWork = (): Readonly<Work> => works.getStore() ?? {};
