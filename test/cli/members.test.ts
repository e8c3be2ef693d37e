import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { Client } from '../../cli/client';
import { signIn } from '../../cli/members/sign-in';
import { Sessions } from '../../cli/sessions';
import { temporaryFolders } from '../infra/local/temporary-folder';
import { news } from './news';
import { answerJson, type Outside, outsides, type Respond } from './outside';
import { screen } from './screen';

const outside = outsides();
const temporaryFolder = temporaryFolders();

const EMAIL = 'me@example.com';
const SESSION = 'e30.a-secret-session.c2ln';
const ACCOUNT = {
  email: EMAIL,
  plan: 'subscription',
  status: 'active',
  accessUntil: '2026-12-22T23:30:00.000Z',
  reason: 'Your subscription is paid until 22 December 2026 and renews itself.',
  actionUrl: null,
  digest: null,
  mail: 'ok',
};

/** What members need of a service, where all goes well; some of it may go otherwise. */
const serving =
  (otherwise: Record<string, Respond> = {}): Respond =>
  (request, response, url) => {
    const routes: Record<string, Respond> = {
      'POST /sign-in': () => answerJson(response, { sent: true }, 202),
      'POST /sign-in/confirm': () => answerJson(response, { token: SESSION }),
      'POST /sign-out': () => response.writeHead(204).end(),
      'GET /me': () => answerJson(response, ACCOUNT),
      ...otherwise,
    };
    routes[`${request.method} ${url.pathname}`]?.(request, response, url);
  };

const problem =
  (status: number, detail: string, headers: Record<string, string> = {}): Respond =>
  (_, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answerJson(response, { title: 'No', status, detail }, status);
  };

/** One person at one service. */
async function person(otherwise?: Record<string, Respond>) {
  const service = await outside(serving(otherwise));
  const folder = temporaryFolder();
  const file = path.join(folder, 'newsreel', 'sessions.json');
  return {
    service,
    folder,
    sessions: new Sessions(file),
    kept: () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null),
    /** How a command ends, with the service's own address as URL. */
    run: async (args: string[], env: Record<string, string> = {}, input?: string, staysOpen = false) => {
      const { code, stdout, stderr } = await news(args, {
        env: { NEWS_URL: service.url, XDG_CONFIG_HOME: folder, TZ: 'Europe/Berlin', ...env },
        ...(input !== undefined && { input, staysOpen }),
      });
      const shown = (text: string) => text.replaceAll(service.url, 'URL').replaceAll(folder, 'FOLDER');
      return { code, stdout: shown(stdout), stderr: shown(stderr) };
    },
  };
}

const asked = ({ requests }: Outside) => requests.map(({ method, url }) => `${method} ${url}`);
const authorizationOf = ({ headers }: IncomingMessage) => headers.authorization;

const WORKING_LINK = 'https://news.example/sign-in?token=a.link-token';
const linkOf = ({ url }: Outside) => `${url}/sign-in?token=a.link-token`;
const IS_ON_ITS_WAY = `A mail to ${EMAIL} is on its way. Its link works once, within 15 minutes.\n`;

