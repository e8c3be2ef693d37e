import { news, startNews } from './news';
import { answerJson, outsides, type Respond } from './outside';

const outside = outsides();

const TOKEN = 'a-secret-token';
const env = (url: string) => ({ NEWS_URL: url, NEWS_TOKEN: TOKEN });

/** How `news list` (or another command) ends at a server that behaves so. */
async function endsAt(respond: Respond, args = ['list']) {
  const { url } = await outside(respond);
  const ended = await news(args, { env: env(url) });
  return { ...ended, stderr: ended.stderr.replaceAll(url, 'URL') };
}

const ARTICLE = {
  id: '01KAM2QZ0000000000000000A1',
  source: 'one',
  title: 'A title',
  url: 'https://one.example/1',
  publishedAt: '2026-11-22T23:30:00.000Z',
};

const page = (titles: string[], next: string | null) => ({
  articles: titles.map((title) => ({ ...ARTICLE, title })),
  next,
});

describe('what the server answers', () => {
  it.each<[string, Respond, string]>([
    [
      'a web page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>'),
      'URL is no Newsreel: it answers with a web page. Check the URL.\n',
    ],
    [
      'a page that is not there',
      (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Nope</h1>'),
      'URL is no Newsreel: it answers with HTTP 404 Not Found. Check the URL.\n',
    ],
    [
      'other JSON',
      (_, response) => answerJson(response, { hello: 'world' }),
      'URL is no Newsreel: it answers with something else than its API does. Check the URL.\n',
    ],
    [
      'a redirect, which is not followed',
      (_, response) => response.writeHead(302, { location: 'https://other.example/login' }).end(),
      'URL is no Newsreel: it answers with a redirect to https://other.example. Check the URL.\n',
    ],
    [
      'a problem',
      (_, response) =>
        answerJson(response, { title: 'Forbidden', detail: `Not with \u001b[1m${TOKEN}\u001b[0m` }, 403),
      'URL: Not with …. Give another by NEWS_TOKEN or --token.\n',
    ],
    [
      'that a plan is missing',
      (_, response) =>
        answerJson(response, { detail: 'This needs a plan', actionUrl: 'https://pay.example' }, 402),
      'URL: This needs a plan: https://pay.example.\n',
    ],
    [
      'that a plan is missing, with where to get one',
      (_, response) =>
        answerJson(
          response,
          { detail: 'Go on at https://pay.example', actionUrl: 'https://pay.example' },
          402,
        ),
      'URL: Go on at https://pay.example.\n',
    ],
    [
      'to come back in an hour',
      (_, response) => {
        response.setHeader('retry-after', '3600');
        answerJson(response, { message: 'Too Many Requests' }, 429);
      },
      'URL: Too Many Requests. Try again later.\n',
    ],
  ])('%s', async (_, respond, stderr) => {
    expect(await endsAt(respond)).toEqual({ code: 1, stdout: '', stderr });
  });

  it('is tried again where that may help', async () => {
    let requests = 0;
    const flaky: Respond = (_, response) => {
      requests++;
      if (requests === 1) response.writeHead(503).end();
      else if (requests === 2) response.socket?.destroy();
      else answerJson(response, page(['At last'], null));
    };
    expect(await endsAt(flaky)).toEqual({
      code: 0,
      stdout: '[one] 2026-11-22\n At last\n -> https://one.example/1\n',
      stderr: '',
    });
    // What may change something is sent once.
    let posts = 0;
    const failing: Respond = (_, response) => {
      posts++;
      answerJson(response, { detail: 'Something went wrong here' }, 500);
    };
    expect(await endsAt(failing, ['fetch'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'URL: Something went wrong here (HTTP 500).\n',
    });
    expect(posts).toBe(1);
  });
});

it('pages on where a page is short, and not in circles', async () => {
  const titles = [['1', '2'], [], ['3'], ['4', '5']];
  const short: Respond = (_, response, url) => {
    const at = Number(url.searchParams.get('cursor') ?? 0);
    expect(url.searchParams.get('limit')).toBe(String(4 - titles.slice(0, at).flat().length));
    answerJson(response, page(titles[at] ?? [], String(at + 1)));
  };
  const { stdout } = await endsAt(short, ['list', '--limit', '4']);
  expect(stdout.match(/^ \d$/gm)).toEqual([' 1', ' 2', ' 3', ' 4']);
  expect(await endsAt((_, response) => answerJson(response, page([], 'again')))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('in circles'),
  });
});

