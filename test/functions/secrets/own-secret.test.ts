import { randomUUID } from 'node:crypto';
import { ADMIN_TOKEN, RESERVED_NAMES, SESSION_KEY } from '../../../functions/secrets/names';
import { ownSecret } from '../../../functions/secrets/own-secret';
import { secretReference } from '../../../functions/secrets/reference';
import { setClock } from '../readers/clock';
import { startWorld, type World } from '../readers/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => jest.useRealTimers());
afterAll(() => world.stop());

describe('a secret of our own', () => {
  test('is made once, whoever asks at once', async () => {
    const name = randomUUID();
    const values = await Promise.all(Array.from({ length: 10 }, () => ownSecret(name)()));
    expect(new Set(values).size).toBe(1);
    expect(values[0]).toBe(world.secrets.get(name));
    expect(Buffer.from(values[0] ?? '', 'base64url')).toHaveLength(32);
  });

  test('is kept for a minute, then looked for again', async () => {
    const name = randomUUID();
    const read = ownSecret(name);
    const first = await read();
    world.setSecrets({ [name]: 'another' });
    setClock(Date.now() + 50_000);
    expect(await read()).toBe(first);
    setClock(Date.now() + 11_000);
    expect(await read()).toBe('another');
  });

  test('can be named by no source', () => {
    expect([...RESERVED_NAMES]).toEqual(expect.arrayContaining([ADMIN_TOKEN, SESSION_KEY]));
    for (const secret of RESERVED_NAMES) expect(secretReference.safeParse({ secret }).success).toBe(false);
    expect(secretReference.safeParse({ secret: 'github' }).success).toBe(true);
  });
});
