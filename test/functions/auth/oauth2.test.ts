import { requestToken } from '../../../functions/auth/token-request';
import { sendLinesTo } from '../../../functions/log/output';
import { createDialer } from '../../../functions/network/dialer';
import type { Network } from '../../../functions/network/network';
import { HostPace } from '../../../functions/network/pace';
import { startTable, type TestTable } from '../../table';
import { failureOf } from '../network/failure-of';
import { type Asked, WebServer } from '../network/web-server';
import { Instance, loopback } from './world';

const SECRET = 'hunter2 ü:&';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

let table: TestTable;
let identity: WebServer;
let source: WebServer;
/** Each test logs in as a client of its own. */
let client = 0;
/** How many tokens were given. */
let given: number;
/** Tokens that the source takes. */
let taken: Set<string>;
let instances: Instance[];
let logged: string[];

beforeAll(async () => {
  table = await startTable();
  [identity, source] = await Promise.all([WebServer.start(), WebServer.start()]);
});

afterAll(async () => {
  await Promise.all([table.stop(), identity.stop(), source.stop()]);
});

beforeEach(() => {
  client++;
  given = 0;
  taken = new Set();
  instances = [];
  logged = [];
  identity.asked.length = 0;
  source.asked.length = 0;
  identity.answer = (_, response) => {
    const token = `token-${client}-${++given}`;
    taken.add(token);
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ access_token: token, token_type: 'bearer', expires_in: 3600 }));
  };
  source.answer = ({ headers }, response) => {
    const [, token = ''] = headers.authorization?.split(' ') ?? [];
    if (taken.has(token)) response.end('the news');
    else response.writeHead(401).end();
  };
  sendLinesTo((line) => void logged.push(line));
  for (const level of ['log', 'warn', 'error', 'info'] as const) {
    jest.spyOn(console, level).mockImplementation((...args) => void logged.push(args.join(' ')));
  }
});

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(instances.map((instance) => instance.stop()));
  expect(logged.join('\n')).not.toMatch(/hunter2|token-\d/);
});

const instance = (secret = SECRET): Instance => {
  const one = new Instance({ 'client-secret': secret }, table);
  instances.push(one);
  return one;
};

const auth = (more: object = {}) => ({
  type: 'oauth2',
  tokenUrl: identity.url('/token'),
  clientId: `client ${client}`.replace(' ', '-'),
  clientSecret: { secret: 'client-secret' },
  ...more,
});

const get = (from: Instance, more?: object) => from.fetch(source.url(), auth(more));

/** The form that was posted. */
const form = ({ body }: Asked) => Object.fromEntries(new URLSearchParams(body));

/** Why a fetch failed; never with a secret or a token in it. */
const reasonOf = async (work: Promise<unknown>) => {
  const { message } = await failureOf(work);
  expect(message).not.toMatch(/hunter2|token-\d/);
  return message;
};