describe('sign-in', () => {
  it('takes the link by stdin, and keeps the session unseen', async () => {
    const bodies: string[] = [];
    const confirming: Respond = async (request, response) => {
      for await (const chunk of request) bodies.push(String(chunk));
      answerJson(response, { token: SESSION });
    };
    const { service, run, kept } = await person({ 'POST /sign-in/confirm': confirming });
    expect(await run(['sign-in', 'Me@Example.com'], {}, `\n <${linkOf(service)}> \nmore\n`)).toEqual({
      code: 0,
      stdout: `Signed in as ${EMAIL} at URL\n`,
      stderr: `${IS_ON_ITS_WAY}The link is awaited on stdin.\n`,
    });
    expect(asked(service)).toEqual(['POST /sign-in', 'POST /sign-in/confirm', 'GET /me']);
    expect(service.requests.map(authorizationOf)).toEqual([undefined, undefined, `Bearer ${SESSION}`]);
    expect(bodies.map((body) => JSON.parse(body))).toEqual([{ token: 'a.link-token' }]);
    expect(kept()).toEqual({ [service.url]: SESSION });
  });

  it('does not wait for stdin to end once it has the link', async () => {
    const { run } = await person();
    expect(await run(['sign-in', '--link', '-'], {}, 'a.link-token\n', true)).toMatchObject({ code: 0 });
  });

  it('works in two steps', async () => {
    const { service, run, kept } = await person();
    expect(await run(['sign-in', EMAIL])).toEqual({
      code: 0,
      stdout: '',
      stderr: `${IS_ON_ITS_WAY}The link is awaited on stdin.\nGo on with \`news sign-in --link LINK\`.\n`,
    });
    expect(kept()).toBeNull();
    expect(await run(['sign-in', '--link', 'a.link-token'])).toMatchObject({ code: 0, stderr: '' });
    expect(asked(service)).toEqual(['POST /sign-in', 'POST /sign-in/confirm', 'GET /me']);
    expect(kept()).toEqual({ [service.url]: SESSION });
  });

  it('prints the token where that is asked for, and keeps nothing', async () => {
    const { service, run, folder, kept } = await person();
    const link = linkOf(service);
    expect(await run(['sign-in', '--print', '--link', '-'], {}, link)).toEqual({
      code: 0,
      stdout: `${SESSION}\n`,
      stderr: '',
    });
    expect(await run(['sign-in', '--print', EMAIL])).toMatchObject({ code: 1, stdout: '' });
    expect(kept()).toBeNull();
    // Where nothing can be kept, that shows before a link is asked for.
    writeFileSync(path.join(folder, 'newsreel'), 'in the way');
    const before = asked(service).length;
    expect(await run(['sign-in', EMAIL])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^FOLDER\S* cannot be written: [^\n]* --print\.\n$/),
    });
    expect(asked(service)).toHaveLength(before);
  });

  it('says that NEWS_TOKEN comes before it, and shows it to nobody', async () => {
    const { service, run } = await person();
    expect(await run(['sign-in', '--link', 'a.b'], { NEWS_TOKEN: 'another' })).toMatchObject({
      code: 0,
      stderr: 'NEWS_TOKEN is set, and comes before this sign-in: unset it.\n',
    });
    expect(service.requests.map(authorizationOf)).toEqual([undefined, `Bearer ${SESSION}`]);
  });

  it('stands where its owner cannot be told', async () => {
    const { run, kept, service } = await person({ 'GET /me': problem(404, 'There is no such page') });
    expect(await run(['sign-in', '--link', 'a.b'])).toEqual({
      code: 0,
      stdout: 'Signed in at URL\n',
      stderr: '',
    });
    expect(kept()).toEqual({ [service.url]: SESSION });
  });

  it.each<[string, Respond, string]>([
    [
      'there is no sign-in',
      problem(404, 'There is no POST /sign-in.'),
      'URL has no sign-in: it is an older Newsreel. Its owner can bring it up to date.\n',
    ],
    [
      'too many were asked for',
      problem(429, 'That is more than an hour may have', { 'retry-after': '700' }),
      'URL was asked for too many links. Use the latest one, or try again in 12 minutes.\n',
    ],
    [
      'too many were asked for, without a wait',
      problem(429, 'That is more than an hour may have'),
      'URL was asked for too many links. Use the latest one, or try again later.\n',
    ],
    [
      'mail is not set up',
      problem(503, 'Mail is not set up here, so no link can be sent'),
      'URL: Mail is not set up here, so no link can be sent (HTTP 503).\n',
    ],
    [
      'it is no Newsreel',
      (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Nope</h1>'),
      'URL is no Newsreel: it answers with HTTP 404 Not Found. Check the URL.\n',
    ],
  ])('fails where %s', async (_, respond, stderr) => {
    const { run, service } = await person({ 'POST /sign-in': respond });
    expect(await run(['sign-in', EMAIL])).toEqual({ code: 1, stdout: '', stderr });
    expect(asked(service)).toEqual(['POST /sign-in']);
  });

  it('fails where the link is over, or the answer holds no token', async () => {
    const over = await person({ 'POST /sign-in/confirm': problem(400, 'This link was used') });
    expect(await over.run(['sign-in', '--link', 'a.link-token'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'This link was used or has run out. Ask for another: `news sign-in`.\n',
    });
    const odd = await person({
      'POST /sign-in/confirm': (_, response) => answerJson(response, { token: 'two\nlines' }),
    });
    expect(await odd.run(['sign-in', '--link', 'a.link-token'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('URL is no Newsreel'),
    });
    expect([over.kept(), odd.kept()]).toEqual([null, null]);
  });

  it.each([
    ['', /^That is no link/],
    ['https://news.example/sign-in', /^That is no link/],
    ['ftp://news.example/sign-in?token=a.link-token', /^That is no link/],
    ['a link', /^That is no link/],
    [WORKING_LINK, /^That link is of https:\/\/news\.example, and this is URL: .* --url or NEWS_URL\.\n$/],
  ])('asks nobody about %j', async (link, stderr) => {
    const { run, service } = await person();
    const ended = await run(['sign-in', '--link', link]);
    expect(ended).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(stderr) });
    expect(ended.stderr).not.toContain('a.link-token');
    expect(asked(service)).toEqual([]);
  });

  it.each([[[]], [['me']], [[WORKING_LINK]], [['me@example.com\r\nBcc: x@y.example']]])(
    'wants an address: %j',
    async (args) => {
      const { run, service } = await person();
      const ended = await run(['sign-in', ...args]);
      expect(ended).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^[^\n]*mail address[^\n]* See news sign-in --help\.\n$/),
      });
      expect(ended.stderr).not.toContain('a.link-token');
      expect(asked(service)).toEqual([]);
    },
  );
});

