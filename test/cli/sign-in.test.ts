import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from '../../cli/client';
import { signIn } from '../../cli/members/sign-in';
import { answerJson, type Respond } from './outside';
import {
  asked,
  authorizationOf,
  EMAIL,
  IS_ON_ITS_WAY,
  linkOf,
  person,
  problem,
  SESSION,
  WORKING_LINK,
} from './person';
import { screen } from './screen';

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
