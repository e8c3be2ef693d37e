import path from 'node:path';
import { parseFeed } from 'feedsmith';
import { parseSource } from '../../../functions/sources/settings';
import { isSample, type Samples, serveSamples } from '../../../infra/local/samples';

const FOLDER = path.resolve(__dirname, '../../feeds');
const NOW = new Date('2026-11-23T12:00:00.500Z');

let samples: Samples;
beforeAll(async () => {
  samples = await serveSamples(FOLDER, NOW);
});
afterAll(() => samples.close());

const get = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

describe('the sample feeds', () => {
  test('are sources, known by their ids', () => {
    expect(samples.sources.length).toBeGreaterThanOrEqual(3);
    for (const source of samples.sources) {
      expect(parseSource(source)).toEqual(source);
      expect(source.id).toMatch(/^sample-/);
      expect(isSample(source)).toBe(true);
    }
    expect(isSample({ id: 'sample-of-somebody-else' })).toBe(false);
  });

  test('live on one address and port, which can be allowed alone', () => {
    const { port } = new URL(samples.sources[0]?.url ?? '');
    expect(samples.network).toBe(`127.0.0.1/32:${port}`);
    for (const { url } of samples.sources) expect(new URL(url).port).toBe(port);
  });

  test('are an RSS, an Atom and a JSON feed, whose entries are all recent and made up', async () => {
    const formats: string[] = [];
    for (const { url } of samples.sources) {
      const text = await (await get(url)).text();
      expect(text).not.toContain('{{');
      const { format, feed } = parseFeed(text);
      formats.push(format);
      const items = 'entries' in feed ? feed.entries : 'items' in feed ? feed.items : [];
      expect(items?.length).toBeGreaterThanOrEqual(12);
      const links = [...text.matchAll(/https?:\/\/[^\s"<]+/g)].map(([link]) => new URL(link).hostname);
      const namespaces = ['purl.org', 'www.w3.org', 'jsonfeed.org'];
      expect(new Set(links.filter((host) => !namespaces.includes(host)))).toEqual(new Set(['example.com']));
    }
    expect(formats.sort()).toEqual(['atom', 'json', 'rss']);
  });

  test('are dated before now, as each format has it', async () => {
    const [rss, atom, json] = await Promise.all(
      samples.sources.map(async ({ url }) => (await get(url)).text()),
    );
    expect(rss).toContain('<pubDate>Mon, 23 Nov 2026 11:20:00 GMT</pubDate>');
    expect(atom).toContain('<published>2026-11-23T11:00:00.500Z</published>');
    expect(json).toContain('"date_published": "2026-11-23T10:00:00.500Z"');
    expect(rss).toContain('Mon, 09 Nov 2026 12:00:00 GMT');
  });

  test('are the same to the byte when asked again, and say so', async () => {
    for (const { url } of samples.sources) {
      const first = await get(url);
      const etag = first.headers.get('etag') ?? '';
      expect(first.headers.get('content-type')).toMatch(/(xml|json); charset=utf-8$/);
      expect(await (await get(url)).text()).toBe(await first.text());
      expect((await get(url, { 'if-none-match': etag })).status).toBe(304);
      expect((await get(url, { 'if-none-match': '"other"' })).status).toBe(200);
    }
  });

  test('are all that is served', async () => {
    const { origin } = new URL(samples.sources[0]?.url ?? '');
    for (const other of ['/', '/sample-lanternport.xml', '/../package.json']) {
      expect((await get(origin + other)).status).toBe(404);
    }
  });
});
