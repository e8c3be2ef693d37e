import { readFileSync } from 'node:fs';
import path from 'node:path';
import { withTables } from '../../../infra/costs/document';
import { synthesize } from './synthesized';

const FILE = path.resolve(__dirname, '../../../docs/costs.md');

it('shows what the command prints today: if not, npm run costs -- --update docs/costs.md', () => {
  const document = readFileSync(FILE, 'utf8');
  expect(document.match(/<!-- costs /g)).toHaveLength(3);
  expect(document).toBe(withTables(document, synthesize));
});

it('replaces a table by another', () => {
  const old = 'Before\n<!-- costs --sources 0 -->\nold\n<!-- /costs -->\nafter';
  const fresh = withTables(old, synthesize);
  expect(fresh).toMatch(
    /^Before\n<!-- costs --sources 0 -->\n\n\| service [\s\S]+ \|\n\n<!-- \/costs -->\nafter$/,
  );
  expect(fresh).not.toContain('old');
  expect(withTables(fresh, synthesize)).toBe(fresh);
});
