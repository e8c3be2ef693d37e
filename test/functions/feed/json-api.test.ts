import fc from 'fast-check';
import { readJsonApi } from '../../../functions/feed/json-api';
import { type JsonMap, jsonMap } from '../../../functions/feed/json-map';
import { NotAFeedError } from '../../../functions/feed/not-a-feed-error';

const URL = 'https://api.example/v1/news?page=1';

const read = (answer: unknown, map: JsonMap) =>
  readJsonApi(Buffer.from(JSON.stringify(answer)), 'application/json', URL, map);

/** What each item shows, with what tells it from others and when it was published. */
const articles = (answer: unknown, map: JsonMap) =>
  read(answer, map).entries.map(({ clean, identity, publishedAt }) => ({
    identity,
    publishedAt,
    ...clean(),
  }));

const article = (item: unknown, map: JsonMap) => articles([item], map)[0];

describe('a public API', () => {
  it("such as Hacker News's search", () => {
    const answer = {
      exhaustive: { nbHits: false, typo: false },
      hits: [
        {
          _highlightResult: { title: { matchLevel: 'none', matchedWords: [], value: 'Tar &amp; feathers' } },
          _tags: ['story', 'author_brine', 'story_46013816'],
          author: 'brine',
          children: [46013999],
          created_at: '2026-11-22T18:04:11Z',
          created_at_i: 1795370651,
          num_comments: 12,
          objectID: '46013816',
          points: 88,
          story_id: 46013816,
          title: 'Show HN: A lighthouse <-> foghorn protocol',
          updated_at: '2026-11-22T18:20:00Z',
          url: 'https://fog.example/protocol',
        },
        {
          _tags: ['story', 'author_quay', 'story_46013700', 'ask_hn'],
          author: 'quay',
          created_at: '2026-11-22T17:00:00Z',
          created_at_i: 1795366800,
          num_comments: 3,
          objectID: '46013700',
          points: 4,
          story_text: 'I&#x27;ve moored <i>two</i> boats.<p>Which one floats?',
          title: 'Ask HN: How do you moor a boat?',
          url: null,
        },
      ],
      hitsPerPage: 20,
      nbHits: 1000,
      page: 0,
      params: 'tags=story&advancedSyntax=true',
      processingTimeMS: 4,
    };
    const map = {
      items: 'hits',
      id: 'objectID',
      title: 'title',
      url: 'url',
      content: 'story_text',
      publishedAt: 'created_at',
      author: 'author',
      categories: '_tags',
    };
    expect(articles(answer, map)).toEqual([
      {
        identity: '46013816',
        publishedAt: Date.UTC(2026, 10, 22, 18, 4, 11),
        title: 'Show HN: A lighthouse <-> foghorn protocol',
        url: 'https://fog.example/protocol',
        summary: '',
        content: null,
        author: 'brine',
        categories: ['story', 'author_brine', 'story_46013816'],
        image: null,
      },
      {
        identity: '46013700',
        publishedAt: Date.UTC(2026, 10, 22, 17),
        title: 'Ask HN: How do you moor a boat?',
        url: null,
        summary: "I've moored two boats. Which one floats?",
        content: null,
        author: 'quay',
        categories: ['story', 'author_quay', 'story_46013700', 'ask_hn'],
        image: null,
      },
    ]);
    expect(read(answer, map)).toMatchObject({ title: null, homepage: null, degraded: false });
  });

  it("such as GitHub's releases, whose answer is the list", () => {
    const answer = [
      {
        url: 'https://api.github.com/repos/lantern/port/releases/190',
        html_url: 'https://github.com/lantern/port/releases/tag/v2.0.0',
        id: 190,
        author: { login: 'wick', id: 7, type: 'User' },
        tag_name: 'v2.0.0',
        name: '2.0.0 <Map> & friends',
        draft: false,
        prerelease: false,
        created_at: '2026-11-20T09:00:00Z',
        published_at: '2026-11-20T09:30:00Z',
        assets: [],
        body: '## Changed\r\n* `Array<T>` is gone',
      },
      {
        html_url: 'https://github.com/lantern/port/releases/tag/v1.9.0',
        id: 189,
        author: { login: 'wick', id: 7, type: 'User' },
        tag_name: 'v1.9.0',
        name: null,
        published_at: '2026-10-20T09:30:00Z',
        body: 'Small things.',
      },
    ];
    const map = {
      id: 'id',
      title: 'name',
      url: 'html_url',
      summary: 'body',
      publishedAt: 'published_at',
      author: 'author.login',
    };
    expect(articles(answer, map)).toMatchObject([
      {
        identity: '190',
        publishedAt: Date.UTC(2026, 10, 20, 9, 30),
        title: '2.0.0 <Map> & friends',
        url: 'https://github.com/lantern/port/releases/tag/v2.0.0',
        author: 'wick',
      },
      { identity: '189', title: 'Small things.', summary: 'Small things.' },
    ]);
    expect(articles(answer, { ...map, items: '' })).toEqual(articles(answer, map));
  });

  it("such as the Guardian's", () => {
    const answer = {
      response: {
        status: 'ok',
        userTier: 'developer',
        total: 2,
        results: [
          {
            id: 'world/2026/nov/22/fog-bell',
            type: 'article',
            sectionName: 'World news',
            webPublicationDate: '2026-11-22T21:15:30Z',
            webTitle: 'Harbour keeps its fog bell',
            webUrl: 'https://www.guardian.example/world/2026/nov/22/fog-bell',
            fields: {
              trailText: 'Council votes <strong>nine to four</strong>',
              thumbnail: 'https://media.guardian.example/bell/500.jpg',
            },
            tags: [
              { id: 'profile/marsh', type: 'contributor', webTitle: 'Ottoline Marsh' },
              { id: 'profile/reed', type: 'contributor', webTitle: 'Jon Reed' },
            ],
          },
        ],
      },
    };
    const map = {
      items: 'response.results',
      id: 'id',
      title: 'webTitle',
      url: 'webUrl',
      summary: 'fields.trailText',
      publishedAt: 'webPublicationDate',
      author: 'tags.webTitle',
      categories: 'sectionName',
      image: 'fields.thumbnail',
    };
    expect(articles(answer, map)).toEqual([
      {
        identity: 'world/2026/nov/22/fog-bell',
        publishedAt: Date.UTC(2026, 10, 22, 21, 15, 30),
        title: 'Harbour keeps its fog bell',
        url: 'https://www.guardian.example/world/2026/nov/22/fog-bell',
        summary: 'Council votes nine to four',
        content: null,
        author: 'Ottoline Marsh, Jon Reed',
        categories: ['World news'],
        image: 'https://media.guardian.example/bell/500.jpg',
      },
    ]);
  });

  it('that escapes its markup, as Reddit does', () => {
    const answer = {
      kind: 'Listing',
      data: {
        after: 't3_1abc',
        children: [
          {
            kind: 't3',
            data: {
              name: 't3_1abd',
              title: 'Fog &amp; bells',
              permalink: '/r/harbour/comments/1abd/fog_bells/',
              selftext_html:
                '&lt;!-- SC_OFF --&gt;&lt;div class="md"&gt;&lt;p&gt;They &lt;a href="/r/x"&gt;ring&lt;/a&gt;&lt;/p&gt;&lt;/div&gt;',
              created_utc: 1795370651.0,
              author: 'wick',
            },
          },
        ],
      },
    };
    const map = {
      items: 'data.children',
      id: 'data.name',
      title: 'data.title',
      url: 'data.permalink',
      content: 'data.selftext_html',
      publishedAt: 'data.created_utc',
      author: 'data.author',
    };
    expect(articles(answer, map)).toMatchObject([
      {
        identity: 't3_1abd',
        publishedAt: 1_795_370_651_000,
        title: 'Fog & bells',
        url: 'https://api.example/r/harbour/comments/1abd/fog_bells/',
        summary: 'They ring',
        content:
          '<div><p>They <a href="https://api.example/r/x" rel="noopener noreferrer nofollow">ring</a></p></div>',
      },
    ]);
  });

  it('that counts seconds', () => {
    const answer = {
      items: [
        {
          by: 'dhouston',
          id: 8863,
          time: 1175714200,
          title: 'My YC app',
          type: 'story',
          url: 'http://a.example/',
        },
        { by: 'sam', id: 8864, time: 1175714201, title: 'Text', type: 'story', text: 'Some <b>words</b>' },
      ],
    };
    const map = { items: 'items', id: 'id', title: 'title', url: 'url', publishedAt: 'time', author: 'by' };
    expect(articles(answer, map)).toMatchObject([
      { identity: '8863', publishedAt: 1_175_714_200_000, author: 'dhouston', url: 'http://a.example/' },
      { identity: '8864', publishedAt: 1_175_714_201_000, author: 'sam', url: null },
    ]);
  });
});

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

