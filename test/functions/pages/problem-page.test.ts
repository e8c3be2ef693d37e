import { type Answer, api } from '../../../functions/http/api';
import { badParameters, Problem, unauthorized } from '../../../functions/http/problem';
import { problemPage } from '../../../functions/pages/problem-page';
import { request } from '../../request';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** What is answered to a request where something is wrong. */
async function answerTo(
  problem: Problem,
  route: string,
  headers: Record<string, string>,
): Promise<{ status: number; type: string; text: string }> {
  const refuse = async (): Promise<Answer> => {
    throw problem;
  };
  const { statusCode = 0, ...answer } = await api(refuse, problemPage)(request(route, { headers }));
  return { status: statusCode, type: String(answer.headers?.['content-type']), text: answer.body ?? '' };
}

test('programs get problem details, people a page', async () => {
  const problem = new Problem(404, 'Not found', 'There is <none>');
  expect((await answerTo(problem, 'GET /x', { accept: '*/*' })).type).toBe('application/problem+json');
  expect((await answerTo(problem, 'POST /x', BROWSER)).type).toBe('application/problem+json');
  for (const [route, headers] of [
    ['GET /x', BROWSER],
    ['POST /x', FORM],
  ] as const) {
    const { status, type, text } = await answerTo(problem, route, headers);
    expect([status, type]).toEqual([404, 'text/html; charset=utf-8']);
    expect(text).toContain('<h1>Not found</h1>');
    expect(text).toContain('There is &lt;none&gt;');
  }
});

test('who is not signed in is asked to, in words for people', async () => {
  const { text } = await answerTo(unauthorized('This needs a Bearer token'), 'POST /x', FORM);
  expect(text).toContain('<h1>Sign in first</h1>');
  expect(text).toContain('action="/sign-in"');
  expect(text).not.toMatch(/Bearer|Unauthorized/);
});

test('an address to go on at is a button, and no part of a sentence', async () => {
  const actionUrl = 'https://news.example/account';
  const detail = `This is for members. You have no plan. Go on at ${actionUrl}`;
  const problem = new Problem(402, 'Members only', detail, [], {}, { actionUrl });
  const { text } = await answerTo(problem, 'GET /x', BROWSER);
  expect(text).toContain('<p>This is for members. You have no plan.</p>');
  expect(text).toContain(`<a class="button" href="${actionUrl}">Go on</a>`);
});

test('several faults are a list', async () => {
  const problem = badParameters([
    { name: 'hour', detail: 'must be <b>' },
    { name: 'every', detail: 'must be there' },
  ]);
  const { text } = await answerTo(problem, 'POST /x', FORM);
  expect(text).toContain('<li>hour must be &lt;b&gt;</li><li>every must be there</li>');
});

test.each([
  ['POST /x', 400, 'way back leads to the form'],
  ['POST /x', 429, 'way back leads to the form'],
  ['POST /x', 503, 'way back leads to the form'],
  ['GET /x?a=1', 503, '<a class="button" href="https://news.example/x?a=1">Try again</a>'],
])('%s that fails with %i says how to try again', async (route, status, words) => {
  const { text } = await answerTo(new Problem(status, 'It failed', 'So it is'), route, {
    ...(route.startsWith('POST') ? FORM : BROWSER),
  });
  expect(text).toContain(words);
});

test.each([
  ['POST /x', 403],
  ['POST /x', 409],
  ['GET /x', 404],
])('%s that is refused with %i for good says nothing of that', async (route, status) => {
  const { text } = await answerTo(new Problem(status, 'No', 'So it is'), route, { ...FORM, ...BROWSER });
  expect(text).not.toMatch(/way back|Try again/);
});
