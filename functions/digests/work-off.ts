import { log } from '../log/log';
import { makeDigest } from './make';
import type { DigestMessage } from './message';
import type { DigestParts } from './parts';

/** What is older has been made good by the clock since, or is no news. */
const OLDEST_MS = 24 * 3_600_000;

/** Each waits for the table and for SES most of its time. */
const AT_ONCE = 3;

/**
 * Makes the digests of a message, some at a time. One that fails stops no other; all that were done are found so when
 * the message comes again.
 * @throws AggregateError of those that failed
 */
export async function workOff(parts: DigestParts, { at, occasion, readers }: DigestMessage): Promise<void> {
  const beganAt = Date.now();
  if (beganAt - Date.parse(at) > OLDEST_MS) return;
  const failures: unknown[] = [];
  const turns = readers.values();
  const work = async () => {
    for (const reader of turns) {
      await makeDigest(parts, { reader, occasion, at }).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const ms = Date.now() - beganAt;
  log.info('Digests were made', { readers: readers.length, failed: failures.length, ms });
  if (failures.length > 0) throw new AggregateError(failures, messageOf(failures));
}

function messageOf(failures: unknown[]): string {
  const [first] = failures;
  const reason = first instanceof Error ? `${first.name}: ${first.message}` : String(first);
  return `${failures.length} digests failed, the first by ${reason}`;
}