describe('says what is wrong with what', () => {
  const SECRET = 'hunter2';
  it.each<[unknown, JsonMap, string]>([
    [
      { data: { list: [], next: SECRET }, meta: {} },
      { items: 'data.items', title: 't' },
      'There is no list at "data.items": "data" has "list", "next"',
    ],
    [{ data: [] }, { items: 'hits', title: 't' }, 'There is no list at "hits": the answer has "data"'],
    [{ hits: {} }, { items: 'hits', title: 't' }, 'There is no list at "hits": "hits" is an empty object'],
    [{ hits: SECRET }, { items: 'hits', title: 't' }, 'There is no list at "hits": "hits" is a string'],
    [{ data: null }, { items: 'data.x', title: 't' }, 'There is no list at "data.x": "data" is null'],
    [
      { data: [{ a: SECRET }, { b: 1 }] },
      { items: 'data.x', title: 't' },
      'There is no list at "data.x": "data" is a list, of which the first has "a"',
    ],
    [[], { items: 'hits', title: 't' }, 'There is no list at "hits": the answer is an empty list'],
    [
      { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: SECRET },
      { items: 'hits', title: 't' },
      'There is no list at "hits": the answer has "a", "b", "c", "d", "e", … (7 keys)',
    ],
    [
      { [`${'k'.repeat(100)}`]: 1 },
      { items: 'hits', title: 't' },
      `There is no list at "hits": the answer has "${'k'.repeat(39)}…"`,
    ],
    [
      { message: SECRET, status: 401 },
      { title: 't' },
      'The answer is no list: it has "message", "status". "items" must say where in it the list is',
    ],
    [
      SECRET,
      { title: 't' },
      'The answer is no list: it is a string. "items" must say where in it the list is',
    ],
    [null, { title: 't' }, 'The answer is no list: it is null. "items" must say where in it the list is'],
    [
      { hits: [{ headline: SECRET, link: 'x' }, {}] },
      { items: 'hits', title: 'title', content: 'body.html' },
      'None of the 2 items of the list at "hits" has a title at "title" or a content at "body.html": the first has "headline", "link"',
    ],
    [
      [46013816, 46013815],
      { title: 'title' },
      'None of the 2 items of the list has a title at "title": the first is a number',
    ],
    [
      [{ title: ' ' }, { title: { x: 1 } }],
      { title: 'title' },
      'None of the 2 items of the list has a title at "title": the first has "title"',
    ],
  ])('%j', (answer, map, message) => {
    expect(() => read(answer, map)).toThrow(new NotAFeedError(message));
    expect(message).not.toContain(SECRET);
  });

  it.each([
    ['', 'The answer was empty'],
    [' \n', 'The answer was empty'],
    ['<!doctype html><p>hunter2', 'The answer is not JSON: it is a web page or XML'],
    ['hunter2', 'The answer is not JSON'],
    ['NaN', 'The answer is not JSON'],
    ['[{"title":"hunter2"},', 'The answer is broken: its JSON has errors'],
    ['[{"title":NaN}]', 'The answer is broken: its JSON has errors'],
    ["{'title':1}", 'The answer is broken: its JSON has errors'],
  ])('%j', (text, message) => {
    const reading = () => readJsonApi(Buffer.from(text), undefined, URL, { title: 'title' });
    expect(reading).toThrow(new NotAFeedError(message));
  });
});

