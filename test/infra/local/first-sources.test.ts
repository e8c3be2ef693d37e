import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readFirstSources } from '../../../infra/local/first-sources';
import { UsageError } from '../../../infra/local/options';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();

function fileWith(text: string, name = 'sources'): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

const read = (text: string) => readFirstSources(fileWith(text));

describe('a file of first sources', () => {
  test('may be text with a URL a line', () => {
    const text =
      '# mine\nhttps://a.example/feed\r\n\n  http://b.example/rss?x=1  \n#https://c.example/\nhttps://a.example/feed\n';
    expect(read(text)).toEqual([{ url: 'https://a.example/feed' }, { url: 'http://b.example/rss?x=1' }]);
  });

  test('may be a JSON array of sources', () => {
    const list = [
      { id: 'a', url: 'https://a.example/', title: 'A', every: 60 },
      { url: 'https://b.example/' },
    ];
    expect(read(`\uFEFF\n${JSON.stringify(list)}`)).toEqual(list);
  });

  test('may be an empty JSON array, for a service that begins with nothing', () => {
    expect(read(' []\n')).toEqual([]);
  });

  test('may be OPML, with folders', () => {
    const opml = `<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
      <outline text="News &amp; more">
        <outline type="rss" text="A" title="The A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>
        <outline text="Deeper"><outline text="B" xmlUrl="https://b.example/feed"/></outline>
      </outline>
      <outline text="A again" xmlUrl="https://a.example/feed"/>
      <outline xmlUrl="https://c.example/feed"/>
      <outline text="D" id="dee" xmlUrl="https://d.example/feed"/>
      <outline text="E" id="dee" xmlUrl="https://e.example/feed"/>
    </body></opml>`;
    expect(read(opml)).toEqual([
      { url: 'https://a.example/feed', title: 'The A', categories: ['News & more'] },
      { url: 'https://b.example/feed', title: 'B', categories: ['News & more', 'Deeper'] },
      { url: 'https://c.example/feed' },
      { id: 'dee', url: 'https://d.example/feed', title: 'D' },
      { url: 'https://e.example/feed', title: 'E' },
    ]);
  });

  test('may be OPML with outlines that are none, which are left out', () => {
    const opml = `<opml version="1.0"><body>
      <outline text="Bad" type="rss" xmlUrl="nothing"/><outline text="Good" xmlUrl="feed://a.example/"/>
    </body></opml>`;
    expect(read(opml)).toEqual([{ url: 'http://a.example/', title: 'Good' }]);
  });

  test('may name one feed under several spellings: it is taken once', () => {
    expect(read('https://a.example/feed\nhttp://www.a.example/feed/\nfeed:https://a.example/feed')).toEqual([
      { url: 'https://a.example/feed' },
    ]);
  });

  test('may name private addresses: whether those are allowed shows when they are asked', () => {
    expect(read('http://127.0.0.1:1/feed')).toHaveLength(1);
  });

  test.each([
    ['https://a.example/\nftp://b.example/', 'line 2'],
    ['https://a.example/\nnot a url', 'line 2'],
    ['[{"url":"https://a.example/"},{"url":"ftp://b.example/"}]', 'source 2'],
    ['[{"url":"https://a.example/","colour":"red"}]', 'colour'],
    ['["https://a.example/"]', 'source 1'],
    [
      '[{"id":"x","url":"https://a.example/"},{"id":"x","url":"https://b.example/"}]',
      'two sources with the id x',
    ],
    ['[{"url":', 'not valid JSON'],
    ['{"url":"https://a.example/"}', 'JSON array'],
    ['# nothing\n', 'no source'],
    ['', 'no source'],
    ['<opml version="2.0"><body><outline', 'ends in the middle'],
    ['<html><body>404</body></html>', 'not OPML'],
    ['<opml version="2.0"><body><outline text="Odd" xmlUrl="odd"/></body></opml>', 'no source'],
  ])('that is %j is refused in one line that says where', (text, where) => {
    const file = fileWith(text, 'feeds.txt');
    expect(() => readFirstSources(file)).toThrow(UsageError);
    expect(() => readFirstSources(file)).toThrow(where);
    expect(() => readFirstSources(file)).toThrow(/^feeds\.txt.*\.$/);
  });

  test('must be there, and a file', () => {
    const folder = temporaryFolder();
    expect(() => readFirstSources(path.join(folder, 'none'))).toThrow(/There is no file/);
    expect(() => readFirstSources(folder)).toThrow(/is a folder/);
  });
});
