import type { ScheduledEvent } from 'aws-lambda';
import { planDigests } from '../digests/plan';
import { onEvent } from '../log/on-event';
import { isMailSetUp } from '../mail/send';
import { openQueue } from '../queue/send';
import { openTable } from '../table/client';

/** What the rule calls every quarter of an hour, as some time zones are off by quarters: sends for digests that are due. */
export const handler = onEvent(
  async ({ time }: Pick<ScheduledEvent, 'time'>): Promise<{ digests: number }> => {
    if (!isMailSetUp()) return { digests: 0 };
    const at = new Date(time).toISOString();
    return { digests: await planDigests(openTable(), openQueue('DIGEST_QUEUE_URL'), 'hour', at) };
  },
);