describe('reads bytes of any encoding', () => {
  const text = '[{"title":"Grüße 日本"}]';
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', utf16],
    ['UTF-16, big end first', Buffer.from(utf16).swap16()],
    ['UTF-16 without a byte order mark', utf16.subarray(2)],
  ])('%s', (_, bytes) => {
    const { entries } = readJsonApi(bytes, 'application/json', URL, { title: 'title' });
    expect(entries[0]?.clean()?.title).toBe('Grüße 日本');
  });

  it('windows-1252, as its header says', () => {
    const bytes = Buffer.from('[{"title":"Gr\xfc\xdfe"}]', 'latin1');
    const { entries } = readJsonApi(bytes, 'application/json; charset=windows-1252', URL, { title: 'title' });
    expect(entries[0]?.clean()?.title).toBe('Grüße');
  });
});

describe('bears what was made to break it', () => {
  const tooMany = 'The answer has too many parts: more than 1500000 values';
  const MB = 1024 * 1024;
  it.each([
    ['16 MB of brackets', '['.repeat(16 * MB), tooMany],
    ['16 MB of nested lists', '['.repeat(8 * MB) + ']'.repeat(8 * MB), tooMany],
    ['millions of empty objects', `[${'{},'.repeat(5 * MB)}{}]`, tooMany],
    ['a million open lists', '['.repeat(1_000_000), 'The answer is broken: its JSON has errors'],
    [
      'a million nested lists',
      '['.repeat(1_000_000) + ']'.repeat(1_000_000),
      'None of the 1 items of the list has a title at "title": the first is a list, of which the first is a list',
    ],
    [
      'a million nested objects',
      '{"title":'.repeat(1_000_000) + 1 + '}'.repeat(1_000_000),
      'The answer is no list: it has "title". "items" must say where in it the list is',
    ],
    ['one title of 16 MB', `[{"title":"${'x '.repeat(8 * MB)}"}]`, '1 entries'],
    ['a million of one key', `[{${'"title":"T",'.repeat(1_000_000)}"title":"T"}]`, '1 entries'],
    ['a title of half a million', `[{"title":[${'"T",'.repeat(500_000)}"T"]}]`, '1 entries'],
    ['a million titles of one item', `[{"title":[${'{"title":1},'.repeat(500_000)}"T"]}]`, '1 entries'],
  ])('%s', (_, text, outcome) => {
    const started = Date.now();
    const attempt = () => {
      const { entries } = readJsonApi(Buffer.from(text), undefined, URL, {
        title: 'title',
        author: 'title.title',
      });
      for (const entry of entries) entry.clean();
      return `${entries.length} entries`;
    };
    if (outcome === '1 entries') expect(attempt()).toBe(outcome);
    else expect(attempt).toThrow(new NotAFeedError(outcome));
    expect(Date.now() - started).toBeLessThan(15_000);
  });
});

