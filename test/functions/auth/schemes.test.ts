import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { webPath } from '../../web-address';
import { failureOf } from '../network/failure-of';
import { WebServer } from '../network/web-server';
import { Instance } from './world';

const SECRETS = {
  word: 'Grüße: 50%',
  key: 's3cr3t-key',
  broken: 'two\r\nlines',
  umlaut: 'schlüssel',
};

let server: WebServer;
let instance: Instance;

beforeAll(async () => {
  server = await WebServer.start();
  instance = new Instance(SECRETS);
});

beforeEach(() => {
  server.asked.length = 0;
  server.answer = (_, response) => response.end('the news');
});

afterAll(async () => {
  await instance.stop();
  await server.stop();
});

const sent = async (...asked: Parameters<Instance['fetch']>) => {
  await instance.fetch(...asked);
  return server.asked.at(-1)?.headers ?? {};
};

test('basic is a user name and a password in UTF-8', async () => {
  const headers = await sent(server.url(), {
    type: 'basic',
    username: 'zoë',
    password: { secret: 'word' },
  });
  expect(headers.authorization).toBe(`Basic ${Buffer.from('zoë:Grüße: 50%').toString('base64')}`);
});

test('bearer is a token', async () => {
  const headers = await sent(server.url(), { type: 'bearer', token: { secret: 'key' } });
  expect(headers.authorization).toBe('Bearer s3cr3t-key');
});

test('header is a key in a header of its own', async () => {
  const headers = await sent(server.url(), { type: 'header', name: 'X-Api-Key', value: { secret: 'key' } });
  expect(headers['x-api-key']).toBe('s3cr3t-key');
});

describe('hmac', () => {
  const auth = { type: 'hmac', keyId: 'reader-1', key: { secret: 'key' } };
  const signature = (timestamp: string, path: string) =>
    createHmac('sha256', SECRETS.key).update(`${timestamp}\nGET\n${path}`).digest('hex');

  test('signs the path and the query as they are on the wire', async () => {
    const headers = await sent(server.url('/a b/ü?q=1&r=x y#part'), auth);
    expect(server.asked[0]?.url).toBe('/a%20b/%C3%BC?q=1&r=x%20y');
    const timestamp = String(instance.now / 1000);
    expect(headers).toMatchObject({
      'x-newsreel-key': 'reader-1',
      'x-newsreel-timestamp': timestamp,
      'x-newsreel-signature': signature(timestamp, '/a%20b/%C3%BC?q=1&r=x%20y'),
    });
  });

  test('signs what is sent, whatever the URL', async () => {
    await fc.assert(
      fc.asyncProperty(webPath, fc.string({ unit: 'grapheme' }), async (path, query) => {
        const headers = await sent(server.url(`/x${path}?${query}`), auth);
        const timestamp = String(headers['x-newsreel-timestamp']);
        expect(headers['x-newsreel-signature']).toBe(signature(timestamp, server.asked.at(-1)?.url ?? ''));
      }),
      { numRuns: 100 },
    );
  });

  test('signs each hop by itself', async () => {
    server.answer = ({ url }, response) => {
      if (url === '/new?x=1') response.end('the news');
      else response.writeHead(302, { location: '/new?x=1' }).end();
    };
    const headers = await sent(server.url('/old'), auth);
    expect(headers['x-newsreel-signature']).toBe(
      signature(String(headers['x-newsreel-timestamp']), '/new?x=1'),
    );
  });

  test('signs when the request is sent, not when it is put into the line', async () => {
    const url = new URL(server.url());
    const releases = [await instance.network.pace.turn(url), await instance.network.pace.turn(url)];
    const fetching = instance.fetch(server.url(), auth);
    await new Promise((done) => setTimeout(done, 50));
    instance.now += 30_000;
    for (const release of releases) release();
    await fetching;
    expect(server.asked[0]?.headers['x-newsreel-timestamp']).toBe(String(instance.now / 1000));
  });
});

