import { signAdminSession } from '../../../functions/admin/session';
import { FeedServer, rss } from '../../feed-server';
import { type Service, startService } from '../../service';
import { signIn } from '../openapi/sign-in';
import { type Shown, submit } from './browser';

let service: Service;
let feeds: FeedServer;

beforeAll(async () => {
  [service, feeds] = await Promise.all([startService(), FeedServer.start()]);
  feeds.set('/feed', rss([{ title: 'One', link: 'https://example.com/1' }], 'The <feed>'));
  feeds.set('/nothing', 'plain');
});
afterAll(() => Promise.all([service.stop(), feeds.stop()]));

const PAGE = 'text/html; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';
const led = ({ status, headers }: Shown) => [status, headers['location']];
const told = ({ status, headers }: Shown) => [status, headers['content-type']];
const ids = async () => (await service.table.items('SOURCES')).map(({ SK }) => SK?.S);

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const opml = (...urls: string[]) =>
  `<?xml version="1.0"?><opml version="2.0"><body>${urls
    .map((url) => `<outline type="rss" text="${url}" xmlUrl="${url}"/>`)
    .join('')}<outline type="rss" text="none"/></body></opml>`;
const file = (text: string) => new Blob([text], { type: 'text/x-opml' });
const upload = (sent: Blob): { files: [string, Blob][] } => ({ files: [['opml', sent]] });

describe('a form of the page', () => {
  test('adds a source; what is left empty is left out', async () => {
    const fields = { url: feeds.url('/feed'), title: '', id: ' ' };
    expect(led(await submit('add-source', '/sources', { fields }))).toEqual([303, '/admin?added=127-0-0-1']);
    expect(await service.source('127-0-0-1')).toMatchObject({ title: 'The <feed>' });
  });

  test('that cannot add one says why, and leads back', async () => {
    const again = await submit('add-source', '/sources', { fields: { url: feeds.url('/feed') } });
    expect(told(again)).toEqual([409, PAGE]);
    expect(again.text).toContain('This feed is there already');
    expect(again.text).toContain('href="/admin"');
    const nothing = await submit('add-source', '/sources', { fields: { url: feeds.url('/nothing') } });
    expect(told(nothing)).toEqual([422, PAGE]);
    const wrong = await submit('add-source', '/sources', { fields: { url: 'ftp://x', id: 'A B' } });
    expect(told(wrong)).toEqual([400, PAGE]);
    expect(wrong.text).toMatch(/<li>id must be .*<li>url must be an absolute http or https URL/s);
    expect(told(await submit('add-source', '/sources', { fields: { url: 'x', auth: 'y' } }))).toEqual([
      400,
      PAGE,
    ]);
  });

  test('starts a cycle, of one source too', async () => {
    for (const target of ['/fetch', '/fetch?source=127-0-0-1']) {
      const { status, headers } = await submit('trigger', target);
      const cycle = /^\/admin\?cycle=(\w{26})$/.exec(headers['location'] ?? '')?.[1] ?? '';
      expect([status, (await service.cycle(cycle)).sources]).toEqual([303, 1]);
    }
    const unknown = await submit('trigger', '/fetch?source=unknown');
    expect(told(unknown)).toEqual([404, PAGE]);
    expect(unknown.text).toContain('There is no source with this id');
  });

  test('brings an OPML file in', async () => {
    const sent = file(opml('https://a.example/ä', 'https://b.example/', feeds.url('/feed')));
    expect(led(await submit('opml-import', '/sources.opml', upload(sent)))).toEqual([
      303,
      '/admin?imported=2.1.1',
    ]);
    expect(await ids()).toEqual(expect.arrayContaining(['a-example', 'b-example']));
  });

  test('takes the encoding of an OPML file as it is', async () => {
    const bytes = Buffer.from(
      '<?xml version="1.0" encoding="iso-8859-1"?><opml><body><outline type="rss" text="Über uns" xmlUrl="https://c.example/"/></body></opml>',
      'latin1',
    );
    const sent = new Blob([bytes], { type: 'text/xml' });
    expect(led(await submit('opml-import', '/sources.opml', upload(sent)))).toEqual([
      303,
      '/admin?imported=1.0.0',
    ]);
    expect(await service.source('c-example')).toMatchObject({ title: 'Über uns' });
  });

  test('without a file, with a wrong one, or broken, says what to do', async () => {
    const none = await submit('opml-import', '/sources.opml', upload(new Blob([])));
    expect(told(none)).toEqual([400, PAGE]);
    expect(none.text).toContain('Choose an OPML file first');
    const image = await submit('opml-import', '/sources.opml', upload(file('GIF89a')));
    expect(told(image)).toEqual([400, PAGE]);
    expect(image.text).toContain('This is not OPML');
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=another']) {
      const broken = await submit('opml-import', '/sources.opml', {
        ...upload(file(opml())),
        headers: { 'content-type': type },
      });
      expect(told(broken)).toEqual([400, PAGE]);
      expect(broken.text).toContain('send it once more');
    }
  });

  test('takes no second file, and no other field', async () => {
    const [one, other] = [file(opml('https://f.example/')), file(opml('https://g.example/'))];
    const before = await ids();
    for (const name of ['opml', 'other']) {
      const files: [string, Blob][] = [
        ['opml', one],
        [name, other],
      ];
      expect(told(await submit('opml-import', '/sources.opml', { files }))).toEqual([400, PAGE]);
    }
    expect(await ids()).toEqual(before);
  });

  test('with the file in another field says which one it is', async () => {
    const files: [string, Blob][] = [['file', file(opml('https://f.example/'))]];
    const { status, text } = await submit('opml-import', '/sources.opml', { files });
    expect([status, text]).toEqual([
      400,
      expect.stringContaining('file is not a field of this form: the file is to be in &quot;opml&quot;'),
    ]);
  });

  test('removes a source', async () => {
    const id = 'b-example';
    expect(led(await submit('remove-source', `/sources/${id}/remove`, { id }))).toEqual([
      303,
      `/admin?removed=${id}`,
    ]);
    expect(await ids()).not.toContain(id);
    expect(told(await submit('remove-source', `/sources/${id}/remove`, { id }))).toEqual([404, PAGE]);
  });
});

