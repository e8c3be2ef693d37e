import { answerJson, type Respond } from './outside';
import { ACCOUNT, asked, authorizationOf, EMAIL, person, problem, SESSION } from './person';

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
    [
      {
        digest: { every: 'week', hour: 7, timeZone: 'Asia/Tokyo', search: null, sources: [], categories: [] },
      },
      `${EMAIL}\n Subscription (active), until 23 December 2026\n ${ACCOUNT.reason}\n Digest every Monday at 07:00 (Asia/Tokyo)\n`,
    ],
    [
      { digest: { every: 'never', hour: 8, timeZone: 'UTC' }, mail: 'bounced' },
      `${EMAIL}\n Subscription (active), until 23 December 2026\n ${ACCOUNT.reason}\n Mail to you came back: no digest comes until you sign in by a mailed link again.\n`,
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
