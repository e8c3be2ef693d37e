import { attackTable, worstDays } from './attack';
import { billOf } from './bill';
import { ALL_SET_UP, deployedFor, type Synthesize } from './deployment';
import { parseOptions } from './options';
import { tableOf } from './report';

/** Where a document shows a table of ours: `<!-- costs --sources 20 -->` or `<!-- attack -->`, and its end. */
const PLACE = /<!-- (costs|attack)( .*?)? -->[\s\S]*?<!-- \/\1 -->/g;

/** A document with its tables as they are today. */
export const withTables = (document: string, synthesize: Synthesize): string =>
  document.replaceAll(PLACE, (_, kind: string, args = '') => {
    const table =
      kind === 'costs'
        ? costsTable(args.trim().split(' '), synthesize)
        : attackTable(worstDays(synthesize(ALL_SET_UP)));
    return `<!-- ${kind}${args} -->\n\n${table}\n\n<!-- /${kind} -->`;
  });

/** @param args as behind the command */
function costsTable(args: string[], synthesize: Synthesize): string {
  const asked = parseOptions(args);
  return asked === null ? '' : tableOf(billOf(asked.workload, deployedFor(asked.workload, synthesize)));
}