describe('returns a reading or says why not', () => {
  const name = fc.constantFrom('a', 'b', '0', '', '__proto__', 'constructor');
  const path = fc.oneof(
    { weight: 3, arbitrary: name },
    { weight: 1, arbitrary: fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('.')) },
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^(<\/?(b|p|script|img src=x onerror=x)>|&(lt|gt|amp|#60);|[a-z ]){0,20}$/),
  );
  const { object, value } = fc.letrec<{ object: unknown; value: unknown }>((tie) => ({
    object: fc.dictionary(path, fc.oneof(text, tie('value')), {
      minKeys: 3,
      maxKeys: 6,
      noNullPrototype: true,
    }),
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, 0, 1e21, -1, 1_795_370_651, 'https://a.example/', '/x'),
      text,
      fc.array(tie('value'), { maxLength: 4 }),
      tie('object'),
    ),
  }));
  const list = fc.array(object, { maxLength: 6 });
  const answer = fc.oneof(value, list, list, fc.record({ a: list }));
  const map = fc.record(
    {
      items: fc.constantFrom('', '', 'a', 'a.b'),
      id: path,
      title: path,
      url: path,
      summary: path,
      content: path,
      publishedAt: path,
      author: path,
      categories: path,
      image: path,
    },
    { requiredKeys: ['title'] },
  );

  const attempt = (bytes: Uint8Array, paths: JsonMap) => {
    try {
      return readJsonApi(bytes, undefined, URL, paths).entries.flatMap((entry) => entry.clean() ?? []);
    } catch (error) {
      if (error instanceof NotAFeedError) return [];
      throw error;
    }
  };

  it('for any JSON and any map, and what it shows is clean', () => {
    fc.assert(
      fc.property(answer, map, (json, paths) => {
        const parsed = jsonMap.safeParse(paths);
        const bytes = Buffer.from(JSON.stringify(json));
        for (const shown of attempt(bytes, parsed.success ? parsed.data : { title: 'title' })) {
          expect(shown.title).not.toMatch(/^\s*$|[\p{Cc}\p{Surrogate}]/u);
          expect(shown.title).not.toMatch(/<\/(b|p|script)>|<img src/);
          expect(shown.content ?? '').not.toMatch(/<script|onerror/);
          for (const url of [shown.url, shown.image]) expect(url ?? 'https://').toMatch(/^https?:\/\//);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        attempt(bytes, { title: 'title' });
      }),
    );
  });
});
