import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { sendLinesTo } from '../../functions/log/output';
import { benchBundles } from './bundles';
import { benchCycle } from './cycle';
import { benchDigests } from './digests';
import { benchExport } from './export';
import { benchLoad } from './load';
import { benchPage } from './page';
import { benchParse } from './parse';
import { printMachine } from './report';
import { benchSearch } from './search';
import { benchUnits } from './units';
import { benchWalls } from './walls';

const USAGE = `npm run bench -- [parse] [walls] [cycle] [units] [search] [export] [page] [load] [digests] [bundles] [options]

All parts where none is named.

  --feeds 100,500              cycle: how many feeds, a run for each
  --sources 100                units: how many feeds
  --articles 1000,10000        search: how large the archive is, a table for each (1000,2000,10000,100000)
  --exported 100000            export: how many articles
  --loaded 2000 --crowd 1000   load: how many feeds, and readers at once
  --readers 10000              digests: how many readers
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      feeds: { type: 'string', default: '100,500' },
      sources: { type: 'string', default: '100' },
      articles: { type: 'string', default: '1000,2000,10000,100000' },
      exported: { type: 'string', default: '100000' },
      loaded: { type: 'string', default: '2000' },
      crowd: { type: 'string', default: '1000' },
      readers: { type: 'string', default: '10000' },
    },
  });
  const parts = new Map([
    ['parse', benchParse],
    ['walls', benchWalls],
    ['cycle', () => benchCycle(sizesOf(values.feeds))],
    ['units', () => benchUnits(sizeOf(values.sources))],
    ['search', () => benchSearch(sizesOf(values.articles))],
    ['export', () => benchExport(sizeOf(values.exported))],
    ['page', benchPage],
    ['load', () => benchLoad(sizeOf(values.loaded), sizeOf(values.crowd))],
    ['digests', () => benchDigests(sizeOf(values.readers))],
    ['bundles', benchBundles],
  ]);
  const wanted = positionals.length > 0 ? positionals : [...parts.keys()];
  const [bench, ...others] = wanted.map((name) => parts.get(name) ?? refuse(name));
  if (others.length > 0) return eachAlone(wanted);
  // What handlers in this process log is no part of the figures.
  sendLinesTo(() => undefined);
  printMachine();
  await bench?.();
}

/** Measures each part in a process of its own, where nothing is warm or open yet. */
function eachAlone(parts: string[]): void {
  const options = process.argv.slice(2).filter((argument) => !parts.includes(argument));
  for (const part of parts) {
    const args = [...process.execArgv, __filename, part, ...options];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) {
      process.exitCode = 1;
      return;
    }
  }
}

/** Rising, as archives grow. */
const sizesOf = (list: string): number[] =>
  list
    .split(',')
    .map(sizeOf)
    .sort((one, other) => one - other);

const sizeOf = (text: string): number => (/^[1-9]\d{0,6}$/.test(text) ? Number(text) : refuse(text));

class UsageError extends Error {
  override name = 'UsageError';
}

function refuse(argument: string): never {
  throw new UsageError(`"${argument}" is no part or size.\n\n${USAGE}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
});
