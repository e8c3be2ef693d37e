import path from 'node:path';
import { build } from 'esbuild';
import { isForDeadLetters, OF_LAMBDA, rightsOf } from '../privileges/rights';
import { functionsOf, type Resource, statementsOf, synthesize } from './synthesized';

/** Where the SDK has an operation, in its file of that name. */
const COMMAND = /@aws-sdk\/client-(\w+)\/.*\/commands\/(\w+)Command\.js$/;

const template = synthesize();
const functions = [...functionsOf(template).values()];

/** For each entry the calls to AWS that its code can come to, as `service:Operation`: what esbuild cannot drop. */
const calls = new Map<string, string[]>();

beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: functions.map(entryOf),
    absWorkingDir: path.join(__dirname, '..', '..'),
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    metafile: true,
    write: false,
    outdir: 'out',
    logLevel: 'silent',
  });
  for (const { entryPoint = '', inputs } of Object.values(metafile.outputs)) {
    const kept = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    calls.set(
      entryPoint,
      kept.flatMap(([file]) => {
        const [, service, operation] = COMMAND.exec(file) ?? [];
        return operation === undefined ? [] : [`${service}:${operation}`];
      }),
    );
  }
}, 60_000);

it.each(functions.map((resource) => ({ entry: entryOf(resource), resource })))(
  '$entry may do what its code can call, and no more',
  ({ entry, resource }) => {
    const needed = calls.get(entry)?.flatMap(rightsOf);
    const granted = statementsOf(template, resource)
      .filter((statement) => statement.Effect === 'Allow' && !isForDeadLetters(resource, statement))
      .flatMap(({ Action }) => Action)
      .filter((action) => !OF_LAMBDA.includes(action));
    expect([...new Set(granted)].sort()).toEqual([...new Set(needed)].sort());
  },
);

function entryOf(resource: Resource): string {
  return String(resource['Metadata']['newsreel:entry']);
}
