import { claimDigest, readSubscription, type Subscription } from '../../../functions/digests/roster';
import { type Address, readerOf } from '../../../functions/readers/address';
import { writeItems } from '../../../functions/table/batch';
import { readerKey } from '../../../functions/table/keys';
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

const textsTo = (email: string) => room.ses.mails.filter(({ to }) => to === email).map(({ text }) => text);

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
  const [text = ''] = textsTo('ada@example.org');
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
  const [, second = ''] = textsTo('ada@example.org');
  for (const title of ['Apple three', 'Berry late', 'Berry slow']) expect(second).toContain(title);
  for (const title of ['Apple two', 'Apple one', 'Berry one', 'An archive'])
    expect(second).not.toContain(title);
  expect(room.ses.mails).toHaveLength(2);
  // Who asks for everything would be in the way of what follows.
  await room.subscribe('ada@example.org', { every: 'never' });
});

/** A reader of one's own, with news that only they ask for. */
let readers = 0;
async function readerWithNews(day: string): Promise<{ email: string; source: string }> {
  readers++;
  const email = `reader-${readers}@example.org`;
  const source = `source-${readers}`;
  setClock(Date.parse(`${day}T07:00:00Z`));
  await room.publish({ source, title: `News of ${source}`, publishedAt: `${day}T06:00:00Z` });
  await room.subscribe(email, { sources: [source] });
  setClock(Date.parse(`${day}T08:00:10Z`));
  return { email, source };
}

describe('a digest is sent once', () => {
  test('where the rule rings twice, and again', async () => {
    const { email } = await readerWithNews('2026-11-03');
    for (const time of ['08:00', '08:00', '08:15']) await room.run(`2026-11-03T${time}:00Z`);
    expect(textsTo(email)).toHaveLength(1);
  });

  test('where its messages come twice, late, and to two workers at once', async () => {
    const { email } = await readerWithNews('2026-11-04');
    await room.ring('2026-11-04T08:00:00Z');
    await room.ring('2026-11-04T08:00:00Z');
    const messages = await room.messages();
    await Promise.all([room.work(messages), room.work(messages), room.work(messages.toReversed())]);
    await room.work(messages);
    setClock(Date.parse('2026-11-05T07:00:00Z'));
    await room.work(messages);
    expect(textsTo(email)).toHaveLength(1);
  });

  test('where the clock and the admin send for it, in any order', async () => {
    const { email } = await readerWithNews('2026-11-06');
    const admin = { headers: { authorization: 'Bearer the-admin-token' } };
    await room.ring('2026-11-06T08:00:00Z');
    expect((await room.call('send-digests', 'POST /digests', admin)).status).toBe(202);
    await room.work((await room.messages()).toReversed());
    expect((await room.call('send-digests', 'POST /digests', admin)).status).toBe(202);
    await room.work(await room.messages());
    expect(textsTo(email)).toHaveLength(1);
  });

  test('where its reader changes the hour, the zone or the rhythm after it came', async () => {
    const { email, source } = await readerWithNews('2026-11-09');
    await room.run('2026-11-09T08:00:00Z');
    const changes = [
      { hour: 10 },
      { timeZone: 'America/New_York' },
      { every: 'week' as const },
      { every: 'never' as const },
      {},
    ];
    for (const change of changes) {
      await room.subscribe(email, { sources: [source], ...change });
      setClock(Date.now() + 2 * 3_600_000);
      await room.run(new Date().toISOString());
    }
    expect(textsTo(email)).toHaveLength(1);
  });

  test('where its reader changes something while it is made', async () => {
    const { email, source } = await readerWithNews('2026-11-10');
    await room.ring('2026-11-10T08:00:00Z');
    const messages = await room.messages();
    const changing = [1, 2, 3].map((hour) => room.subscribe(email, { sources: [source], hour }));
    await Promise.all([...changing, room.work(messages), room.work(messages)]);
    await room.run('2026-11-10T08:15:00Z');
    expect(textsTo(email).length).toBeLessThanOrEqual(1);
  });
});

test('where there was nothing to tell, the admin may ask again that day, until one went', async () => {
  const { email, source } = await readerWithNews('2026-11-12');
  const admin = { headers: { authorization: 'Bearer the-admin-token' } };
  const ask = async () => {
    await room.call('send-digests', 'POST /digests', admin);
    expect(await room.work(await room.messages())).toBe(0);
  };
  await room.subscribe(email, { sources: [source], search: 'nothing that is there' });
  await room.run('2026-11-12T08:00:00Z');
  await ask();
  expect(textsTo(email)).toEqual([]);
  await room.subscribe(email, { sources: [source] });
  setClock(Date.parse('2026-11-12T09:00:00Z'));
  await room.publish({ source, title: 'Later', publishedAt: '2026-11-12T08:59:00Z' });
  await ask();
  await ask();
  setClock(Date.parse('2026-11-12T10:00:00Z'));
  await room.publish({ source, title: 'Later still', publishedAt: '2026-11-12T09:59:00Z' });
  await ask();
  expect(textsTo(email)).toHaveLength(1);
  expect(textsTo(email)[0]).toContain('Later');
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
  expect(textsTo('archive@example.org')).toHaveLength(1);
  expect(textsTo('archive@example.org')[0]).not.toContain('Old');
});

