import type { Context } from 'aws-lambda';
import { log } from '../log/log';
import { onEvent } from '../log/on-event';
import { openTable } from '../table/client';
import { migrate } from './migrate';
import { MIGRATIONS } from './migrations';

/** What the last piece may take once no other is begun. */
const TO_FINISH_MS = 60_000;

/** What the rule calls every quarter of an hour: takes the table's data to the version of the code. */
export const handler = onEvent(
  async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) => {
    const until = Date.now() + context.getRemainingTimeInMillis() - TO_FINISH_MS;
    const migrated = await migrate(openTable(), MIGRATIONS, () => Date.now() > until);
    if (!migrated.done) log.info('The data is on its way to the version of the code', migrated);
    return migrated;
  },
);
