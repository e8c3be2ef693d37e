import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ApiHandler } from '../../functions/http/api';
import { readItems } from '../../functions/table/batch';
import { request } from '../request';
import { startTable, type TestTable } from '../table';
import type { Call } from './call';

let folder: string;
let table: TestTable;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'newsreel-calls-'));
  process.env['NEWSREEL_CALLS'] = folder;
  table = await startTable();
});
afterAll(async () => {
  await table.stop();
  rmSync(folder, { recursive: true });
});

async function call(name: string, route: string): Promise<number | undefined> {
  const { handler } = (await import(`../../functions/${name}/handler`)) as { handler: ApiHandler };
  return (await handler(request(route))).statusCode;
}

const calls = (): Call[] =>
  readdirSync(folder).flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): Call => JSON.parse(line)),
  );

const actionsOf = (name: string): string[] =>
  calls()
    .filter((one) => one.function === name)
    .map(({ action }) => action)
    .sort();

test('what a handler calls is written down once, as its own, with the test', async () => {
  expect([await call('sources', 'GET /sources'), await call('sources', 'GET /sources')]).toEqual([200, 200]);
  expect(actionsOf('sources')).toEqual(['dynamodb:GetItem', 'dynamodb:Query']);
  const [first] = calls();
  expect(first).toEqual({
    function: 'sources',
    action: expect.any(String),
    things: [{ kind: 'table', named: table.name, variables: expect.arrayContaining(['TABLE_NAME']) }],
    test: 'test/privileges/record.test.ts what a handler calls is written down once, as its own, with the test',
  });
});

test('two functions at once are told apart, and the modules of one loaded anew are still its own', async () => {
  jest.resetModules();
  await Promise.all([call('list', 'GET /articles'), call('opml-export', 'GET /sources.opml')]);
  jest.resetModules();
  await call('list', 'GET /articles?source=a');
  expect(actionsOf('opml-export')).toEqual(['dynamodb:GetItem', 'dynamodb:Query']);
  expect(actionsOf('list')).toEqual(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query']);
});

test('what a test itself calls is nobody’s', async () => {
  const before = calls();
  await readItems(table, [{ PK: { S: 'a' }, SK: { S: 'b' } }]);
  await table.items();
  expect(calls()).toEqual(before);
});
