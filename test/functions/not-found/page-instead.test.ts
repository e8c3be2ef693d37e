import { handler } from '../../../functions/not-found/handler';
import { request } from '../../request';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const open = (path: string, headers: Record<string, string> = BROWSER) =>
  handler(request(`GET ${path}`, { headers }));

describe('who asks for what is no page', () => {
  it.each([
    ['/admin/sign-in', '/admin'],
    ['/checkout', '/plans'],
    ['/account/digest', '/account#digest'],
    ['/from/', '/from'],
    ['/from/x/?search=a+b', '/from/x?search=a+b'],
    ['/admin/sign-out/', '/admin'],
  ])('by %s means %s', async (path, page) => {
    expect(await open(path)).toMatchObject({ statusCode: 303, headers: { location: page } });
  });

  it.each(['/nothing', '//evil.example/', '///', '/\\evil.example'])('by %s means none', async (path) => {
    expect((await open(path)).statusCode).toBe(404);
  });

  it('is told so, being a program', async () => {
    const { statusCode, headers } = await open('/checkout', {});
    expect([statusCode, headers?.['content-type']]).toEqual([404, 'application/problem+json']);
  });
});