describe('sign-in on a terminal', () => {
  async function sitting(email: string | undefined, stop = new AbortController()) {
    const { service, sessions } = await person();
    const { origin } = new URL(service.url);
    const base = new URL(`${service.url}/`);
    const client = new Client({ base, token: null, isKept: false, isLocalRun: true }, stop.signal);
    const seen = screen({ stdin: true, stdout: true, stderr: true });
    const ended = signIn(client, seen.terminal, sessions, {}, email, {});
    /** Types once a prompt was shown so often. */
    const type = async (prompt: string, times: number, text: string | null) => {
      while (seen.stderr().split(prompt).length <= times) await new Promise((done) => setTimeout(done, 5));
      if (text === null) seen.keyboard.end();
      else seen.keyboard.write(`${text}\n`);
    };
    return { service, ended, type, stop, ...seen, kept: () => sessions.of(origin) };
  }
  const LINK_PROMPT = 'Link or token from the mail: ';

  it('asks for the address, says where the mail is, and asks for the link until it is one', async () => {
    const { service, ended, type, stdout, stderr, kept } = await sitting(undefined);
    await type('Your mail address: ', 1, EMAIL);
    await type(LINK_PROMPT, 1, '');
    await type(LINK_PROMPT, 2, WORKING_LINK);
    await type(LINK_PROMPT, 3, linkOf(service));
    await ended;
    expect(stderr()).toContain(`are at ${service.url}/_local/mailbox\n`);
    expect(stderr()).toContain('That link is of https://news.example');
    expect(stdout()).toBe(`Signed in as ${EMAIL} at ${service.url}\n`);
    expect(kept()).toBe(SESSION);
  });

  it('can be left for later, or altogether', async () => {
    const later = await sitting(EMAIL);
    await later.type(LINK_PROMPT, 1, null);
    await later.ended;
    expect(later.stderr()).toMatch(/Go on with `news sign-in --link LINK`\.\n$/);
    const left = await sitting(EMAIL);
    while (!left.stderr().includes(LINK_PROMPT)) await new Promise((done) => setTimeout(done, 5));
    left.stop.abort(130);
    await expect(left.ended).rejects.toBeDefined();
    expect([later.kept(), left.kept()]).toEqual([null, null]);
  });
});