it('shows nothing that commands a terminal', async () => {
  const title =
    'Red \u001b[31malert\u001b[0m \u009b2J\u202egnp.\u0000exe\u0007\nsecond\u2028line \u001b]0;title\u0007👩‍🚀';
  const { stdout } = await endsAt((_, response) => answerJson(response, page([title], null)));
  expect(stdout).toBe('[one] 2026-11-22\n Red alert gnp.exe second line 👩‍🚀\n -> https://one.example/1\n');
});

describe('where no answer comes from', () => {
  it.each([
    [
      'http://127.0.0.1:1',
      /^http:\/\/127\.0\.0\.1:1 does not answer \(connection refused\): is it running there\?\n$/,
    ],
    ['http://no-such-host.invalid/path/', /^http:\/\/no-such-host\.invalid\/path has a host name that .*\n$/],
  ])('%s', async (url, stderr) => {
    expect(await news(['list'], { env: env(url) })).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(stderr),
    });
  });

  it('a server that speaks http where https is asked for', async () => {
    const { url } = await outside(() => undefined);
    const { code, stderr } = await news(['list', '--url', url.replace('http:', 'https:')]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^https:[^\n]*http, not https[^\n]*\n$/),
    });
  });
});

it('leaves at once when it is interrupted', async () => {
  let asked: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const { url } = await outside(() => asked());
  const { child, ended } = startNews(['list'], { env: env(url) });
  await waiting;
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: '' });
});

describe('wrong usage', () => {
  it.each([
    [['lst'], /^Unknown command 'lst' \(Did you mean list\?\) See news --help\.\n$/],
    [['list', '--limit', '0'], /^Option '--limit <n>'.*whole number.* See news list --help\.\n$/],
    [['list', '--limit'], /^Option '--limit <n>' argument missing\. See news list --help\.\n$/],
    [['list', '--since', 'yesterday'], /^Option '--since <time>'.* date .* See news list --help\.\n$/],
    [['list', '--source', 'Ä'], /^Option '--source <id>'.* See news list --help\.\n$/],
    [['list', 'rust'], /^Too many arguments.* See news list --help\.\n$/],
    [
      ['export', '--format', 'xml'],
      /^Option '--format <format>'.*json, csv, ndjson.* See news export --help\.\n$/,
    ],
    [['sources', 'delete'], /^Unknown command 'delete'\. See news sources --help\.\n$/],
    [['sources', 'add'], /^A URL is missing.* See news sources add --help\.\n$/],
    [['sources', 'remove'], /^Missing required argument 'id'\. See news sources remove --help\.\n$/],
    [['--tokne=a-secret-token', 'list'], /^Unknown option '--tokne'.* See news --help\.\n$/],
    [['list', '--url', 'news.example.com'], /^--url must be an http or https URL.*\n$/],
    [['list', '--url', 'file:///etc/passwd'], /^--url must be an http or https URL.*\n$/],
    [['list', '--url', 'https://a-secret-token@news.example.com'], /^--url must not hold a user name.*\n$/],
    [['list', '--token', 'a-secret-token\n2'], /^--token is not a token.*\n$/],
  ])('%j', async (args, stderr) => {
    const ended = await news(args);
    expect(ended).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(stderr) });
    expect(ended.stderr).not.toContain(TOKEN);
  });

  it('without a command there is help', async () => {
    const { code, stdout, stderr } = await news([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: news /);
  });
});

it('says what to do where nothing runs', async () => {
  expect(await news(['list'])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'No Newsreel runs here: start it with `npm start`, or name one by --url or NEWS_URL.\n',
  });
});

it.each([
  ['--help'],
  ['list', '--help'],
  ['help', 'export'],
  ['sources', '--help'],
  ['sources', 'add', '--help'],
  ['sign-in', '--help'],
  ['sign-out', '--help'],
  ['account', '--help'],
])('has help with examples: %j', async (...args) => {
  const { code, stdout, stderr } = await news(args.flat());
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: news [\s\S]*--token <token>[\s\S]*Examples:\n {2}\$ news /);
});