describe('asking for a token', () => {
  it('logs the client in by Basic, each part form-encoded, and asks with the scope', async () => {
    await get(instance(), { scope: 'news:read archive' });
    const [asked] = identity.asked;
    expect(asked).toMatchObject({ method: 'POST', url: '/token' });
    expect(asked?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(asked?.headers['user-agent']).toMatch(/^Newsreel/);
    const encoded = Buffer.from(`client-${client}:hunter2+%C3%BC%3A%26`).toString('base64');
    expect(asked?.headers.authorization).toBe(`Basic ${encoded}`);
    expect(asked && form(asked)).toEqual({ grant_type: 'client_credentials', scope: 'news:read archive' });
    expect(source.asked[0]?.headers.authorization).toBe(`Bearer token-${client}-1`);
  });

  it.each([
    [401, {}],
    [400, { error: 'invalid_client' }],
    [400, { error: 'invalid_request' }],
    [200, { error: 'invalid_client' }],
  ])('logs the client in by the body where Basic is answered with %d %j', async (status, body) => {
    const give = identity.answer;
    identity.answer = (asked, response) => {
      if (form(asked)['client_secret'] === SECRET) give(asked, response);
      else response.writeHead(status).end(JSON.stringify(body));
    };
    await get(instance());
    expect(identity.asked).toHaveLength(2);
    expect(identity.asked[1]?.headers.authorization).toBeUndefined();
    expect(identity.asked[1] && form(identity.asked[1])['client_id']).toBe(`client-${client}`);
  });

  it('takes a 201 without a type or an end', async () => {
    identity.answer = (_, response) => {
      taken.add('abc');
      response.writeHead(201).end('{"access_token":"abc","token_type":null,"expires_in":null}');
    };
    const one = instance();
    await get(one);
    one.now += 4 * MINUTE;
    await get(one);
    expect(identity.asked).toHaveLength(1);
    one.now += MINUTE;
    await get(one);
    expect(identity.asked).toHaveLength(2);
  });
});

describe('a token', () => {
  it('is asked for once by fifty at once, and kept', async () => {
    const one = instance();
    await Promise.all(Array.from({ length: 50 }, () => get(one)));
    await get(one);
    expect(identity.asked).toHaveLength(1);
  });

  it('is shared by instances, also such as begin at once', async () => {
    const [one, two, three] = [instance(), instance(), instance()];
    const give = identity.answer;
    identity.answer = (...args) => setTimeout(() => give(...args), 100);
    await Promise.all([get(one), get(two)]);
    await get(three);
    expect(identity.asked).toHaveLength(1);
    expect(new Set(source.asked.map(({ headers }) => headers.authorization)).size).toBe(1);
  });

  it('is shared by all sources with the same login, and by none with another', async () => {
    const one = instance();
    await one.fetch(source.url('/a'), auth());
    await one.fetch(source.url('/b'), auth());
    expect(identity.asked).toHaveLength(1);
    await one.fetch(source.url('/a'), auth({ scope: 'other' }));
    await one.fetch(source.url('/a'), auth({ clientId: `other-${client}` }));
    await get(instance('another secret'));
    expect(identity.asked).toHaveLength(4);
  });

  it('is renewed ahead of its end', async () => {
    const [one, two] = [instance(), instance()];
    await get(one);
    one.now += HOUR - 61_000;
    await get(one);
    expect(identity.asked).toHaveLength(1);
    one.now += 2_000;
    await get(one);
    expect(identity.asked).toHaveLength(2);
    two.now = one.now;
    await get(two);
    expect(identity.asked).toHaveLength(2);
    expect(source.asked.at(-1)?.headers.authorization).toBe(`Bearer token-${client}-2`);
  });

  it('is used to its end where it cannot be renewed', async () => {
    const one = instance();
    await get(one);
    identity.answer = (_, response) => response.writeHead(400).end();
    one.now += HOUR - 30_000;
    await get(one);
    await get(one);
    expect(identity.asked).toHaveLength(2);
    one.now += 31_000;
    expect(await reasonOf(get(one))).toMatch(/does not let us in \(HTTP 400\)/);
    expect(identity.asked).toHaveLength(2);
  });

  it('is used while another instance renews it; where it is over, the new one is waited for', async () => {
    const [one, two] = [instance(), instance()];
    await get(one);
    await get(two);
    let answer = () => {};
    const give = identity.answer;
    identity.answer = (...args) => {
      answer = () => give(...args);
    };
    one.now += HOUR - 2_000;
    two.now = one.now;
    const renewing = get(one);
    while (identity.asked.length < 2) await pause(5);
    await get(two);
    expect(source.asked.at(-1)?.headers.authorization).toBe(`Bearer token-${client}-1`);
    two.now += 3_000;
    const waiting = get(two);
    await pause(50);
    answer();
    await Promise.all([renewing, waiting]);
    expect(identity.asked).toHaveLength(2);
    expect(source.asked.at(-1)?.headers.authorization).toBe(`Bearer token-${client}-2`);
  });

  it('is asked for by another instance where its holder has died', async () => {
    const one = instance();
    let asked = 0;
    const give = identity.answer;
    identity.answer = (...args) => {
      if (++asked > 1) give(...args);
    };
    const dying = get(one).catch(() => undefined);
    while (asked === 0) await pause(5);
    await one.network.dispatcher.destroy();
    const two = instance();
    two.now += 11_000;
    await get(two);
    await dying;
    expect(asked).toBe(2);
  });
});

describe('a 401 of the source', () => {
  it('renews the token once for all that came with it', async () => {
    const [one, two] = [instance(), instance()];
    await get(one);
    await get(two);
    taken.clear();
    await Promise.all([get(one), get(one), get(one), get(two)]);
    expect(identity.asked).toHaveLength(2);
    await get(two);
    expect(identity.asked).toHaveLength(2);
    expect([...taken]).toEqual([`token-${client}-2`]);
  });

  it('is believed when it comes again', async () => {
    source.answer = (_, response) => response.writeHead(401).end();
    expect(await reasonOf(get(instance()))).toBe('Its server does not let us in (HTTP 401)');
    expect(identity.asked).toHaveLength(2);
    expect(source.asked).toHaveLength(2);
  });

  it('is believed where the login server gives the same token again', async () => {
    identity.answer = (_, response) => response.end('{"access_token":"same","expires_in":3600}');
    expect(await reasonOf(get(instance()))).toBe('Its server does not let us in (HTTP 401)');
    expect(identity.asked).toHaveLength(2);
    expect(source.asked).toHaveLength(1);
  });
});

it('a 401 of another origin is no matter of the token', async () => {
  const elsewhere = source.url().replace('127.0.0.1', 'localhost');
  source.answer = ({ headers }, response) => {
    if (headers.authorization === undefined) response.writeHead(401).end();
    else response.writeHead(302, { location: elsewhere }).end();
  };
  expect(await reasonOf(get(instance()))).toMatch(/HTTP 401/);
  expect([identity.asked.length, source.asked.length]).toEqual([1, 2]);
});

describe('a login server that gives none', () => {
  it('is not asked again for a while, by no instance; but with a new secret at once', async () => {
    const [one, two] = [instance(), instance()];
    identity.answer = (_, response) =>
      response.writeHead(400).end(`{"error":"unauthorized_client","error_description":"not ${SECRET}"}`);
    expect(await reasonOf(get(one))).toBe(
      'The server of its login gives no token: it does not let us in (HTTP 400, unauthorized_client)',
    );
    await Promise.all(Array.from({ length: 25 }, () => reasonOf(get(one))));
    await reasonOf(get(two));
    expect(identity.asked).toHaveLength(1);
    await reasonOf(get(instance('another secret')));
    expect(identity.asked).toHaveLength(2);
    one.now += 5 * MINUTE;
    await reasonOf(get(one));
    expect(identity.asked).toHaveLength(3);
    expect(source.asked).toHaveLength(0);
  });

  it('for a moment is asked again soon', async () => {
    const one = instance();
    const give = identity.answer;
    identity.answer = (_, response) => response.writeHead(503).end();
    expect(await reasonOf(get(one))).toMatch(/HTTP 503/);
    await reasonOf(get(one));
    expect(identity.asked).toHaveLength(1);
    identity.answer = give;
    one.now += 5_000;
    await get(one);
    expect(identity.asked).toHaveLength(2);
  });

  it.each<[string, WebServer['answer'], RegExp]>([
    [
      'an error with 200',
      (_, response) => response.end('{"error":"invalid_scope"}'),
      /HTTP 200, invalid_scope/,
    ],
    ['a page', (_, response) => response.end('<h1>Welcome hunter2</h1>'), /without a token/],
    [
      'a token of another kind',
      (_, response) => response.end('{"access_token":"x","token_type":"mac"}'),
      /not Bearer/,
    ],
    [
      'a token that breaks headers',
      (_, response) => response.end('{"access_token":"a\\r\\nb"}'),
      /without a token/,
    ],
    ['too much', (_, response) => response.end('x'.repeat(70_000)), /larger than 64 KB/],
    [
      'a long page of refusal',
      (_, response) => response.writeHead(403).end('x'.repeat(70_000)),
      /let us in \(HTTP 403\)/,
    ],
    ['a redirect', (_, response) => response.writeHead(307, { location: '/other' }).end(), /redirects/],
    [
      'half an answer',
      (_, response) => response.writeHead(200, { 'content-length': 99 }).write('{', () => response.destroy()),
      /broke off|middle/,
    ],
  ])('but %s', async (_, answer, reason) => {
    identity.answer = answer;
    const message = await reasonOf(get(instance()));
    expect(message).toMatch(/^The server of its login gives no token: /);
    expect(message).toMatch(reason);
    expect(identity.asked.map(({ url }) => url)).toEqual(['/token']);
    expect(source.asked).toHaveLength(0);
  });

  it('in time is not waited for', async () => {
    identity.answer = () => {};
    const network = loopback();
    const { clientId, tokenUrl } = auth();
    const grant = { clientId, tokenUrl, clientSecret: SECRET, scope: null };
    const result = await requestToken(network, grant, 100);
    expect(result).toMatchObject({ kind: 'refused', reason: expect.stringContaining('within 0.1 seconds') });
    await network.dispatcher.destroy();
  });

  it('because it is on a private address', async () => {
    const network: Network = { dispatcher: createDialer([]), pace: new HostPace([], 0) };
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '169.254.169.254']) {
      const tokenUrl = `http://${host}:${identity.port}/token`;
      const result = await requestToken(network, {
        tokenUrl,
        clientId: 'x',
        clientSecret: SECRET,
        scope: null,
      });
      expect(result).toMatchObject({ kind: 'refused', reason: expect.stringContaining('not allowed') });
    }
    expect(identity.asked).toHaveLength(0);
    await network.dispatcher.destroy();
  });
});

it('the table holds one item a login, which expires', async () => {
  const one = instance();
  await get(one);
  const items = (await table.items()).filter((item) => item['accessToken']?.S === `token-${client}-1`);
  expect(items).toHaveLength(1);
  expect(items[0]?.['PK']?.S).toMatch(/^OAUTH#[0-9a-f]{64}$/);
  expect(Number(items[0]?.['expiresAt']?.N)).toBe((one.now + HOUR) / 1000);
  expect(JSON.stringify(items)).not.toContain('hunter2');
});

it('a host that is both is asked at its pace', async () => {
  const one = instance();
  const paced = { ...one.network, pace: new HostPace([], 30) };
  Object.assign(one.network, paced);
  const give = identity.answer;
  identity.answer = (asked, response) =>
    asked.url === '/token' ? give(asked, response) : response.end('news');
  await Promise.all(['/a', '/b', '/c', '/d'].map((path) => one.fetch(identity.url(path), auth())));
  expect(identity.asked.map(({ url }) => url)).toHaveLength(5);
  expect(identity.asked[0]?.url).toBe('/token');
  const starts = identity.asked.map(({ at }) => at);
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThan(20);
});