describe('no digest goes', () => {
  test('where nothing came: its search costs no mail, and what comes later is in the next', async () => {
    const { email, source } = await readerWithNews('2026-11-11');
    await room.run('2026-11-11T08:00:00Z');
    setClock(Date.parse('2026-11-12T08:00:10Z'));
    await room.run('2026-11-12T08:00:00Z');
    await room.publish({ source, title: 'Later news', publishedAt: '2026-11-12T09:00:00Z' });
    setClock(Date.parse('2026-11-13T08:00:10Z'));
    await room.run('2026-11-13T08:00:00Z');
    const texts = textsTo(email);
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain('Later news');
  });

  test('to who has no plan where there is one, nor later for that time', async () => {
    const { email, source } = await readerWithNews('2026-11-14');
    process.env['NEWSREEL_PAID'] = 'true';
    await room.run('2026-11-14T08:00:00Z');
    // They are not looked at again each quarter of an hour.
    expect(await room.ring('2026-11-14T08:15:00Z')).toBe(0);
    process.env['NEWSREEL_PAID'] = '';
    expect(textsTo(email)).toEqual([]);
    await room.publish({ source, title: 'News of the next day', publishedAt: '2026-11-15T01:00:00Z' });
    setClock(Date.parse('2026-11-15T08:00:10Z'));
    await room.run('2026-11-15T08:00:00Z');
    expect(textsTo(email)).toHaveLength(1);
  });

  test.each(['bouncedAt', 'complainedAt'])(
    'to whom mail did not reach, or who did not want it: %s',
    async (what) => {
      const { email } = await readerWithNews(what === 'bouncedAt' ? '2026-11-16' : '2026-11-17');
      const day = what === 'bouncedAt' ? '2026-11-16' : '2026-11-17';
      const reader = readerOf(email as Address);
      const Item = (await room.table.items(`READER#${reader}`)).find(({ SK }) => SK?.S === 'READER');
      await writeItems(room.table, [{ ...Item, [what]: { S: `${day}T07:30:00.000Z` } }]);
      await room.run(`${day}T08:00:00Z`);
      expect(textsTo(email)).toEqual([]);
    },
  );

  test('to who was forgotten, whose place goes', async () => {
    const { email } = await readerWithNews('2026-11-18');
    const reader = readerOf(email as Address);
    await writeItems(room.table, [], [readerKey(reader)]);
    await room.run('2026-11-18T08:00:00Z');
    expect(textsTo(email)).toEqual([]);
    expect((await room.table.items('DIGESTS')).map(({ SK }) => SK?.S)).not.toContain(reader);
  });
});

test('a digest that SES had no room for goes when its message comes again', async () => {
  const { email } = await readerWithNews('2026-11-19');
  await room.ring('2026-11-19T08:00:00Z');
  const messages = await room.messages();
  jest.spyOn(console, 'error').mockReturnValue();
  room.ses.failures.push('throttle', 'throttle');
  expect(await room.work(messages)).toBe(1);
  expect(await room.work(messages)).toBe(1);
  expect(textsTo(email)).toEqual([]);
  expect(await room.work(messages)).toBe(0);
  expect(await room.work(messages)).toBe(0);
  expect(textsTo(email)).toHaveLength(1);
});

test('a digest that was refused, and whose message came too often, goes when the admin asks', async () => {
  const { email } = await readerWithNews('2026-11-22');
  const admin = { headers: { authorization: 'Bearer the-admin-token' } };
  jest.spyOn(console, 'error').mockReturnValue();
  await room.ring('2026-11-22T08:00:00Z');
  room.ses.failures.push('throttle');
  expect(await room.work(await room.messages())).toBe(1);
  expect(await room.ring('2026-11-22T08:15:00Z')).toBe(0);
  for (let asked = 0; asked < 2; asked++) {
    await room.call('send-digests', 'POST /digests', admin);
    expect(await room.work(await room.messages())).toBe(0);
    expect(textsTo(email)).toHaveLength(1);
  }
});

test('what a digest that never went would have told is in the next', async () => {
  const { email, source } = await readerWithNews('2026-11-20');
  await room.ring('2026-11-20T08:00:00Z');
  jest.spyOn(console, 'error').mockReturnValue();
  room.ses.failures.push('throttle');
  expect(await room.work(await room.messages())).toBe(1);
  await room.publish({ source, title: 'The day after', publishedAt: '2026-11-20T20:00:00Z' });
  setClock(Date.parse('2026-11-21T08:00:10Z'));
  await room.run('2026-11-21T08:00:00Z');
  const [text = ''] = textsTo(email);
  expect(text).toContain(`News of ${source}`);
  expect(text).toContain('The day after');
});

