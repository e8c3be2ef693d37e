import fc from 'fast-check';
import { csvJoin } from '../../cli/export/csv-join';
import { type Join, NOTHING } from '../../cli/export/join';
import { jsonJoin } from '../../cli/export/json-join';
import { ndjsonJoin } from '../../cli/export/ndjson-join';
import type { Article } from '../../functions/article/article';
import { csv } from '../../functions/export/csv';
import type { Format } from '../../functions/export/format';
import { json } from '../../functions/export/json';
import { ndjson } from '../../functions/export/ndjson';
import { character } from '../character';
import { readCsv } from '../functions/export/csv-reader';

/** The file that is made of parts, each of which comes cut into pieces. */
function join(how: Join, parts: Buffer[][]): { file: string; articles: number } {
  const file: Buffer[] = [];
  let joined = NOTHING;
  for (const pieces of parts) {
    const part = how.begin(joined);
    for (const piece of pieces) file.push(Buffer.from(part.take(piece)));
    joined = part.end();
  }
  file.push(Buffer.from(how.tail(joined)));
  return { file: Buffer.concat(file).toString('utf8'), articles: joined.articles };
}

const whole = (...texts: string[]): Buffer[][] => texts.map((text) => [Buffer.from(text)]);

const signs = fc.constantFrom(...'"\\,;[]{}\r\n\t\'= ü京👩');
const text = fc.string({
  unit: fc.oneof(signs, fc.string({ unit: character, maxLength: 1 })),
  maxLength: 10,
});
const article: fc.Arbitrary<Article> = fc.record({
  id: text,
  source: text,
  title: text,
  url: text,
  summary: text,
  author: fc.option(text),
  publishedAt: text,
  fetchedAt: text,
  categories: fc.array(text, { maxLength: 2 }),
  image: fc.constant(null),
});

const fileOf = ({ head, write, tail }: Format, articles: Article[]): string =>
  head + (articles.length === 0 ? '' : write(articles)) + tail;

/** @param sizes of the pieces, again and again */
function cut(bytes: Buffer, sizes: number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

/** How many articles a file holds. @throws where it is not whole */
const COUNTS = {
  json: (file: string) => JSON.parse(file).length,
  ndjson: (file: string) => {
    expect(file).toMatch(/^$|\n$/);
    return file
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)).length;
  },
  csv: (file: string) => {
    expect(file).not.toBe('');
    return readCsv(file).length - 1;
  },
};

describe.each<[keyof typeof COUNTS, Join, Format]>([
  ['json', jsonJoin, json],
  ['ndjson', ndjsonJoin, ndjson],
  ['csv', csvJoin, csv],
])('parts of %s', (name, how, format) => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  const parts = fc.array(fc.array(article, { maxLength: 3 }), { minLength: 1, maxLength: 4 });

  it('become the file that one part would have been, however they come', () => {
    fc.assert(
      fc.property(parts, sizes, (archive, pieces) => {
        const { file, articles } = join(
          how,
          archive.map((some) => cut(Buffer.from(fileOf(format, some)), pieces)),
        );
        expect(file).toBe(fileOf(format, archive.flat()));
        expect(COUNTS[name](file)).toBe(articles);
        expect(articles).toBe(archive.flat().length);
      }),
    );
  });

  it('are refused where one is cut off', () => {
    const some = fc.array(article, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), sizes, (articles, share, pieces) => {
        const bytes = Buffer.from(fileOf(format, articles));
        const beginning = bytes.subarray(0, Math.floor(bytes.length * share));
        // A cut between two rows shows on the connection alone.
        fc.pre(!isWhole(COUNTS[name], beginning.toString('utf8')));
        expect(() => join(how, [cut(beginning, pieces)])).toThrow(/cut off/);
      }),
    );
  });
});

function isWhole(count: (file: string) => number, file: string): boolean {
  try {
    count(file);
    return true;
  } catch {
    return false;
  }
}

it('takes JSON however it is spaced', () => {
  const parts = whole(' [ \n{"a" : [ 1, {} ]} ,\t{}\r\n]\n ', '[]', '\n[\n]', '[{"b":"]}\\""}]');
  expect(join(jsonJoin, parts)).toEqual({ file: '[{"a" : [ 1, {} ]},\n{},\n{"b":"]}\\""}]\n', articles: 3 });
});

it('makes whole files of nothing', () => {
  expect(join(jsonJoin, whole('[]', '[]'))).toEqual({ file: '[]\n', articles: 0 });
  expect(join(ndjsonJoin, whole('', ''))).toEqual({ file: '', articles: 0 });
  expect(join(csvJoin, whole('a,b\r\n', 'a,b\r\n'))).toEqual({ file: 'a,b\r\n', articles: 0 });
});

it.each<[Join, string]>([
  [jsonJoin, '{"articles":[]}'],
  [jsonJoin, '<!doctype html>'],
  [jsonJoin, '[1]'],
  [jsonJoin, '[{},]'],
  [jsonJoin, '[,{}]'],
  [jsonJoin, '[{}{}]'],
  [jsonJoin, '[{}][{}]'],
  [ndjsonJoin, '[{}]\n'],
  [ndjsonJoin, '{}\n\n{}\n'],
  [csvJoin, 'x'.repeat(70_000)],
])('refuses what is not of its format: %#', (how, part) => {
  expect(() => join(how, whole(part))).toThrow(/is not .*Newsreel/);
});

it('refuses parts of CSV with different columns', () => {
  expect(() => join(csvJoin, whole('a,b\r\n1,2\r\n', 'a,c\r\n3,4\r\n'))).toThrow(/different columns/);
});
