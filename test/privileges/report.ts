import type { Grant, Verdict } from './judge';

/**
 * A verdict as people read it.
 * @param all whether every test ran: where not, nothing is said of what was not used
 */
export function report(verdict: Verdict, all: boolean): { text: string; isClean: boolean } {
  const { calls, functions, grants, usedAndNotGranted, grantedAndNotUsed } = verdict;
  const unused = all ? grantedAndNotUsed : [];
  const trespasses = usedAndNotGranted.map((one) => `${named(one)}\n    in ${one.test}`);
  const lines = [
    `calls to AWS, different ones   ${calls} of ${functions} functions`,
    `granted                        ${grants}`,
    `used and not granted           ${usedAndNotGranted.length}`,
    ...under(trespasses, 'Grant it where infra/ makes the function, or do without the call.'),
    `granted and not used           ${all ? unused.length : 'not known, as not all tests ran'}`,
    ...under(unused.map(named), 'Take it away where infra/ makes the function, or test what needs it.'),
  ];
  return { text: lines.join('\n'), isClean: usedAndNotGranted.length + unused.length === 0 };
}

const named = ({ function: name, action, resource }: Grant): string => `  ${name}: ${action} on ${resource}`;

const under = (lines: string[], whatToDo: string): string[] =>
  lines.length === 0 ? [] : [...lines.sort(), `  ${whatToDo}`];