describe('account', () => {
  const showing = async (account: object) => {
    const { run, sessions, service } = await person({
      'GET /me': (_, response) => answerJson(response, { ...ACCOUNT, ...account }),
    });
    sessions.keep(service.url, SESSION);
    return run(['account']);
  };

  it.each<[object, string]>([
    // Where it is read, the day is another than in UTC.
    [{}, `${EMAIL}\n Subscription (active), until 23 December 2026\n ${ACCOUNT.reason}\n`],
    [
      {
        plan: 'free',
        status: 'past_due',
        accessUntil: null,
        reason: 'Not paid.',
        actionUrl: 'https://pay.example/1',
      },
      `${EMAIL}\n No plan (payment due)\n Not paid.\n -> https://pay.example/1\n`,
    ],
    [
      { plan: 'free', status: 'none', accessUntil: null, reason: 'There is no paid plan here.' },
      `${EMAIL}\n No plan\n There is no paid plan here.\n`,
    ],
    [
      { plan: 'gold', status: 'half_paid', accessUntil: 'soon', reason: '\u001b[2Jgone' },
      `${EMAIL}\n gold (half paid), until soon\n gone\n`,
    ],
  ])('says it in words: %j', async (account, stdout) => {
    expect(await showing(account)).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('prints all as JSON', async () => {
    const { run, service } = await person();
    const { stdout } = await run(['account', '--json'], { NEWS_TOKEN: 'given' });
    expect(JSON.parse(stdout)).toEqual(ACCOUNT);
    expect(service.requests.map(authorizationOf)).toEqual(['Bearer given']);
  });

  it('wants a sign-in, and one that is still good', async () => {
    const { run, sessions, service } = await person({
      'GET /me': problem(401, `The token ${SESSION} is not good, or no longer: sign in again`),
    });
    expect(await run(['account'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Nobody is signed in at URL: `news sign-in` does it.\n',
    });
    expect(asked(service)).toEqual([]);
    sessions.keep(service.url, SESSION);
    expect(await run(['account'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'URL: You are signed in there no longer. Sign in again: `news sign-in`.\n',
    });
    expect(await run(['account'], { NEWS_TOKEN: SESSION })).toMatchObject({
      stderr:
        'URL: The token … is not good, or no longer: sign in again. Give it by NEWS_TOKEN or --token.\n',
    });
  });
});

it('shows the kept session to other commands too, and how to get one', async () => {
  const { run, sessions, service } = await person({
    'GET /export': (request, response, url) =>
      request.headers.authorization === `Bearer ${SESSION}`
        ? answerJson(response, [])
        : problem(401, 'This is for members. Ask for a link by POST /sign-in')(request, response, url),
  });
  expect(await run(['export'])).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'URL: This is for members. Sign in by `news sign-in`, or give a token by NEWS_TOKEN or --token.\n',
  });
  sessions.keep(service.url, SESSION);
  expect(await run(['export'])).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
});

describe('sign-out', () => {
  const signedIn = async (otherwise?: Record<string, Respond>) => {
    const someone = await person(otherwise);
    someone.sessions.keep(someone.service.url, SESSION);
    someone.sessions.keep('https://other.example', 'other');
    return someone;
  };
  const OTHERS = { 'https://other.example': 'other' };

  it('ends the session there, and forgets it here', async () => {
    const { run, service, kept } = await signedIn();
    expect(await run(['sign-out'])).toEqual({ code: 0, stdout: 'Signed out at URL\n', stderr: '' });
    expect(service.requests.map(authorizationOf)).toEqual([`Bearer ${SESSION}`]);
    expect(kept()).toEqual(OTHERS);
    expect(await run(['sign-out'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Nobody is signed in at URL.\n',
    });
    expect(asked(service)).toHaveLength(1);
  });

  it('has nothing to end where it is over', async () => {
    const { run, kept } = await signedIn({ 'POST /sign-out': problem(401, 'No longer') });
    expect(await run(['sign-out'])).toEqual({ code: 0, stdout: 'Signed out at URL\n', stderr: '' });
    expect(kept()).toEqual(OTHERS);
  });

  it.each<[string, Respond, RegExp]>([
    ['fails', problem(500, 'Something went wrong here'), /^URL: Something went wrong here \(HTTP 500\)\. /],
    ['breaks off', (_, response) => response.destroy(), /^URL broke the connection off\. /],
    [
      'is no Newsreel',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hi</h1>'),
      /^URL is no Newsreel: .* Check the URL\. /,
    ],
  ])('forgets it, and says so, where the service %s', async (_, respond, said) => {
    const { run, kept } = await signedIn({ 'POST /sign-out': respond });
    const { code, stdout, stderr } = await run(['sign-out']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr).toMatch(/\. The sign-in is forgotten here; there it lasts until it runs out\.\n$/);
    expect(kept()).toEqual(OTHERS);
  });

  it('ends a token that is given, and leaves what is kept', async () => {
    const { run, service, kept } = await signedIn();
    expect(await run(['sign-out'], { NEWS_TOKEN: 'given' })).toEqual({
      code: 0,
      stdout: 'Signed out at URL\n',
      stderr: 'That was the token given by NEWS_TOKEN or --token; the sign-in that is kept here stays.\n',
    });
    expect(service.requests.map(authorizationOf)).toEqual(['Bearer given']);
    expect(kept()).toEqual({ ...OTHERS, [service.url]: SESSION });
  });
});
