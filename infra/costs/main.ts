import { readFileSync, writeFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { codeOf, messageOf } from '../local/problem';
import { billOf } from './bill';
import { deployedFor } from './deployment';
import { withTables } from './document';
import { intakeOf, workersNeeded } from './fetching';
import { parseOptions } from './options';
import { PRICES, PRICES_OF } from './prices';
import { tableOf } from './report';
import { synthesize } from './synthesized';
import type { Workload } from './workload';

/** `npm run costs`. */
function main(args: string[]): void {
  const asked = parseOptions(args);
  if (asked === null) return;
  const { workload, json, update } = asked;
  if (update !== null) writeFileSync(update, withTables(readFileSync(update, 'utf8'), synthesize));
  else process.stdout.write(json ? `${JSON.stringify(detailsOf(workload), null, 2)}\n` : textOf(workload));
}

function textOf(workload: Workload): string {
  const deployed = deployedFor(workload, synthesize);
  const workers = workersNeeded(intakeOf(workload, deployed));
  const note =
    workers > deployed.fetchConcurrency
      ? `So many sources want a "fetchConcurrency" of ${workers}: see docs/scaling.md.\n`
      : '';
  return `${tableOf(billOf(workload, deployed))}\n\n${NOTE}\n${note}`;
}

function detailsOf(workload: Workload): unknown {
  const deployed = deployedFor(workload, synthesize);
  const { lines, ...sums } = billOf(workload, deployed);
  return {
    pricesOf: PRICES_OF,
    region: 'us-east-1',
    workload,
    fetchConcurrency: workersNeeded(intakeOf(workload, deployed)),
    ...sums,
    lines: lines.map(({ price, ...line }) => ({ ...PRICES[price], price: PRICES[price].dollars, ...line })),
  };
}

const NOTE = `Dollars a month in us-east-1 by the list prices of ${PRICES_OF}, before taxes, once the archive is as large as it gets.
Less allowances: in an account that has all that AWS gives every month for nothing, for good.`;

try {
  main(process.argv.slice(2));
} catch (error) {
  if (error instanceof CommanderError) {
    process.stderr.write(`${error.message.replace(/^error: /, '')} See npm run costs -- --help.\n`);
    process.exitCode = 2;
  } else if (codeOf(error) !== '') {
    process.stderr.write(`It could not be done: ${messageOf(error)}\n`);
    process.exitCode = 1;
  } else throw error;
}
