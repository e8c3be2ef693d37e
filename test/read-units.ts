import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Lets a client ask what each call took. @returns what gives the units since it was last called */
export function countUnits(client: DynamoDBClient): () => number {
  let units = 0;
  client.middlewareStack.add(
    (next) => async (call) => {
      const result = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ConsumedCapacity: consumed } = result.output as {
        ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
      };
      for (const { CapacityUnits = 0 } of [consumed ?? []].flat()) units += CapacityUnits;
      return result;
    },
    { step: 'initialize' },
  );
  return () => {
    const taken = units;
    units = 0;
    return taken;
  };
}
