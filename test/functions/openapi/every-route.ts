import { type Asker, form } from './asker';
import type { Operation } from './described-api';

/** What Stripe is told to call is its owner's to write: our routes check their parameters, this one the signature. */
const UNCHECKED = 'POST /stripe/webhook';

const FORM = 'application/x-www-form-urlencoded';

/** The tests that hold for every route; to be called last within a `describe`, once there is what routes need. */
export function everyRoute(asker: Asker, routes: [string, Operation][]): void {
  const { ask } = asker;
  const forms = routes.filter(([, { requestBody }]) => requestBody?.content[FORM]);

  it.each(routes.filter(([route]) => route !== UNCHECKED))('%s knows no other parameter', async (route) => {
    expect((await ask(route, { query: '?unheard-of=1' })).status).toBe(400);
  });

  it.each(routes.filter(([, { responses }]) => responses['401']))('%s wants a good token', async (route) => {
    const sample = asker.samples[route];
    expect((await ask(route, { ...sample, headers: { ...sample?.headers, ...BAD_TOKEN } })).status).toBe(401);
  });

  it.each(routes.filter(([, { requestBody }]) => requestBody))('%s takes up to 4 MB', async (route) => {
    expect((await ask(route, { body: ' '.repeat(4 * 1024 * 1024 + 1) })).status).toBe(413);
  });

  it.each(routes.filter(([, { responses }]) => responses['415']))('%s takes no other type', async (route) => {
    const headers = { ...asker.samples[route]?.headers, 'content-type': 'application/xml' };
    expect((await ask(route, { body: '<a/>', headers })).status).toBe(415);
  });

  if (forms.length > 0) {
    it.each(forms)('%s answers a form that is wrong with a page', async (route) => {
      const { status, headers } = await ask(route, { ...form({}), query: '?unheard-of=1' });
      expect([status, headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
    });
  }

  const formsWithTokens = forms.filter(([, { responses }]) => responses['401']);
  if (formsWithTokens.length > 0) {
    it.each(formsWithTokens)('%s answers a form with a bad token with a page', async (route) => {
      const sent = form(route === 'POST /checkout' ? { email: 'bo@example.org' } : {});
      const { status, headers } = await ask(route, { ...sent, headers: { ...sent.headers, ...BAD_TOKEN } });
      expect([status, headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
    });
  }

  it.each(routes)('%s may fail', async (route) => {
    const log = jest.spyOn(console, 'error').mockImplementation();
    // What no gateway sends, so that nothing is ready for it.
    const body = 1 as unknown as string;
    expect((await ask(route, { body })).status).toBe(500);
    expect(log).toHaveBeenCalledTimes(1);
  });
}

const BAD_TOKEN = { authorization: 'Bearer another' };
