import { handled } from './handled';
import type { Work } from './work';

/** A handler that EventBridge calls, by the clock or with what happened elsewhere. */
export const onEvent =
  <Event, Rest extends unknown[], Result>(handle: (event: Event, ...rest: Rest) => Promise<Result>) =>
  (event: Event, ...rest: Rest): Promise<Result> =>
    handled(workOf(event), () => handle(event, ...rest));

function workOf(event: unknown): Work {
  const id = (event as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? { eventId: id } : {};
}
