import fc from 'fast-check';
import type { Article } from '../../../functions/article/article';
import { csv } from '../../../functions/export/csv';
import { character } from '../../character';
import { readCsv } from './csv-reader';

const ARTICLE: Article = {
  id: '01KAM2QZ0000000000000000A1',
  source: 'source-1',
  title: 'A title',
  url: 'https://one.example/1',
  summary: '',
  author: null,
  publishedAt: '2026-11-22T08:30:00.000Z',
  fetchedAt: '2026-11-22T09:00:00.000Z',
  categories: [],
  image: null,
};

const cellsOf = (article: Partial<Article>): Record<string, string | undefined> => {
  const [names = [], cells = []] = readCsv(csv.head + csv.write([{ ...ARTICLE, ...article }]));
  expect(cells).toHaveLength(names.length);
  return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
};

it('has the fields of an article as its columns, in their order', () => {
  expect(csv.head).toBe(`${Object.keys(ARTICLE).join(',')}\r\n`);
});

it('joins categories and leaves cells empty where there is nothing', () => {
  expect(cellsOf({ categories: ['World, the', 'Sport'] })).toEqual({
    ...ARTICLE,
    author: '',
    image: '',
    categories: 'World, the; Sport',
  });
});

it.each([
  'a comma, and another,',
  'a "quoted" word',
  '"',
  'two\nlines',
  'two\r\nlines',
  'ends with CR\r',
  ' white space around ',
  'Ångström, 東京, العربية, 👩‍🚀',
])('gives back %j', (title) => {
  expect(cellsOf({ title })['title']).toBe(title);
});

it.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  "=cmd|' /C calc'!A0",
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\ttext',
  '  =1+1',
  '\u00a0=1+1',
  '\ufeff=1+1',
  '\u200b\u202e=1+1',
  '\u0000=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '﹦1+1',
])('makes %j text', (formula) => {
  const { title, categories, author } = cellsOf({
    title: formula,
    categories: [formula, 'b'],
    author: formula,
  });
  expect([title, categories, author]).toEqual([`'${formula}`, `'${formula}; b`, `'${formula}`]);
});

it.each(['1 = 1', 'a+b', 'e-mail', 'me@here', '– dash', '(=1)'])('leaves %j alone', (title) => {
  expect(cellsOf({ title })['title']).toBe(title);
});

it('is read back whatever it says, and no cell begins as a formula', () => {
  const signs = fc.constantFrom(...'"\',;=+-@＝\t\r\n ');
  const text = fc.string({
    unit: fc.oneof(signs, fc.string({ unit: character, maxLength: 1 })),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), (title, categories) => {
      const cells = cellsOf({ title, categories });
      expect(cells['title']?.replace(/^'/, '')).toBe(title.replace(/^'/, ''));
      expect(cells['categories']?.replace(/^'/, '')).toBe(categories.join('; ').replace(/^'/, ''));
      for (const cell of Object.values(cells)) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    }),
  );
});
