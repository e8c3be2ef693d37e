import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';

const FUNCTIONS = path.resolve(__dirname, '../../functions');

/** Where a client of the AWS SDK says what its service's messages and errors look like. */
const SCHEMAS = /[\\/]@aws-sdk[\\/]client-[a-z]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/;

/** A client loads it for its own version, which it tells the service. */
const MANIFEST = /[\\/]@aws-sdk[\\/]client-[a-z]+[\\/]package\.json$/;

const CONSTANT = /^const (\w+) = "([^"\\]*)";$/gm;
const COMPUTED_KEY = /\[(_\w+)\]: /g;
const REGISTERED_ERROR = /^n0_registry\.registerError\((\w+)\$, \1\);$/gm;

/**
 * Leaves out of the bundles the errors of AWS's services that nothing here tells apart: Parameter Store alone has 140.
 * The SDK throws those as the service's general exception, with the same name, message and status. What stays is an
 * error that the functions name, and one that the SDK itself is to try again for what its class says.
 */
export const unusedSdk: Plugin = {
  name: 'unused-sdk',
  setup(build) {
    const sources = readSources();
    build.onLoad({ filter: SCHEMAS }, ({ path: file }) => {
      const retryable = retryableErrors(file);
      const isUsed = (error: string) => retryable.has(error) || new RegExp(`\\b${error}\\b`).test(sources);
      return { contents: withoutErrors(readFileSync(file, 'utf8'), isUsed) };
    });
    build.onLoad({ filter: MANIFEST }, ({ path: file }) => {
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/**
 * @param schemas the source of a client's schemas
 * @returns the same without unused errors, and such that esbuild sees what else is not used
 * @throws where it is not built as we know it: then this must be looked at again
 */
export function withoutErrors(schemas: string, isUsed: (error: string) => boolean): string {
  if (schemas.search(REGISTERED_ERROR) === -1)
    throw new Error('The SDK registers its errors in some other way');
  const constants = new Map([...schemas.matchAll(CONSTANT)].map(([, name, value]) => [name, value]));
  return (
    schemas
      .replace(REGISTERED_ERROR, (registered, error: string) => (isUsed(error) ? registered : ''))
      // A key that is computed may do anything, for all that esbuild knows.
      .replace(COMPUTED_KEY, (key, name: string) => {
        const value = constants.get(name);
        return value === undefined ? key : `${JSON.stringify(value)}: `;
      })
  );
}

/** The errors that their class says are worth another try. @param schemas the file of a client's schemas */
function retryableErrors(schemas: string): Set<string> {
  const errors = readFileSync(path.resolve(path.dirname(schemas), '../models/errors.js'), 'utf8');
  const classes = errors.split(/^export class /m).slice(1);
  const retryable = classes.filter((one) => one.includes('$retryable'));
  return new Set(retryable.map((one) => /^\w+/.exec(one)?.[0] ?? ''));
}

const readSources = (): string =>
  readdirSync(FUNCTIONS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(FUNCTIONS, file), 'utf8'))
    .join('\n');
