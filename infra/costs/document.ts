import { attackTable, worstDays } from './attack';
import { billOf } from './bill';
import { parseOptions } from './options';
import { tableOf } from './report';
import { deployedFor, synthesize } from './synthesized';

/** Where a document shows a table of ours: `<!-- costs --sources 20 -->` or `<!-- attack -->`, and its end. */
const PLACE = /<!-- (costs|attack)( .*?)? -->[\s\S]*?<!-- \/\1 -->/g;

/** A document with its tables as they are today. */
export const withTables = (document: string): string =>
  document.replaceAll(PLACE, (_, kind: string, args = '') => {
    const table =
      kind === 'costs' ? costsTable(args.trim().split(' ')) : attackTable(worstDays(synthesize()));
    return `<!-- ${kind}${args} -->\n\n${table}\n\n<!-- /${kind} -->`;
  });

/** @param args as behind the command */
function costsTable(args: string[]): string {
  const asked = parseOptions(args);
  return asked === null ? '' : tableOf(billOf(asked.workload, deployedFor(asked.workload)));
}
