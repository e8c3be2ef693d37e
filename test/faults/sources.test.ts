import { listed } from '../../functions/sources/source';
import { readSource, readSources } from '../../functions/sources/store';
import { FeedServer, rss } from '../feed-server';
import { Fuse } from '../fuse';
import { type Service, startService } from '../service';
import { type Break, breakEverywhere } from './everywhere';

const fuse = new Fuse();

let service: Service;
let feeds: FeedServer;

beforeAll(async () => {
  service = await startService();
  feeds = await FeedServer.start();
  await fuse.guardService();
});

afterAll(async () => {
  fuse.stop();
  await feeds.stop();
  await service.stop();
});

const isKilled = (how: Break): boolean => how === 'killed';

const publish = (path: string, titles: string[]): string => {
  feeds.set(
    path,
    rss(titles.map((title, place) => ({ title, guid: title, date: new Date(Date.now() - place * 1e6) }))),
  );
  return feeds.url(path);
};

/** The version that tags of sources are made from. */
const version = async (): Promise<string | undefined> =>
  (await service.table.items('VERSIONS')).find(({ SK }) => SK?.S === 'SOURCES')?.['version']?.S;

describe.each<Break>(['killed', 'unanswered'])('at each of its calls %s,', (how) => {
  test('adding a source adds one, and says so', async () => {
    const calls = await breakEverywhere(fuse, how, {
      prepare: async (number) => ({ url: publish(`/added-${number}`, ['One']), before: await version() }),
      work: ({ url }) => service.call('add-source', 'POST /sources', {}, { body: JSON.stringify({ url }) }),
      check: async ({ status, body }, { url, before }) => {
        // Who was told nothing and asks again learns that it is there.
        expect(isKilled(how) ? [201, 409] : [201]).toContain(status);
        const added = (await readSources(service.table, true)).filter((source) => source.url === url);
        expect(added).toHaveLength(1);
        if (status === 201 && added[0]) expect(body).toEqual(listed(added[0]));
        expect(await version()).not.toBe(before);
      },
    });
    expect(calls).toBeGreaterThan(3);
  });

  test('changing a source changes it', async () => {
    await breakEverywhere(fuse, how, {
      prepare: async (number) => {
        const id = `changed-${number}`;
        await service.addSources({ [id]: publish(`/${id}`, ['One']) });
        return { id, before: await version() };
      },
      work: ({ id }) =>
        service.call('change-source', `PATCH /sources/${id}`, { id }, { body: '{"title":"Another"}' }),
      check: async ({ status, body }, { id, before }) => {
        expect([status, body]).toEqual([200, expect.objectContaining({ title: 'Another' })]);
        expect((await readSource(service.table, id))?.title).toBe('Another');
        expect(await version()).not.toBe(before);
      },
    });
  });

  test('importing sources leaves each of them there once', async () => {
    const urlsOf = (number: number) =>
      ['a', 'b', 'c'].map((name) => `https://${name}-${number}.example/feed`);
    await breakEverywhere(fuse, how, {
      prepare: async (number) => number,
      work: (number) => {
        const outlines = urlsOf(number).map((url) => `<outline type="rss" xmlUrl="${url}"/>`);
        const body = `<opml version="2.0"><head/><body>${outlines.join('')}</body></opml>`;
        return service.call('opml-import', 'POST /sources.opml', {}, { body });
      },
      check: async ({ status, body }, number) => {
        const { added, skipped, failed } = body as Record<string, number>;
        expect([status, failed]).toEqual([200, 0]);
        // Of what was there by then nobody can say any more who put it there.
        expect((added ?? 0) + (skipped ?? 0)).toBe(3);
        if (!isKilled(how)) expect(added).toBe(3);
        const there = (await readSources(service.table, true)).map(({ url }) => url);
        expect(there.filter((url) => urlsOf(number).includes(url)).sort()).toEqual(urlsOf(number));
      },
    });
  });
});

test('where any answer is lost, removing a source leaves nothing of it', async () => {
  await breakEverywhere(fuse, 'unanswered', {
    prepare: async (number) => {
      const id = `removed-${number}`;
      await service.addSources({ [id]: publish(`/${id}`, ['One', 'Two']) });
      await service.trigger(`?source=${id}`);
      await service.fetch();
      await service.index();
      return id;
    },
    work: async (id) => {
      const { status } = await service.call('remove-source', `DELETE /sources/${id}`, { id });
      await service.fetch();
      return status;
    },
    check: async (status, id) => {
      expect(status).toBe(202);
      const items = (await service.table.items()).filter(({ PK }) => PK?.S !== 'REMOVED');
      expect(items.filter((item) => JSON.stringify(item).includes(`${id}@`))).toEqual([]);
      await service.fetchDelayed();
      expect(await service.table.items('REMOVED')).toEqual([]);
    },
  });
});

test('where any answer is lost, a cycle brings what it brings, once', async () => {
  await breakEverywhere(fuse, 'unanswered', {
    prepare: async (number) => {
      const id = `round-${number}`;
      const titles = [1, 2, 3, 4].map((place) => `Round${number} ${place}`);
      await service.addSources({ [id]: publish(`/${id}`, titles) });
      return { id, number, titles };
    },
    work: async ({ id }) => {
      const cycle = await service.trigger(`?source=${id}`);
      await service.fetch();
      await service.index();
      // What was sent twice.
      await service.fetch();
      await service.index();
      return service.cycle(cycle);
    },
    check: async (cycle, { number, titles }) => {
      expect(cycle).toMatchObject({ sources: 1, done: 1, failed: 0, newArticles: 4 });
      expect(cycle.finishedAt).not.toBeNull();
      const found = await service.articles(`search=round${number}&limit=100`);
      expect(found.map(({ title }) => title)).toEqual(titles);
    },
  });
});
