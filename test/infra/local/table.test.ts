import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  createTable,
  type EmbeddedTable,
  startTable,
  TABLE_NAME,
  TableError,
} from '../../../infra/local/table';
import { readTemplate } from '../../../infra/local/template';
import { TEMPLATE } from './stack';
import { temporaryFolders } from './temporary-folder';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const temporaryFolder = temporaryFolders();
const { table: resource } = readTemplate(TEMPLATE);
const started: EmbeddedTable[] = [];
const clients: DynamoDBClient[] = [];
const children: ChildProcess[] = [];

async function start(folder: string): Promise<EmbeddedTable> {
  const table = await startTable(folder);
  started.push(table);
  return table;
}

function clientOf(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
  clients.push(client);
  return client;
}

const KEY = { PK: { S: 'a' }, SK: { S: 'b' } };
const put = (client: DynamoDBClient) => client.send(new PutItemCommand({ TableName: TABLE_NAME, Item: KEY }));
const get = async (client: DynamoDBClient) =>
  (await client.send(new GetItemCommand({ TableName: TABLE_NAME, Key: KEY }))).Item;

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(started.splice(0).map((table) => table.close()));
});

describe('the embedded table', () => {
  test('is made once, as the template has it, and keeps its items over a close and a kill', async () => {
    const folder = path.join(temporaryFolder(), 'new', 'table');
    const first = await start(folder);
    await createTable(clientOf(first.endpoint), resource);
    await put(clientOf(first.endpoint));
    await first.close();

    const second = await start(folder);
    await createTable(clientOf(second.endpoint), resource);
    expect(await get(clientOf(second.endpoint))).toEqual(KEY);
    process.kill(second.pid, 'SIGKILL');
    await second.ended;

    const third = await start(folder);
    expect(await get(clientOf(third.endpoint))).toEqual(KEY);
  });

  test('does not mind the signals of a terminal', async () => {
    const table = await start(temporaryFolder());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(table.pid, signal);
    await pause(50);
    await createTable(clientOf(table.endpoint), resource);
  });

  test('does not mind a client that breaks off', async () => {
    const table = await start(temporaryFolder());
    const { host, port } = new URL(table.endpoint);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\n{`);
    await pause(50);
    socket.resetAndDestroy();
    await pause(50);
    await createTable(clientOf(table.endpoint), resource);
  });

  test('answers under its address alone, not under a name that leads there', async () => {
    const { endpoint } = await start(temporaryFolder());
    const { port } = new URL(endpoint);
    const response = await fetch(`http://localhost:${port}/`).catch(() => null);
    expect((await fetch(endpoint)).status).toBe(200);
    // Where localhost is ::1 nobody answers at all.
    expect(response?.status ?? 403).toBe(403);
  });

  test('ends with its parent, however that ended; the next waits for it to let go', async () => {
    const folder = temporaryFolder();
    const code = `
      const child = require('node:child_process').fork(process.argv[1], [process.argv[2], '0']);
      child.once('message', () => process.send(child.pid));`;
    const parent = fork('-e', [], { execArgv: ['-e', code, TABLE_PROCESS, folder], silent: true });
    children.push(parent);
    const [pid] = await once(parent, 'message');
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    const next = await start(folder);
    await createTable(clientOf(next.endpoint), resource);
    for (let tries = 0; isAlive(pid) && tries < 100; tries++) await pause(20);
    expect(isAlive(pid)).toBe(false);
  });

  test('that another process has open is refused, after a while', async () => {
    const folder = temporaryFolder();
    const { pid } = await start(folder);
    await expect(startTable(folder, 300)).rejects.toThrow(TableError);
    await expect(startTable(folder, 0)).rejects.toThrow('another process has it open');
    expect(isAlive(pid)).toBe(true);
  });

  test('that nobody answers for says so', async () => {
    const making = createTable(clientOf('http://127.0.0.1:9'), resource);
    await expect(making).rejects.toThrow(TableError);
    await expect(making).rejects.toThrow('ECONNREFUSED');
  });

  test('in a place that is none says why', async () => {
    await expect(startTable(path.join(__filename, 'table'))).rejects.toThrow(/ENOTDIR|ENOENT|EEXIST/);
  });
});

const TABLE_PROCESS = path.resolve(__dirname, '../../../infra/local/table-process.mjs');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
