import fc from 'fast-check';
import { readJsonApi } from '../../../functions/feed/json-api';
import { type JsonMap, jsonMap } from '../../../functions/feed/json-map';
import { NotAFeedError } from '../../../functions/feed/not-a-feed-error';
import { character } from '../../character';
import { cpuMs } from '../../cpu-time';
import { read, URL } from './json-answers';

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
    const started = cpuMs();
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
    expect(cpuMs() - started).toBeLessThan(15_000);
  });
});

describe('returns a reading or says why not', () => {
  const name = fc.constantFrom('a', 'b', '0', '', '__proto__', 'constructor');
  const path = fc.oneof(
    { weight: 3, arbitrary: name },
    { weight: 1, arbitrary: fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('.')) },
  );
  const text = fc.oneof(
    fc.string({ unit: character }),
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
