import { timeOf } from '../../../functions/article/id';
import { readFeed } from '../../../functions/feed/read';
import { compare } from '../../../functions/fetch/compare';
import type { SeenEntries } from '../../../functions/fetch/seen';
import { type RssItem, rss } from '../../feed-server';
import { makeSource } from '../../source';

const AT = Date.parse('2026-11-22T12:00:00Z');
const HOUR = 3_600_000;
const date = new Date(AT - 5 * HOUR);

const look = (items: RssItem[], seen: SeenEntries = new Map(), at = AT) =>
  compare(
    makeSource(),
    readFeed(Buffer.from(rss(items)), undefined, 'https://a.example/feed').entries,
    seen,
    at,
  );

describe('what a reading says against what was seen', () => {
  it('is nothing where nothing changed', () => {
    const items = [
      { title: 'One', guid: '1' },
      { title: 'Two', link: 'https://a.example/2' },
    ];
    const first = look(items);
    expect(first.changed.map(({ isNew }) => isNew)).toEqual([true, true]);
    expect(look(items, first.current, AT + HOUR).changed).toEqual([]);
  });

  it('keeps the id and the time of an entry that is dated anew or edited', () => {
    const first = look([{ title: 'One', guid: '1', date }]);
    const [edited] = look(
      [{ title: 'Won', guid: '1', date: new Date(AT) }],
      first.current,
      AT + HOUR,
    ).changed;
    expect(edited).toMatchObject({ id: first.changed[0]?.id, isNew: false });
    expect(timeOf(edited?.id ?? '')).toBe(date.getTime());
  });

  it.each([
    ['http to https', { guid: 'http://a.example/1' }, { guid: 'https://a.example/1' }],
    ['tracking parameters', { link: 'https://a.example/1?utm_source=rss' }, { link: 'https://a.example/1' }],
    [
      'another encoding',
      { guid: 'https://a.example/?a=1&amp;b=2' },
      { guid: 'https://a.example/?a=1&#038;b=2' },
    ],
  ])('takes an entry for the same through %s', (_, before, after) => {
    const first = look([{ title: 'One', date, ...before }]);
    const second = look([{ title: 'One', date, ...after }], first.current, AT + HOUR);
    expect(second.changed.filter(({ isNew }) => isNew)).toEqual([]);
  });

  it('knows entries again whose shared guid is no longer shared, and is shared again', () => {
    const one = { title: 'One', guid: 'same', link: 'https://a.example/1', date };
    const two = { title: 'Two', guid: 'same', link: 'https://a.example/2', date: new Date(AT - 6 * HOUR) };
    const shared = look([one, two]);
    expect(new Set(shared.changed.map(({ id }) => id)).size).toBe(2);
    const alone = look([one], shared.current, AT + HOUR);
    expect(alone.changed).toEqual([]);
    expect(look([one, two], new Map([...shared.current, ...alone.current]), AT + HOUR).changed).toEqual([]);
    const first = look([one]);
    expect(
      look([two, one], first.current, AT + HOUR).changed.map(({ entry }) => entry.clean()?.title),
    ).toEqual(['Two']);
  });

  it('knows entries again to which their feed gives ids from now on', () => {
    const first = look([{ title: 'One', link: 'https://a.example/1', date }]);
    const second = look(
      [{ title: 'One', guid: '17', link: 'https://a.example/1', date }],
      first.current,
      AT + HOUR,
    );
    expect(second.changed.filter(({ isNew }) => isNew)).toEqual([]);
  });

  it('does not take a new entry for an old one because it has its link', () => {
    const first = look([{ title: 'Status', link: 'https://a.example/', date }]);
    const second = look(
      [{ title: 'Another', guid: '18', link: 'https://a.example/', date: new Date(AT) }],
      first.current,
      AT + HOUR,
    );
    expect(second.changed).toMatchObject([{ isNew: true }]);
  });

  it('keeps the same entries of two sources apart', () => {
    const entries = readFeed(
      Buffer.from(rss([{ title: 'One', guid: '1', date }])),
      undefined,
      'https://a.example/',
    );
    const ids = [{ id: 'a' }, { id: 'b' }, { addedAt: '2026-11-02T00:00:00.000Z' }].map(
      (more) => compare(makeSource(more), entries.entries, new Map(), AT).changed[0]?.id,
    );
    expect(new Set(ids).size).toBe(3);
  });
});