describe("a source's own headers", () => {
  test('are sent beside the login, secrets by their names', async () => {
    const headers = await sent(
      server.url(),
      { type: 'bearer', token: { secret: 'key' } },
      { Accept: 'application/vnd.github+json', 'X-Other-Key': { secret: 'key' }, AUTHORIZATION: 'none' },
    );
    expect(headers.accept).toBe('application/vnd.github+json');
    expect(headers['x-other-key']).toBe('s3cr3t-key');
    expect(headers.authorization).toBe('Bearer s3cr3t-key');
  });
});

describe('secrets that cannot be used', () => {
  test.each([
    [{ type: 'bearer', token: { secret: 'none' } }, 'none'],
    [{ type: 'bearer', token: { secret: 'broken' } }, 'broken'],
    [{ type: 'bearer', token: { secret: 'umlaut' } }, 'umlaut'],
    [{ type: 'header', name: 'x-key', value: { secret: 'broken' } }, 'broken'],
    [{ type: 'basic', username: 'u', password: { secret: 'broken' } }, 'broken'],
  ])('%j', async (auth, name) => {
    const { message } = await failureOf(instance.fetch(server.url(), auth));
    expect(message).toContain(`"${name}"`);
    expect(message).not.toMatch(/lines|schlüssel/);
    expect(server.asked).toEqual([]);
  });
});

describe('a credential stays with its origin', () => {
  let other: WebServer;
  beforeAll(async () => {
    other = await WebServer.start();
  });
  afterAll(() => other.stop());
  beforeEach(() => {
    other.asked.length = 0;
    other.answer = (_, response) => response.end('their news');
  });

  const logins = [
    { type: 'basic', username: 'user', password: { secret: 'key' } },
    { type: 'bearer', token: { secret: 'key' } },
    { type: 'header', name: 'X-Api-Key', value: { secret: 'key' } },
    { type: 'hmac', keyId: 'reader-1', key: { secret: 'key' } },
  ];

  test.each(logins)('$type', async (auth) => {
    server.answer = (_, response) => response.writeHead(301, { location: other.url('/') }).end();
    const { body } = await instance.fetch(server.url(), auth, { 'X-Mine': 'mine' });
    expect(Buffer.from(body).toString()).toBe('their news');
    const names = (headers: object = {}) => Object.keys(headers).sort();
    expect(names(server.asked[0]?.headers)).toEqual(expect.arrayContaining(['x-mine']));
    expect(names(other.asked[0]?.headers)).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
    expect(JSON.stringify(other.asked)).not.toMatch(/reader-1|s3cr3t|mine/);
  });

  test('another name of the same server is another origin', async () => {
    server.answer = ({ headers }, response) => {
      if (headers.host?.startsWith('127.0.0.1')) {
        response.writeHead(302, { location: `http://localhost:${server.port}/` }).end();
      } else response.end('x');
    };
    await instance.fetch(server.url(), logins[1]);
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer s3cr3t-key',
      undefined,
    ]);
  });

  test('who is sent away and back comes with it again', async () => {
    server.answer = ({ url }, response) => {
      if (url === '/back') response.end('x');
      else response.writeHead(302, { location: other.url('/') }).end();
    };
    other.answer = (_, response) => response.writeHead(302, { location: server.url('/back') }).end();
    await instance.fetch(server.url(), logins[1]);
    expect(other.asked[0]?.headers.authorization).toBeUndefined();
    expect(server.asked[1]?.headers.authorization).toBe('Bearer s3cr3t-key');
  });
});

test('a login that cannot be renewed is asked with once', async () => {
  server.answer = (_, response) => response.writeHead(401).end();
  const failing = instance.fetch(server.url(), { type: 'bearer', token: { secret: 'key' } });
  expect(await failureOf(failing)).toMatchObject({ status: 401 });
  expect(server.asked).toHaveLength(1);
});
