import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Units that calls took of the table. */
export interface Usage {
  reads: number;
  writes: number;
}

const READS = new Set(['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand']);

/** Lets a client ask what each call took. @returns what gives the sums since it was last called */
export function countUsage(client: DynamoDBClient): () => Usage {
  let usage: Usage = { reads: 0, writes: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        const result = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { ConsumedCapacity: consumed } = result.output as {
          ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
        };
        for (const { CapacityUnits = 0 } of [consumed ?? []].flat())
          usage[READS.has(commandName) ? 'reads' : 'writes'] += CapacityUnits;
        return result;
      },
    { step: 'initialize' },
  );
  return () => {
    const taken = usage;
    usage = { reads: 0, writes: 0 };
    return taken;
  };
}
