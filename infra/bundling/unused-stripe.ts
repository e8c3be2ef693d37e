import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { STRIPE_PARTS } from '../../functions/stripe/parts';

/** The file of the library that loads all the others. */
const ENTRY = /[\\/]stripe[\\/]esm[\\/]stripe\.esm\.node\.js$/;

/** What it loads beside the parts: a list of them all, and thin events, which we have none of. */
const BESIDE = ['./resources.js', './StripeEventNotificationHandler.js'];

const LEFT_OUT = 'left-out-of-stripe';
const STAND_IN = 'stand-in-for-stripe';

/** Takes the place of a class that is left out: as Stripe's client is made, it makes one of each. */
const STAND_IN_SOURCE = `export class LeftOut {
  constructor() {
    return new Proxy(this, {
      get(_, name) {
        throw new Error('Left out of the bundle, but ' + String(name) + ' is called: name its part in functions/stripe/parts.ts');
      },
    });
  }
}`;

/**
 * Leaves out of the bundles the parts of Stripe's library that are not `STRIPE_PARTS`: of its 250 KB, 160. All that
 * stays is loaded as it is. What is left out stands there as an object that throws when it is used.
 */
export const unusedStripe: Plugin = {
  name: 'unused-stripe',
  setup(build) {
    build.onResolve({ filter: /^\.\// }, ({ path: imported, importer, resolveDir }) => {
      const names = ENTRY.test(importer) ? unusedImports(importer).get(imported) : undefined;
      if (names === undefined) return null;
      return { path: path.join(resolveDir, imported), namespace: LEFT_OUT, pluginData: names };
    });
    build.onLoad(
      { filter: /.*/, namespace: LEFT_OUT },
      ({ pluginData: names }: { pluginData: string[] }) => ({
        contents: `export { ${names.map((name) => `LeftOut as ${name}`).join(', ')} } from '${STAND_IN}';`,
      }),
    );
    build.onResolve({ filter: new RegExp(`^${STAND_IN}$`) }, () => ({ path: STAND_IN, namespace: STAND_IN }));
    build.onLoad({ filter: /.*/, namespace: STAND_IN }, () => ({ contents: STAND_IN_SOURCE }));
  },
};

const unused = new Map<string, ReadonlyMap<string, readonly string[]>>();

function unusedImports(entry: string): ReadonlyMap<string, readonly string[]> {
  const known = unused.get(entry) ?? findUnused(readFileSync(entry, 'utf8'));
  unused.set(entry, known);
  return known;
}

/**
 * What the library's entry imports and we don't use: the names, by file as it names it.
 * @param entry its source
 * @throws where it is not built as we know it: then this must be looked at again
 */
export function findUnused(entry: string): Map<string, string[]> {
  const names = importedNames(entry);
  const fileOf = new Map([...names].flatMap(([file, imported]) => imported.map((name) => [name, file])));
  const parts = new Map<string, string>();
  for (const [, part = '', name = ''] of entry.matchAll(/^\s+this\.(\w+) = new (\w+)\(this\);$/gm)) {
    const file = fileOf.get(name);
    if (file?.startsWith('./resources/')) parts.set(part, file);
  }
  const used = STRIPE_PARTS.map((part) => required(parts.get(part), `makes no ${part}`));
  const left = [...parts.values(), ...BESIDE].filter((file) => !used.includes(file));
  return new Map(left.map((file) => [file, required(names.get(file), `loads no ${file}`)]));
}

/** The names that a module imports, by file. */
function importedNames(source: string): Map<string, string[]> {
  const imports = [...source.matchAll(/^import \{([^}]*)\} from '(\.\/[^']+)';$/gm)];
  return new Map(imports.map(([, names = '', file = '']) => [file, names.match(/\w+/g) ?? []]));
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Stripe's library ${what} where it is looked for`);
  return value;
}
