import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { anchorOf } from './anchor';
import { ROOT } from './source-files';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

const anchorsOf = (document: string): string[] =>
  [...read(document).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Links of a document to what is in the project, as `[file, anchor]`. */
const linksOf = (document: string): [string, string][] =>
  [
    ...read(document)
      .replace(/^```.*?^```/gms, '')
      .matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g),
  ]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [file = '', anchor = ''] = link.split('#');
      return [file === '' ? document : path.join(path.dirname(document), file), anchor];
    });

it.each(DOCUMENTS)('all links of %s lead somewhere', (document) => {
  const lost = linksOf(document).filter(
    ([file, anchor]) =>
      !existsSync(path.join(ROOT, file)) || (anchor !== '' && !anchorsOf(file).includes(anchor)),
  );
  expect(lost).toEqual([]);
});

describe('docs/architecture.md', () => {
  const text = read('docs/architecture.md');

  /** The first column of the table under a heading, where it names something in code or links to it. */
  const firstColumn = (heading: string): string[] => {
    const [, section = ''] = text.split(`\n## ${heading}\n`);
    const table = section.split('\n\n').find((block) => block.trimStart().startsWith('| ')) ?? '';
    return table
      .trim()
      .split('\n')
      .slice(2)
      .map((row) => /^\| \[?`?([^`\]|]+?)`?(?:\]\([^)]*\))? \|/.exec(row)?.[1] ?? row);
  };

  it('has every room and no other', () => {
    const rooms = readdirSync(path.join(ROOT, 'functions'));
    expect(firstColumn('The rooms').sort()).toEqual(rooms.sort());
  });

  it('has every dependency of production and no other', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(firstColumn('Dependencies').sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('shows in its diagram every function that no request calls', () => {
    const [, diagram = ''] = /```mermaid\n(.*?)```/s.exec(text) ?? [];
    const handled = readdirSync(path.join(ROOT, 'functions')).filter((room) =>
      existsSync(path.join(ROOT, 'functions', room, 'handler.ts')),
    );
    const called = handled.filter(
      (room) => !/\bapi\(|publicApi\(/.test(read(path.join('functions', room, 'handler.ts'))),
    );
    expect(called.length).toBeGreaterThan(5);
    expect(called.filter((room) => !new RegExp(`(?<![\\w-])${room}(?![\\w-])`).test(diagram))).toEqual([]);
  });
});
