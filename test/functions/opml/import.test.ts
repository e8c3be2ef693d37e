import { gzipSync } from 'node:zlib';
import { addSource, readSources } from '../../../functions/sources/store';
import { writeItems } from '../../../functions/table/batch';
import { sourceKey } from '../../../functions/table/keys';
import { cpuMs } from '../../cpu-time';
import { type Sent, type Service, startService } from '../../service';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
afterEach(() => empty());

async function empty(): Promise<void> {
  const keys = (await service.table.items('SOURCES')).map(({ SK }) => sourceKey(SK?.S ?? ''));
  await writeItems(service.table, [], keys);
}

const send = (body: string | Buffer, headers: Sent['headers'] = {}) =>
  service.call('opml-import', 'POST /sources.opml', {}, { body, headers }) as Promise<{
    status: number;
    body: { added: number; skipped: number; failed: number; detail: string };
  }>;
const opml = (outlines: string) => `<opml version="2.0"><head/><body>${outlines}</body></opml>`;
const exported = async () => String((await service.call('opml-export', 'GET /sources.opml')).body);
const urls = async () =>
  Object.fromEntries((await readSources(service.table, true)).map(({ id, url }) => [id, url]));

describe('sources as OPML', () => {
  it('come back as they went out', async () => {
    await addSource(service.table, 'a', {
      url: 'https://a.example/?x=1&y=<2>',
      title: 'A "quoted" & <b>',
      every: 60,
      categories: ['News, local', 'Tech'],
    });
    await addSource(service.table, 'b', { url: 'https://b.example/', title: '日本語' });
    await addSource(service.table, 'c', {
      url: 'https://c.example/',
      title: 'C',
      kind: 'json',
      map: { items: 'hits', title: 'title' },
    });
    const before = await readSources(service.table, true);
    const file = await exported();
    await empty();
    expect((await send(file)).body).toEqual({ added: 3, skipped: 0, failed: 0 });
    const asBefore = before.map((source) => ({ ...source, addedAt: expect.any(String) }));
    expect(await readSources(service.table, true)).toEqual(asBefore);
    expect((await send(Buffer.from(file))).body).toEqual({ added: 0, skipped: 3, failed: 0 });
  });

  it('are for anyone to read, as a file', async () => {
    const { handler } = await import('../../../functions/opml-export/handler');
    const { request } = await import('../../request');
    const { statusCode, headers } = await handler(request('GET /sources.opml'));
    expect([statusCode, headers]).toEqual([
      200,
      expect.objectContaining({
        'content-type': 'text/x-opml; charset=utf-8',
        'content-disposition': 'attachment; filename="sources.opml"',
        'access-control-allow-origin': '*',
      }),
    ]);
  });

  it('are counted: what is new, what is there, what is none', async () => {
    await addSource(service.table, 'there', { url: 'https://there.example/feed' });
    const file = opml(`
      <outline text="Folder"><outline xmlUrl="http://www.there.example/feed/"/></outline>
      <outline xmlUrl="https://new.example/feed"/><outline xmlUrl="feed://new.example/feed#2"/>
      <outline type="rss" text="nothing"/><outline xmlUrl="mailto:me@example.com"/>
      <outline type="link" url="https://page.example/"/>`);
    expect(await send(file)).toMatchObject({ status: 200, body: { added: 1, skipped: 2, failed: 2 } });
  });

  it('keep their ids, unless another feed has them', async () => {
    await addSource(service.table, 'taken', { url: 'https://there.example/feed' });
    const file = opml(`
      <outline xmlUrl="https://one.example/feed"/>
      <outline id="taken" xmlUrl="https://two.example/feed"/>
      <outline id="one-example" xmlUrl="https://three.example/feed"/>
      <outline id="one-example" xmlUrl="https://four.example/feed"/>`);
    expect((await send(file)).body).toMatchObject({ added: 4 });
    expect(await urls()).toEqual({
      taken: 'https://there.example/feed',
      'one-example-2': 'https://one.example/feed',
      'two-example': 'https://two.example/feed',
      'one-example': 'https://three.example/feed',
      'four-example': 'https://four.example/feed',
    });
  });

  it('may be many, and come twice at once', async () => {
    const outlines = Array.from(
      { length: 1_000 },
      (_, index) => `<outline text="${index}" type="rss" xmlUrl="https://example.com/${index}"/>`,
    );
    const start = cpuMs();
    const answers = await Promise.all([send(opml(outlines.join(''))), send(opml(outlines.join('')))]);
    // As long as the API waits.
    expect(cpuMs() - start).toBeLessThan(29_000);
    const added = answers.map(({ body }) => body.added);
    expect([added[0], added[1]].reduce((sum = 0, each = 0) => sum + each)).toBe(1_000);
    expect(Object.keys(await urls())).toHaveLength(1_000);
  }, 60_000);

  it('may have lost what is written in it on the way', async () => {
    for (const body of ['', 'rubbish', '<html><body>404</body></html>', gzipSync('x'), '<opml><body>']) {
      const { status, body: problem } = await send(body);
      expect([status, problem.detail]).toEqual([400, expect.stringMatching(/OPML/)]);
    }
    expect((await send(opml(' '.repeat(4 * 1024 * 1024)))).status).toBe(413);
    expect(await urls()).toEqual({});
  });

  it('may come with any type and in any encoding', async () => {
    const text = `<?xml version="1.0" encoding="windows-1252"?>${opml('<outline text="Café" xmlUrl="https://a.example/"/>')}`;
    expect(
      (await send(Buffer.from(text, 'latin1'), { 'content-type': 'application/octet-stream' })).status,
    ).toBe(200);
    expect((await readSources(service.table, true))[0]?.title).toBe('Café');
  });

  it('are brought in by the admin alone', async () => {
    expect((await send(opml(''), { authorization: 'Bearer wrong' })).status).toBe(401);
  });
});
