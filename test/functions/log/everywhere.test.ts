import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FUNCTIONS = path.join(__dirname, '../../../functions');

const files = readdirSync(FUNCTIONS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, source: readFileSync(path.join(FUNCTIONS, file), 'utf8') }));

test('nothing is written to the log but through the log', () => {
  expect(files.length).toBeGreaterThan(100);
  const direct = files.filter(({ source }) =>
    /\bconsole\s*\.|process\.std(?:out|err)|writeLine\(/.test(source),
  );
  expect(direct.map(({ file }) => file).sort()).toEqual([
    'log/log.ts',
    'log/output.ts',
    'metrics/measure.ts',
  ]);
});

test('every handler names what it works on', () => {
  const handlers = files.filter(({ file }) => file.endsWith('handler.ts'));
  expect(handlers.length).toBeGreaterThan(30);
  const without = handlers.filter(
    ({ source }) => !/export const handler = (?:api|publicApi|onEvent|onMessages)\(/.test(source),
  );
  expect(without.map(({ file }) => file)).toEqual([]);
});
