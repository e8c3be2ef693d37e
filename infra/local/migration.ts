import * as z from 'zod/mini';
import { StartError } from './data-folder';
import { messageOf } from './problem';
import type { Screen } from './progress';
import type { Stack } from './stack';

/** The function that changes the table's data, which here is done before anything is served. */
const ENTRY = 'functions/migrate/handler.ts';

const migrated = z.object({ version: z.number(), done: z.boolean() });

/**
 * Takes the data of an earlier version to that of the code, however long that takes.
 * @param invoke calls a function of the stack
 * @throws StartError where the data is of a later version, or a change fails
 */
export async function migrateData(
  stack: Stack,
  invoke: (functionId: string, event: unknown) => Promise<unknown>,
  screen: Screen,
): Promise<void> {
  const found = stack.functions.find(({ entry }) => entry === ENTRY);
  if (found === undefined) return;
  for (;;) {
    const { done } = await step(() => invoke(found.id, { id: 'start' }));
    if (done) return;
    screen.progress('The data of an earlier version is being changed to that of this one …');
  }
}

async function step(migrate: () => Promise<unknown>): Promise<z.infer<typeof migrated>> {
  try {
    return migrated.parse(await migrate());
  } catch (error) {
    if ((error as { name?: unknown }).name === 'NewerDataError')
      throw new StartError(
        'The data was changed by a newer Newsreel: update this one, or choose another --data.',
      );
    throw new StartError(`The data cannot be used: ${messageOf(error)}`);
  }
}
