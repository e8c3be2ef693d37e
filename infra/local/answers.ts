import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Published by undici, which the sources are asked with, when a server's answer begins. */
const ANSWER = 'undici:request:headers';

/** Whether anybody out there answers. */
export interface Answers {
  readonly any: boolean;
  stop(): void;
}

/**
 * Listens for the answers of servers to this process, with whatever status.
 * @param own origin of a server that does not count: our own
 */
export function listenForAnswers(own: string): Answers {
  let any = false;
  const onAnswer = (message: unknown) => {
    const { origin } = (message as { request: { origin: string | URL } }).request;
    if (new URL(origin).origin !== own) any = true;
  };
  subscribe(ANSWER, onAnswer);
  return {
    get any() {
      return any;
    },
    stop: () => unsubscribe(ANSWER, onAnswer),
  };
}
