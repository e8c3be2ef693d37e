import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { type Address, readerOf } from '../../../functions/readers/address';
import { type Reader, welcomeReader } from '../../../functions/readers/reader';
import { endSession, openSession, readSession } from '../../../functions/readers/session';
import { signSessionToken } from '../../../functions/readers/session-token';
import { readerKey, sessionKey as sessionItemKey } from '../../../functions/table/keys';
import { setClock } from './clock';
import { startWorld, type World } from './world';

const DAY_MS = 24 * 60 * 60 * 1000;

let world: World;
let ada: Reader;

beforeAll(async () => {
  world = await startWorld();
  ada = await welcomeReader(world.table, 'ada@example.org' as Address);
});
afterEach(() => jest.useRealTimers());
afterAll(() => world.stop());

const remove = (Key: ReturnType<typeof readerKey>) =>
  world.table.client.send(new DeleteItemCommand({ TableName: world.table.name, Key }));

describe('a session', () => {
  test('lasts until it is ended, on its own', async () => {
    const phone = await openSession(world.table, ada);
    const laptop = await openSession(world.table, ada);
    const signedIn = await readSession(world.table, phone);
    expect(signedIn).toEqual({ kind: 'reader', reader: ada, session: expect.stringMatching(/^[\w-]{22}$/) });
    if (signedIn !== null) await endSession(world.table, signedIn);
    expect(await readSession(world.table, phone)).toBeNull();
    expect(await readSession(world.table, laptop)).toMatchObject({ reader: ada });
  });

  test('is over with its reader, and does not come back with them', async () => {
    const token = await openSession(world.table, ada);
    await remove(readerKey(ada.id));
    expect(await readSession(world.table, token)).toBeNull();
    // The session itself is still there, as where a forgetting broke off.
    await new Promise((done) => setTimeout(done, 2));
    const back = await welcomeReader(world.table, ada.address);
    expect(back.since).not.toBe(ada.since);
    expect(await readSession(world.table, token)).toBeNull();
    ada = back;
  });

  test('needs an item of its own reader: a signature is not enough', async () => {
    const key = new TextEncoder().encode(world.secrets.get('session-key') ?? '');
    const eve = await welcomeReader(world.table, 'eve@example.org' as Address);
    const ours = await openSession(world.table, ada);
    const { session } = (await readSession(world.table, ours)) ?? { session: '' };
    expect(
      await readSession(world.table, await signSessionToken(key, ada, session, Date.now())),
    ).not.toBeNull();
    expect(await readSession(world.table, await signSessionToken(key, eve, session, Date.now()))).toBeNull();
    const neverThere = 'a'.repeat(22);
    expect(
      await readSession(world.table, await signSessionToken(key, ada, neverThere, Date.now())),
    ).toBeNull();
  });

  test('of somebody who never was there is nobody’s', async () => {
    const key = new TextEncoder().encode(world.secrets.get('session-key') ?? '');
    const id = readerOf('nobody@example.org' as Address);
    const token = await signSessionToken(key, { ...ada, id }, 'b'.repeat(22), Date.now());
    expect(await readSession(world.table, token)).toBeNull();
  });

  test('is over for everybody once the key is another, within a minute', async () => {
    const token = await openSession(world.table, ada);
    const first = world.secrets.get('session-key');
    expect(first).toMatch(/^[\w-]{43}$/);
    world.setSecrets({});
    setClock(Date.now() + 60_000);
    expect(await readSession(world.table, token)).toBeNull();
    expect(world.secrets.get('session-key')).toMatch(/^[\w-]{43}$/);
    expect(world.secrets.get('session-key')).not.toBe(first);
    expect(await readSession(world.table, await openSession(world.table, ada))).not.toBeNull();
  });

  test('is never opened by a weak key', async () => {
    world.setSecrets({ 'session-key': 'short' });
    setClock(Date.now() + 180_000);
    await expect(openSession(world.table, ada)).rejects.toThrow('must have 32: delete it, and one is made');
    world.setSecrets({});
    setClock(Date.now() + 360_000);
    expect(await openSession(world.table, ada)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  test('is not looked for where a token can’t be ours', async () => {
    const { client } = world.table;
    let reads = 0;
    client.middlewareStack.add(
      (next) => (args) => {
        reads++;
        return next(args);
      },
      { name: 'count' },
    );
    for (const token of ['', 'the-admin-token', 'a.b.c', `${'a'.repeat(9_000)}.b.c`]) {
      expect(await readSession(world.table, token)).toBeNull();
    }
    client.middlewareStack.remove('count');
    expect(reads).toBe(0);
  });

  test('has an item that says nothing but when it ends', async () => {
    const token = await openSession(world.table, ada);
    const { session } = (await readSession(world.table, token)) ?? { session: '' };
    const items = await world.table.items(`READER#${ada.id}`);
    const item = items.find(({ SK }) => SK?.S === sessionItemKey(ada.id, session).SK.S) ?? {};
    expect(Object.keys(item).sort()).toEqual(['PK', 'SK', 'expiresAt']);
  });

  test('is over after thirty days, whether or not the table has deleted it', async () => {
    const token = await openSession(world.table, ada);
    const begin = Date.now();
    setClock(begin + 30 * DAY_MS - 60_000);
    expect(await readSession(world.table, token)).not.toBeNull();
    setClock(begin + 30 * DAY_MS);
    expect(await readSession(world.table, token)).toBeNull();
  });
});
