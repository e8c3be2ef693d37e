import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { openTable } from '../../functions/table/client';
import { startService } from '../service';
import { startFeeds } from './feeds';
import { printTable } from './report';

/** Calls of one operation, and the capacity units that they took. */
interface Usage {
  calls: number;
  units: number;
}

type UsageByOperation = Map<string, Usage>;

const NO_USAGE: Usage = { calls: 0, units: 0 };
const READS = new Set(['GetItem', 'BatchGetItem', 'Query']);

/**
 * Counts what cycles take of the table, with the handlers called in this process: a first one and one where
 * nothing changed.
 * @param size how many feeds
 */
export async function benchUnits(size: number): Promise<void> {
  const service = await startService();
  const feeds = await startFeeds(size);
  try {
    const ids = Array.from({ length: size }, (_, feed) => [`feed-${feed}`, feeds.url(feed)] as const);
    await service.addSources(Object.fromEntries(ids));
    const take = countUnits();
    const { newArticles } = await service.runCycle();
    const first = take();
    await service.runCycle();
    const second = take();
    const operations = [...new Set([...first.keys(), ...second.keys()])].sort();
    printTable(
      `Table: units of a first cycle (${newArticles} articles) and of one where nothing changed (${size} sources)`,
      [
        'operation',
        'kind',
        'first, calls',
        'units',
        'units/article',
        'unchanged, calls',
        'units',
        'units/source',
      ],
      operations.map((operation) => {
        const [cold = NO_USAGE, warm = NO_USAGE] = [first.get(operation), second.get(operation)];
        const kind = READS.has(operation) ? 'read' : 'write';
        const perArticle = cold.units / newArticles;
        return [
          operation,
          kind,
          cold.calls,
          cold.units,
          perArticle,
          warm.calls,
          warm.units,
          warm.units / size,
        ];
      }),
    );
  } finally {
    feeds.stop();
    await service.stop();
  }
}

/** Lets the functions' client ask what each call took. @returns what gives the sums since it was last called */
function countUnits(): () => UsageByOperation {
  let usages: UsageByOperation = new Map();
  openTable().client.middlewareStack.add(
    (next, context) => async (call) => {
      const result = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ConsumedCapacity: consumed } = result.output as {
        ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
      };
      const operation = (context.commandName ?? '').replace('Command', '');
      const { calls, units } = usages.get(operation) ?? NO_USAGE;
      const more = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      usages.set(operation, { calls: calls + 1, units: units + more });
      return result;
    },
    { step: 'initialize' },
  );
  return () => {
    const taken = usages;
    usages = new Map();
    return taken;
  };
}
