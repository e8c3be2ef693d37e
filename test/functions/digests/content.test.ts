import { setClock } from '../readers/clock';
import { type Newsroom, startNewsroom } from './newsroom';

let room: Newsroom;

beforeAll(async () => {
  room = await startNewsroom();
});
afterAll(() => room.stop());
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  room.ses.mails.length = 0;
});

test('a digest holds what came since the one before, by source, newest first', async () => {
  setClock(Date.parse('2026-11-01T07:00:00Z'));
  await room.subscribe('ada@example.org');
  await room.publish(
    { source: 'old', title: 'Too old', publishedAt: '2026-10-31T07:59:59Z' },
    { source: 'apple', title: 'Apple one', publishedAt: '2026-10-31T08:00:00Z' },
    { source: 'berry', title: 'Berry one', publishedAt: '2026-10-31T20:00:00Z' },
    {
      source: 'apple',
      title: 'Apple two',
      publishedAt: '2026-11-01T06:00:00Z',
      summary: 'All about apples.',
    },
  );
  setClock(Date.parse('2026-11-01T08:00:05Z'));
  await room.run('2026-11-01T08:00:00Z');
  const [text = ''] = room.textsTo('ada@example.org');
  const order = ['The apple', 'Apple two', 'All about apples.', 'Apple one', 'The berry', 'Berry one'];
  const places = order.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(text).not.toContain('Too old');
  expect(room.ses.mails).toHaveLength(1);

  await room.publish(
    { source: 'apple', title: 'Apple three', publishedAt: '2026-11-01T09:00:00Z' },
    // It bears an earlier date, as many do, and was not there yet.
    {
      source: 'berry',
      title: 'Berry late',
      publishedAt: '2026-10-31T12:00:00Z',
      fetchedAt: '2026-11-01T10:00:00Z',
    },
    // Its fetching began before, and it was there a moment after.
    {
      source: 'berry',
      title: 'Berry slow',
      publishedAt: '2026-11-01T07:59:00Z',
      fetchedAt: '2026-11-01T07:59:30Z',
    },
    {
      source: 'new',
      title: 'An archive',
      publishedAt: '2026-10-01T00:00:00Z',
      fetchedAt: '2026-11-01T10:00:00Z',
    },
  );
  setClock(Date.parse('2026-11-02T08:00:05Z'));
  await room.run('2026-11-02T08:00:00Z');
  const [, second = ''] = room.textsTo('ada@example.org');
  for (const title of ['Apple three', 'Berry late', 'Berry slow']) expect(second).toContain(title);
  for (const title of ['Apple two', 'Apple one', 'Berry one', 'An archive'])
    expect(second).not.toContain(title);
  expect(room.ses.mails).toHaveLength(2);
  // Who asks for everything would be in the way of what follows.
  await room.subscribe('ada@example.org', { every: 'never' });
});

test('a digest of more than fifty articles has the newest, and the next none of the others', async () => {
  const { email, source } = await room.readerWithNews('2026-12-04');
  const stories = Array.from({ length: 80 }, (_, number) => ({
    source,
    title: `Many ${String(number).padStart(2, '0')}.`,
    publishedAt: new Date(Date.parse('2026-12-04T07:10:00Z') + number * 1000).toISOString(),
  }));
  await room.publish(...stories);
  await room.run('2026-12-04T08:00:00Z');
  expect(room.textsTo(email)[0]?.match(/Many \d\d\./g)).toEqual(
    Array.from({ length: 50 }, (_, index) => `Many ${79 - index}.`),
  );
  await room.publish({ source, title: 'The day after', publishedAt: '2026-12-04T20:00:00Z' });
  setClock(Date.parse('2026-12-05T08:00:10Z'));
  await room.run('2026-12-05T08:00:00Z');
  expect(room.textsTo(email)[1]).toContain('The day after');
  expect(room.textsTo(email)[1]).not.toContain('Many');
});

test('settings that hold a search, sources and categories narrow it down', async () => {
  setClock(Date.parse('2026-12-07T07:00:00Z'));
  const stories = [
    { source: 'narrow-a', title: 'Rust and glass', categories: ['Tech'] },
    { source: 'narrow-a', title: 'Rust and wood', categories: ['Craft'] },
    { source: 'narrow-b', title: 'Rust never sleeps', categories: ['Tech'] },
    { source: 'narrow-a', title: 'Glass alone', categories: ['tech'] },
  ];
  await room.publish(...stories.map((story) => ({ ...story, publishedAt: '2026-12-07T06:00:00Z' })));
  await room.subscribe('narrow@example.org', {
    search: 'rust',
    sources: ['narrow-a', 'gone'],
    categories: ['tech'],
  });
  await room.subscribe('gone@example.org', { sources: ['gone'] });
  setClock(Date.parse('2026-12-07T08:00:10Z'));
  await room.run('2026-12-07T08:00:00Z');
  expect(room.textsTo('gone@example.org')).toEqual([]);
  const [text = ''] = room.textsTo('narrow@example.org');
  expect(stories.map(({ title }) => title).filter((title) => text.includes(title))).toEqual([
    'Rust and glass',
  ]);
});

test('a digest carries the way out, which works without a login', async () => {
  const { email } = await room.readerWithNews('2026-12-08');
  await room.run('2026-12-08T08:00:00Z');
  const [mail] = room.ses.mails;
  const [, link = ''] = /<(.+)>/.exec(mail?.headers['list-unsubscribe'] ?? '') ?? [];
  expect(link).toMatch(/^https:\/\/news\.example\/unsubscribe\?token=/);
  expect(mail?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  expect(mail?.text).toContain(link);
  const { pathname, search } = new URL(link);
  const route = `${pathname}${search}`;
  const oneClick = { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
  expect((await room.call('unsubscribe', `POST ${route}`, oneClick)).status).toBe(200);
  setClock(Date.parse('2026-12-09T08:00:10Z'));
  await room.publish({ source: 'source-1', title: 'More', publishedAt: '2026-12-09T01:00:00Z' });
  await room.run('2026-12-09T08:00:00Z');
  expect(room.textsTo(email)).toHaveLength(1);
});

test('what an archive brought shortly before the first digest is in none', async () => {
  setClock(Date.parse('2026-11-12T11:00:00Z'));
  await room.subscribe('archive@example.org', { sources: ['archive'], hour: 12 });
  await room.publish(
    {
      source: 'archive',
      title: 'New',
      publishedAt: '2026-11-12T11:00:00Z',
      fetchedAt: '2026-11-12T11:30:00Z',
    },
    {
      source: 'archive',
      title: 'Old',
      publishedAt: '2026-11-11T03:00:00Z',
      fetchedAt: '2026-11-12T11:30:00Z',
    },
  );
  for (const day of ['2026-11-12', '2026-11-13']) {
    setClock(Date.parse(`${day}T12:00:10Z`));
    await room.run(`${day}T12:00:00Z`);
  }
  expect(room.textsTo('archive@example.org')).toHaveLength(1);
  expect(room.textsTo('archive@example.org')[0]).not.toContain('Old');
});
