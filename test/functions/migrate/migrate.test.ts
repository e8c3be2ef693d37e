import { PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { handler } from '../../../functions/migrate/handler';
import { type Migration, migrate, NewerDataError } from '../../../functions/migrate/migrate';
import { MIGRATIONS } from '../../../functions/migrate/migrations';
import { text } from '../../../functions/table/attributes';
import { writeItems } from '../../../functions/table/batch';
import { createClient, type Table } from '../../../functions/table/client';
import { dataVersionKey } from '../../../functions/table/keys';
import { Fuse } from '../../fuse';
import { startTable, type TestTable } from '../../table';

const PEOPLE = 5;

const never = () => false;

let table: TestTable;

beforeAll(async () => {
  table = await startTable();
});

afterAll(() => table.stop());

beforeEach(async () => {
  await writeItems(table, [], [dataVersionKey()]);
  for (let at = 0; at < PEOPLE; at++) {
    const item = { PK: { S: 'PEOPLE' }, SK: { S: String(at) }, first: { S: 'Ada' }, last: { S: `L${at}` } };
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: item }));
  }
});

/** Two names become one, two people a piece: what was done is not to be done again, as the names are gone then. */
const JOIN_NAMES: Migration = {
  what: 'first and last become name',
  step: async ({ client, name: TableName }, from) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'PK = :people AND SK > :from',
        ExpressionAttributeValues: { ':people': { S: 'PEOPLE' }, ':from': { S: from ?? '-' } },
        Limit: 2,
      }),
    );
    for (const item of Items) {
      if (item['first'] === undefined) continue;
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: { PK: { S: 'PEOPLE' }, SK: { S: text(item, 'SK') } },
          UpdateExpression: 'SET #name = :name REMOVE #first, #last',
          ExpressionAttributeNames: { '#name': 'name', '#first': 'first', '#last': 'last' },
          ExpressionAttributeValues: { ':name': { S: `${text(item, 'first')} ${text(item, 'last')}` } },
        }),
      );
    }
    return LastEvaluatedKey === undefined ? null : text(LastEvaluatedKey, 'SK');
  },
};

/** Builds on the one before. */
const SHOUT: Migration = {
  what: 'names in capitals',
  step: async ({ client, name: TableName }, from) => {
    const at = Number(from ?? '0');
    const [item] = (await table.items('PEOPLE')).filter(({ SK }) => SK?.S === String(at));
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: { PK: { S: 'PEOPLE' }, SK: { S: String(at) } },
        UpdateExpression: 'SET #name = :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': { S: text(item ?? {}, 'name').toUpperCase() } },
      }),
    );
    return at + 1 === PEOPLE ? null : String(at + 1);
  },
};

const BOTH = [JOIN_NAMES, SHOUT];
const SHOUTED = Array.from({ length: PEOPLE }, (_, at) => `ADA L${at}`);

const names = async () => (await table.items('PEOPLE')).map((item) => item['name']?.S);

async function kept() {
  const [item] = await table.items('SETTINGS');
  return item;
}

it('takes the data through every migration, in order, and writes down its version', async () => {
  expect(await migrate(table, BOTH, never)).toEqual({ version: 2, done: true });
  expect(await names()).toEqual(SHOUTED);
  expect(await kept()).toEqual({ ...dataVersionKey(), version: { N: '2' } });
});

it('begins with what the data has not been through yet', async () => {
  await migrate(table, [JOIN_NAMES], never);
  expect(await names()).toEqual(Array.from({ length: PEOPLE }, (_, at) => `Ada L${at}`));
  expect(await migrate(table, BOTH, never)).toEqual({ version: 2, done: true });
  expect(await names()).toEqual(SHOUTED);
});

it('goes on where it was when its time was up', async () => {
  let pieces = 0;
  const afterTwo = () => pieces++ >= 2;
  expect(await migrate(table, BOTH, afterTwo)).toEqual({ version: 0, done: false });
  expect(await kept()).toMatchObject({ from: { S: '3' } });
  expect(await migrate(table, BOTH, never)).toEqual({ version: 2, done: true });
  expect(await names()).toEqual(SHOUTED);
});

it('is done right wherever it was cut off before', async () => {
  const fuse = new Fuse();
  const endpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = await fuse.guard(endpoint);
  const guarded: Table = { client: createClient(), name: table.name };
  let cuts = 0;
  for (let done = false; !done; cuts++) {
    // Seven calls hold a piece with all around it: with fewer it would never come on.
    fuse.set(cuts % 8);
    done = await migrate(guarded, BOTH, never).then(
      (migrated) => migrated.done,
      () => false,
    );
  }
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint;
  guarded.client.destroy();
  fuse.stop();
  expect(cuts).toBeGreaterThan(5);
  expect(await names()).toEqual(SHOUTED);
});

it('two at once come to the same', async () => {
  const both = await Promise.all([migrate(table, BOTH, never), migrate(table, BOTH, never)]);
  expect(both).toEqual([
    { version: 2, done: true },
    { version: 2, done: true },
  ]);
  expect(await names()).toEqual(SHOUTED);
});

it('leaves data of a later version alone and says what to do', async () => {
  await migrate(table, BOTH, never);
  const error = await migrate(table, [JOIN_NAMES], never).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NewerDataError);
  expect(error).toHaveProperty(
    'message',
    "The table's data is of version 2, this code knows it up to 1: deploy the later version again.",
  );
  expect(await names()).toEqual(SHOUTED);
});

it('by its handler the data is of the version of the code, which is written down', async () => {
  const migrated = await handler({}, { getRemainingTimeInMillis: () => 900_000 });
  expect(migrated).toEqual({ version: MIGRATIONS.length, done: true });
  expect(await kept()).toEqual({ ...dataVersionKey(), version: { N: String(MIGRATIONS.length) } });
});

it('an old function fails on data that a later version has changed', async () => {
  const ahead = { ...dataVersionKey(), version: { N: String(MIGRATIONS.length + 1) } };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: ahead }));
  await expect(handler({}, { getRemainingTimeInMillis: () => 900_000 })).rejects.toThrow(
    'deploy the later version again',
  );
});