/** The routes of the forms, each with what is well-formed. */
const ROUTES: [name: string, target: string, sent: Parameters<typeof submit>[2]][] = [
  ['add-source', '/sources', { fields: { url: 'https://never.example/' } }],
  ['trigger', '/fetch', {}],
  ['opml-import', '/sources.opml', upload(file(opml('https://never.example/')))],
  ['remove-source', '/sources/a-example/remove', { id: 'a-example' }],
];

describe.each(ROUTES)('%s at %s', (name, target, sent) => {
  let before: unknown;
  beforeEach(async () => {
    before = await service.table.items();
  });
  const nothingChanged = async () => expect(await service.table.items()).toEqual(before);

  test('asks who is not signed in, or no longer, for the admin token', async () => {
    const over = await signAdminSession('the-admin-token', Date.now() - 13 * 3_600_000);
    for (const cookies of [[], [`__Host-newsreel-admin=${over}`]]) {
      const page = await submit(name, target, { ...sent, cookies });
      expect(told(page)).toEqual([401, PAGE]);
      expect(page.text).toContain('action="/admin/sign-in"');
    }
    await nothingChanged();
  });

  test('is not for readers', async () => {
    const cookies = [`__Host-newsreel=${await signIn(service.table, `${name}@example.org`)}`];
    before = await service.table.items();
    expect(told(await submit(name, target, { ...sent, cookies }))).toEqual([403, PAGE]);
    await nothingChanged();
  });

  test('takes nothing from the page of another site', async () => {
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect(told(await submit(name, target, { ...sent, headers: evil }))).toEqual([403, PAGE]);
    await nothingChanged();
  });
});

describe('a program', () => {
  const bearer = { authorization: 'Bearer the-admin-token' };

  test('is answered with JSON, whatever type its body says that it has', async () => {
    const headers = { ...bearer, ...FORM };
    expect(told(await submit('trigger', '/fetch', { headers, cookies: [] }))).toEqual([202, JSON_TYPE]);
    const wrong = { ...FORM, authorization: 'Bearer wrong' };
    expect(told(await submit('trigger', '/fetch', { headers: wrong, cookies: [] }))).toEqual([
      401,
      'application/problem+json',
    ]);
    const { status, body } = await service.call(
      'opml-import',
      'POST /sources.opml',
      {},
      {
        headers: FORM,
        body: opml('https://d.example/'),
      },
    );
    expect([status, body]).toEqual([200, { added: 1, skipped: 0, failed: 1 }]);
  });

  test('may send the file as a form does', async () => {
    const sent = { ...upload(file(opml('https://e.example/'))), headers: bearer, cookies: [] };
    const { status, text } = await submit('opml-import', '/sources.opml', sent);
    expect([status, JSON.parse(text)]).toEqual([200, { added: 1, skipped: 0, failed: 1 }]);
  });

  test('removes a source by DELETE as before', async () => {
    const id = 'd-example';
    const deleted = await service.call('remove-source', `DELETE /sources/${id}`, { id });
    expect([deleted.status, deleted.body]).toEqual([202, { removed: id }]);
  });
});
