import { readJsonApi } from '../../../functions/feed/json-api';
import type { JsonMap } from '../../../functions/feed/json-map';
import { NotAFeedError } from '../../../functions/feed/not-a-feed-error';
import { article, articles, read, URL } from './json-answers';

describe('a path', () => {
  it.each<[string, string, unknown]>([
    ['goes down', 'by.name', { by: { name: 'Found' } }],
    ['picks from a list by its number', 'authors.1.name', { authors: [{ name: 'No' }, { name: 'Found' }] }],
    ['takes numbers as names too', '0.1', { 0: { 1: 'Found' } }],
    ['takes the first of a list as a title', 'title', { title: ['Found', 'Other'] }],
    ['takes the first that is there', 'all.title', { all: [null, {}, { title: ' ' }, { title: 'Found' }] }],
    ['takes a name that holds dots', 'dc.title', { 'dc.title': 'Found' }],
    ['takes such a name below another', 'meta.og.title', { meta: { 'og.title': 'Found' } }],
    ['turns back to it from what leads nowhere', 'dc.title', { dc: { x: 1 }, 'dc.title': 'Found' }],
    ['prefers what is nested', 'a.b', { 'a.b': 'No', a: { b: 'Found' } }],
    ['takes an empty name', 'a.', { a: { '': 'Found' } }],
    ['goes into a row', '2', ['No', 'No', 'Found']],
  ])('%s', (_, title, item) => {
    expect(article(item, { title })?.title).toBe('Found');
  });

  it.each([
    '__proto__',
    '__proto__.name',
    'constructor.name',
    'toString',
    'title.length',
    'list.length',
    'list.map.name',
    'list.-1',
    'list.9',
    'title.0',
  ])('finds nothing that the answer did not write: %s', (title) => {
    expect(() => article({ title: 'x', list: ['y'] }, { title })).toThrow(NotAFeedError);
  });

  it('finds __proto__ where the answer wrote it', () => {
    const answer = '[{"__proto__":{"title":"Found"}}]';
    const [entry] = readJsonApi(Buffer.from(answer), undefined, URL, { title: '__proto__.title' }).entries;
    expect(entry?.clean()?.title).toBe('Found');
    expect({}).not.toHaveProperty('title');
  });

  it('collects from all objects of a list', () => {
    const item = { title: 'T', tags: [{ name: 'a' }, {}, 'x', null, { name: ['b', 'c'] }, { name: 4 }] };
    expect(article(item, { title: 'title', categories: 'tags.name' })?.categories).toEqual([
      'a',
      'b',
      'c',
      '4',
    ]);
  });

  it('leads to one list through several', () => {
    const answer = {
      groups: [{ posts: [{ t: 'A' }] }, { name: 'none' }, { posts: [{ t: 'B' }, { t: 'C' }] }],
    };
    expect(articles(answer, { items: 'groups.posts', title: 't' }).map(({ title }) => title)).toEqual([
      'A',
      'B',
      'C',
    ]);
  });
});

describe('a value', () => {
  it.each<[unknown, string | undefined]>([
    ['Text', 'Text'],
    [42, '42'],
    [0, '0'],
    [true, 'true'],
    ['<b>Fish</b> &amp; chips', 'Fish & chips'],
    ['half \ud83d', 'half \ufffd'],
    [null, 'Summary'],
    ['', 'Summary'],
    [{ rendered: 'x' }, 'Summary'],
    [[[['deep']]], 'Summary'],
  ])('%j is the title %s', (title, expected) => {
    expect(article({ title, summary: 'Summary' }, { title: 'title', summary: 'summary' })?.title).toBe(
      expected,
    );
  });

  const moment = Date.UTC(2026, 10, 22, 18, 4, 11);
  it.each<[unknown, number | null]>([
    ['2026-11-22T18:04:11Z', moment],
    ['2026-11-22T20:04:11.000+02:00', moment],
    ['Sun, 22 Nov 2026 18:04:11 GMT', moment],
    [moment / 1000, moment],
    [String(moment / 1000), moment],
    [moment, moment],
    [String(moment), moment],
    [moment / 1000 + 0.5, moment + 500],
    [[null, moment], moment],
    [null, null],
    [0, null],
    [-5, null],
    [{ iso: '2026-11-22' }, null],
    ['soon', null],
  ])('%j is the date %s', (date, expected) => {
    expect(article({ date, title: 'T' }, { title: 'title', publishedAt: 'date' })?.publishedAt).toBe(
      expected,
    );
  });

  it.each<[unknown, string | null]>([
    ['/a', 'https://api.example/a'],
    ['b?c=d', 'https://api.example/v1/b?c=d'],
    ['//cdn.example/x', 'https://cdn.example/x'],
    ['https://a.example/x', 'https://a.example/x'],
    [['javascript:alert(1)', 'https://a.example/y'], 'https://a.example/y'],
    ['javascript:alert(1)', null],
    [null, null],
    [undefined, null],
  ])('%j is the address %s', (url, expected) => {
    const map = { title: 'title', url: 'url', image: 'url' };
    expect(article({ url, title: 'T' }, map)).toMatchObject({ url: expected, image: expected });
  });

  it('that is no URL is not taken for one because it is an id', () => {
    const map = { id: 'id', title: 'title' };
    expect(article({ id: 'world/fog-bell', title: 'T' }, map)).toMatchObject({
      identity: 'world/fog-bell',
      url: null,
    });
  });

  it('that is missing as an id leaves the URL, else the text', () => {
    const map = { id: 'id', title: 'title', url: 'url' };
    const identity = (item: object) => article(item, map)?.identity;
    expect(identity({ id: null, title: 'T', url: 'http://a.example/1' })).toBe('https://a.example/1');
    expect(identity({ title: 'T' })).toMatch(/^text:/);
    expect(identity({ title: 'T' })).not.toBe(identity({ title: 'U' }));
  });

  it('of HTML is sanitised', () => {
    const item = { t: 'T', body: '<p>Hello <a href="/x" onclick="x()">you</a><script>x()</script></p>' };
    expect(article(item, { title: 't', content: 'body' })?.content).toBe(
      '<p>Hello <a href="https://api.example/x" rel="noopener noreferrer nofollow">you</a></p>',
    );
  });
});

it('keeps no more than 10,000 items, and what is no object has nothing to show', () => {
  const many = Array.from({ length: 10_005 }, (_, id) => ({ id, title: `T${id}` }));
  expect(read(many, { title: 'title', id: 'id' }).entries).toHaveLength(10_000);
  const mixed = [null, 1, 'x', [], {}, { title: 'T' }];
  expect(articles(mixed, { title: 'title' }).flatMap(({ title }) => title ?? [])).toEqual(['T']);
});

it.each<[unknown, JsonMap]>([
  [[], { title: 't' }],
  [{ hits: [] }, { items: 'hits', title: 't' }],
  [{ hits: null }, { items: 'hits', title: 't' }],
  [[{ posts: [] }, { posts: null }], { items: 'posts', title: 't' }],
])('an empty list is fine: %j', (answer, map) => {
  expect(read(answer, map).entries).toEqual([]);
});
