import { NotAFeedError } from '../../../functions/feed/not-a-feed-error';
import { readFeed } from '../../../functions/feed/read';
import { cleaned, FEED_URL, jsonFeed, onlyEntry, read } from './documents';

const only = (fields: object, feed: object = {}) =>
  onlyEntry(jsonFeed([{ id: '1', title: 'T', ...fields }], feed));

it('reads an item of JSON Feed 1.1', () => {
  expect(
    only({
      url: 'https://a.example/1',
      content_html: '<p>Hello <a href="/x">world</a></p>',
      summary: 'S & <s>',
      image: '/i.png',
      authors: [{ name: 'Jane' }, { name: 'Joe' }],
      tags: ['Science', 'science', 'Arts'],
    }),
  ).toEqual({
    title: 'T',
    url: 'https://a.example/1',
    summary: 'S & <s>',
    content: '<p>Hello <a href="https://news.example/x" rel="noopener noreferrer nofollow">world</a></p>',
    author: 'Jane, Joe',
    categories: ['Science', 'Arts'],
    image: 'https://news.example/i.png',
  });
});

it('reads an item of JSON Feed 1.0', () => {
  expect(
    only(
      { author: { name: 'Jane' }, content_text: 'Line 1\nLine 2' },
      { version: 'https://jsonfeed.org/version/1' },
    ),
  ).toMatchObject({
    summary: 'Line 1 Line 2',
    content: null,
    author: 'Jane',
  });
});

it.each([
  ['url', { url: '/1', external_url: '/2' }, 'https://news.example/1'],
  ['external_url', { external_url: '/2' }, 'https://news.example/2'],
  [
    'an attachment',
    { attachments: [{ url: '/a.mp3', mime_type: 'audio/mpeg' }] },
    'https://news.example/a.mp3',
  ],
  ['none', {}, null],
])('links to %s', (_, fields, url) => {
  expect(onlyEntry(jsonFeed([{ id: 'urn:1', title: 'T', ...fields }])).url).toBe(url);
});

it.each([
  ['image', { image: '/1.png', banner_image: '/2.png' }, '/1.png'],
  ['banner_image', { banner_image: '/2.png' }, '/2.png'],
  ['an attached image', { attachments: [{ url: '/3.png', mime_type: 'image/png' }] }, '/3.png'],
])('shows %s', (_, fields, path) => {
  expect(only(fields).image).toBe(`https://news.example${path}`);
});

it("falls back to the feed's authors", () => {
  expect(only({}, { authors: [{ name: 'The Editors' }] }).author).toBe('The Editors');
});

it.each([
  [
    'date_published',
    { date_published: '2004-01-01T00:00:00Z', date_modified: '2005-01-01T00:00:00Z' },
    Date.UTC(2004, 0, 1),
  ],
  ['date_modified', { date_modified: '2005-01-01T00:00:00Z' }, Date.UTC(2005, 0, 1)],
  ['none', {}, null],
])('is dated by %s', (_, fields, publishedAt) => {
  expect(read(jsonFeed([{ id: '1', ...fields }])).entries[0]?.publishedAt).toBe(publishedAt);
});

it('makes halves of characters and control characters harmless', () => {
  const fields = onlyEntry(
    '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"a\\ud83db\\u0000c","content_html":"<b>\\ud83d</b>\\u0001<img src=\\"https://a.example/x.png\\">"}]}',
  );
  expect(fields.title).toBe('a\ufffdb c');
  expect(fields.content).toBe('<b></b><img src="https://a.example/x.png" />');
});

it('keeps all items where some are none', () => {
  const items = [null, 1, 'x', [], { id: 1, title: 'One' }, { id: null, title: null, content_text: 'Two' }];
  expect(cleaned(jsonFeed(items as object[])).map(({ title }) => title)).toEqual(['One', 'Two']);
});

it('counts members of wrong types as missing', () => {
  const fields = only({
    url: {},
    summary: ['x'],
    content_html: 5,
    tags: 'science',
    authors: 'Jane',
    image: null,
    attachments: {},
    date_published: {},
  });
  expect(fields).toMatchObject({
    url: null,
    summary: '5',
    categories: ['science'],
    author: 'Jane',
    image: null,
  });
});

it.each([
  ['without a version', { version: undefined }],
  ['with a version of no known form', { version: 'https://www.jsonfeed.org/version/2/' }],
])('reads a feed %s', (_, feed) => {
  expect(read(jsonFeed([{ id: 1, content_text: 'x' }], feed)).entries).toHaveLength(1);
});

it.each([
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${jsonFeed([{ id: 1, title: 'é' }])}`)],
  ['UTF-16', Buffer.from(`\ufeff${jsonFeed([{ id: 1, title: 'é' }])}`, 'utf16le')],
])('reads %s', (_, bytes) => {
  const { entries } = readFeed(bytes, 'application/json', FEED_URL);
  expect(entries.map((each) => each.clean()?.title)).toEqual(['é']);
});

it.each(['{"items":[]}', '{"version":1,"items":[{"id":1}]}', '{"version":"1.1","items":{}}', 'null', '[[]]'])(
  'takes %s for no feed',
  (json) => {
    expect(() => read(json)).toThrow(NotAFeedError);
  },
);
