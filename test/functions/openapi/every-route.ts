import { keepLog } from '../../log';
import { type Asker, form, type Sent } from './asker';
import { type Operation, resolved } from './described-api';
import { ofAdmin } from './members-routes';

/** What Stripe is told to call is its owner's to write: our routes check their parameters, this one the signature. */
const UNCHECKED = 'POST /stripe/webhook';

const FORM = 'application/x-www-form-urlencoded';
const UPLOAD = 'multipart/form-data';

/** The tests that hold for every route; to be called last within a `describe`, once there is what routes need. */
export function everyRoute(asker: Asker, routes: [string, Operation][]): void {
  const { ask } = asker;
  const forms = routes.filter(
    ([, { requestBody }]) => requestBody?.content[FORM] ?? requestBody?.content[UPLOAD],
  );

  it.each(routes.filter(([route]) => route !== UNCHECKED))('%s knows no other parameter', async (route) => {
    expect((await ask(route, { query: '?unheard-of=1' })).status).toBe(400);
  });

  it.each(routes.filter(([, { responses }]) => responses['401']))('%s wants a good token', async (route) => {
    const sample = asker.samples[route];
    expect((await ask(route, { ...sample, headers: { ...sample?.headers, ...BAD_TOKEN } })).status).toBe(401);
  });

  const withBodies = routes.filter(([, { requestBody }]) => requestBody);
  if (withBodies.length > 0) {
    it.each(withBodies)('%s takes up to 4 MB', async (route) => {
      expect((await ask(route, { body: ' '.repeat(4 * 1024 * 1024 + 1) })).status).toBe(413);
    });
  }

  const typed = routes.filter(([, { responses }]) => responses['415']);
  if (typed.length > 0) {
    it.each(typed)('%s takes no other type', async (route) => {
      const headers = { ...asker.samples[route]?.headers, 'content-type': 'application/xml' };
      expect((await ask(route, { body: '<a/>', headers })).status).toBe(415);
    });
  }

  if (forms.length > 0) {
    it.each(forms)('%s answers a form that is wrong with a page', async (route, operation) => {
      const { status, headers } = await ask(route, { ...emptyForm(operation), query: '?unheard-of=1' });
      expect([status, headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
    });
  }

  const pages = routes.filter(
    ([route, { responses }]) =>
      route.startsWith('GET ') && resolved(responses['400'] ?? { description: '' }).content?.['text/html'],
  );
  if (pages.length > 0) {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

    it.each(pages)('%s tells a browser by a page what is wrong', async (route) => {
      const { status, headers: told } = await ask(route, { query: '?unheard-of=1', headers });
      expect([status, told['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
    });

    it.each(pages)('%s may fail for a browser', async (route) => {
      expect((await ask(route, { headers, body: 1 as unknown as string })).status).toBe(500);
    });

    const withTokens = pages.filter(([, { responses }]) => responses['401']);
    if (withTokens.length > 0) {
      it.each(withTokens)('%s asks who comes with a bad token by a page', async (route) => {
        const { status } = await ask(route, {
          ...asker.samples[route],
          headers: { ...headers, ...BAD_TOKEN },
        });
        expect(status).toBe(401);
      });
    }

    const lost = pages.filter(([, { responses }]) => responses['404']);
    if (lost.length > 0) {
      it.each(lost)('%s says by a page that there is nothing', async (route) => {
        expect((await ask(route, { ...asker.samples[route], headers, id: 'nothing' })).status).toBe(404);
      });
    }
  }

  // The admin's token in a header is a program's.
  const formsWithTokens = forms.filter(([, operation]) => operation.responses['401'] && !ofAdmin(operation));
  if (formsWithTokens.length > 0) {
    it.each(formsWithTokens)('%s answers a form with a bad token with a page', async (route) => {
      const sent = form(route === 'POST /checkout' ? { email: 'bo@example.org' } : {});
      const { status, headers } = await ask(route, { ...sent, headers: { ...sent.headers, ...BAD_TOKEN } });
      expect([status, headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
    });
  }

  if (forms.length > 0) {
    it.each(forms)('%s answers a form that is too large, or fails, with a page', async (route, operation) => {
      const sent = emptyForm(operation);
      const tooLarge = await ask(route, { ...sent, body: ' '.repeat(4 * 1024 * 1024 + 1) });
      const failed = await ask(route, { ...sent, body: 1 as unknown as string });
      const page = 'text/html; charset=utf-8';
      expect([tooLarge.status, tooLarge.headers['content-type']]).toEqual([413, page]);
      expect([failed.status, failed.headers['content-type']]).toEqual([500, page]);
    });
  }

  it.each(routes)('%s may fail', async (route) => {
    const kept = keepLog();
    // What no gateway sends, so that nothing is ready for it.
    const body = 1 as unknown as string;
    expect((await ask(route, { body })).status).toBe(500);
    expect(kept.lines('ERROR')).toHaveLength(1);
  });
}

/** A form with nothing in it. */
const emptyForm = ({ requestBody }: Operation): Sent =>
  requestBody?.content[FORM] ? form({}) : { headers: { 'content-type': `${UPLOAD}; boundary=x` }, body: '' };

const BAD_TOKEN = { authorization: 'Bearer another' };