test.each([
  ['2026-12-01', 'hang up', 0],
  ['2026-12-02', 'take and hang up', 1],
] as const)(
  'on %s SES does not say whether it has it (%s): nobody sends it again',
  async (day, failure, mails) => {
    const { email, source } = await readerWithNews(day);
    await room.ring(`${day}T08:00:00Z`);
    const messages = await room.messages();
    room.ses.failures.push(failure);
    const logged = jest.spyOn(console, 'error').mockReturnValue();
    expect(await room.work(messages)).toBe(0);
    expect(logged.mock.calls.join('\n')).toMatch(/UncertainMailError/);
    expect(logged.mock.calls.join('\n')).not.toContain(email);
    expect(await room.work(messages)).toBe(0);
    expect(textsTo(email)).toHaveLength(mails);
    // What it told of, if it came, is not told a second time.
    await room.publish({ source, title: 'The day after', publishedAt: `${day}T09:00:00Z` });
    setClock(Date.parse(`${day}T08:00:10Z`) + 86_400_000);
    await room.run(new Date(Date.parse(`${day}T08:00:00Z`) + 86_400_000).toISOString());
    const last = textsTo(email).at(-1);
    expect(last).toContain('The day after');
    expect(last).not.toContain(`News of ${source}`);
  },
);

test('a digest of more than fifty articles has the newest, and the next none of the others', async () => {
  const { email, source } = await readerWithNews('2026-12-04');
  const stories = Array.from({ length: 80 }, (_, number) => ({
    source,
    title: `Many ${String(number).padStart(2, '0')}.`,
    publishedAt: new Date(Date.parse('2026-12-04T07:10:00Z') + number * 1000).toISOString(),
  }));
  await room.publish(...stories);
  await room.run('2026-12-04T08:00:00Z');
  expect(textsTo(email)[0]?.match(/Many \d\d\./g)).toEqual(
    Array.from({ length: 50 }, (_, index) => `Many ${79 - index}.`),
  );
  await room.publish({ source, title: 'The day after', publishedAt: '2026-12-04T20:00:00Z' });
  setClock(Date.parse('2026-12-05T08:00:10Z'));
  await room.run('2026-12-05T08:00:00Z');
  expect(textsTo(email)[1]).toContain('The day after');
  expect(textsTo(email)[1]).not.toContain('Many');
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
  expect(textsTo('gone@example.org')).toEqual([]);
  const [text = ''] = textsTo('narrow@example.org');
  expect(stories.map(({ title }) => title).filter((title) => text.includes(title))).toEqual([
    'Rust and glass',
  ]);
});

test('a digest carries the way out, which works without a login', async () => {
  const { email } = await readerWithNews('2026-12-08');
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
  expect(textsTo(email)).toHaveLength(1);
});

test('hundreds of readers have theirs, each one, from two workers who get every message twice', async () => {
  setClock(Date.parse('2026-12-10T07:00:00Z'));
  await room.publish({ source: 'hundreds', title: 'For all', publishedAt: '2026-12-10T06:00:00Z' });
  const emails = Array.from({ length: 300 }, (_, number) => `hundreds-${number}@example.org`);
  for (const email of emails) await room.subscribe(email, { sources: ['hundreds'] });
  setClock(Date.parse('2026-12-10T08:00:10Z'));
  expect(await room.ring('2026-12-10T08:00:00Z')).toBeGreaterThanOrEqual(300);
  const messages = await room.messages();
  expect(messages.length).toBeGreaterThanOrEqual(15);
  const worker = async (mine: string[]) => {
    for (const message of mine) expect(await room.work([message])).toBe(0);
  };
  await Promise.all([worker(messages), worker(messages.toReversed())]);
  const sent = room.ses.mails.map(({ to }) => to).filter((to) => to.startsWith('hundreds-'));
  expect(sent.toSorted()).toEqual(emails.toSorted());
}, 60_000);

test('of two who looked at the same place one may go on, and not once the settings are others', async () => {
  setClock(Date.parse('2026-12-14T07:00:00Z'));
  const { id } = await room.subscribe('fence@example.org');
  const place = async () => (await readSubscription(room.table, id)) as Subscription;
  const [early, late] = ['2026-12-14T07:30:00.000Z', '2026-12-14T09:00:00.000Z'];
  const seen = await place();
  expect(await claimDigest(room.table, seen, early, 'nothing')).toBe(true);
  expect(await claimDigest(room.table, seen, late, 'sending')).toBe(false);
  expect(await place()).toMatchObject({ claimedAt: early, coveredAt: early, sentAt: null });
  const before = await place();
  setClock(Date.parse('2026-12-14T09:00:00Z'));
  await room.subscribe('fence@example.org', { hour: 10 });
  expect(await claimDigest(room.table, before, late, 'sending')).toBe(false);
  expect(await claimDigest(room.table, await place(), late, 'sending')).toBe(true);
  expect(await place()).toMatchObject({ claimedAt: late, coveredAt: early, sentAt: late });
});
