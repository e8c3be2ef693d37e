import { parseArgs } from 'node:util';
import { createClient } from '../../functions/table/client';
import { copyItems, NEWS } from './copy';

const HELP = `Copies items from a table that was restored into the one in use (docs/operating.md).

node --import tsx infra/restore/main.ts --from RESTORED --to TABLE [options]

  --partition NAME   what to copy, may be repeated: a partition, or with # at the end all that begin so
                     (${NEWS.join(', ')})
  --overwrite        what is there already becomes again what it was; else only what is missing is copied
  --help             this list
`;

/** Copies by the credentials and the region of whoever calls it. @param args what stands behind it on the command line */
async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      partition: { type: 'string', multiple: true },
      overwrite: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { from, to, partition: partitions = NEWS, overwrite: overwrites, help } = values;
  if (help) return void process.stdout.write(HELP);
  if (!from || !to || from === to) throw new Error('--from and --to must name two tables. See --help.');
  const client = createClient();
  const { copied, read } = await copyItems({
    from: { client, name: from },
    to: { client, name: to },
    partitions,
    overwrites,
    now: Date.now(),
    progress: ({ read, copied }) => process.stderr.write(`\r${read} items read, ${copied} copied`),
  });
  process.stderr.write('\n');
  process.stdout.write(`${copied} of ${read} items copied from ${from} to ${to}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
