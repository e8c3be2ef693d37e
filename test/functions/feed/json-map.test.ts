import { jsonMap } from '../../../functions/feed/json-map';

const faults = (value: unknown) =>
  jsonMap
    .safeParse(value)
    .error?.issues.map(({ message, path }) => [path.join('.'), message].join(' ').trim());

describe('a map of a JSON API', () => {
  it.each([
    [{ title: 'title' }],
    [{ summary: 'text' }],
    [{ content: 'body.html', items: '' }],
    [
      {
        items: 'hits.list',
        id: 'id',
        title: 'headline.main',
        url: 'link',
        summary: 'lead',
        content: 'body',
        publishedAt: 'date',
        author: 'by.name',
        categories: 'tags.name',
        image: 'media.0.url',
      },
    ],
    [{ title: '__proto__' }],
  ])('%j is taken as it is', (map) => {
    expect(jsonMap.parse(map)).toEqual(map);
  });

  it.each<[unknown, RegExp]>([
    [{}, /^must say where title, summary or content is/],
    [{ items: 'hits', url: 'url', id: 'id' }, /^must say where title, summary or content is/],
    [{ title: 1 }, /^title must be a path such as "by.name"$/],
    [{ title: null }, /^title must be a path/],
    [{ title: ['a', 'b'] }, /^title must be a path/],
    [{ title: '' }, /^title must be a path such as "by.name", or left out$/],
    [{ title: 'x', author: 'a'.repeat(201) }, /^author must be at most 200 characters$/],
    [{ title: 'x', items: {} }, /^items must be a path/],
    [{ title: 'x', link: 'href', data: 'x' }, /^has no field link, data: there are items, id, title, url, /],
    [JSON.parse('{"title":"x","__proto__":"y"}'), /^has no field __proto__/],
    [null, /^must be an object of paths$/],
    ['title', /^must be an object of paths$/],
    [[], /^must be an object of paths$/],
  ])('%j is none, and it says why', (map, reason) => {
    expect(faults(map)).toEqual([expect.stringMatching(reason)]);
  });
});
