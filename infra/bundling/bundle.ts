import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { purePackages } from './pure-packages';
import { unusedHttp2 } from './unused-http2';
import { unusedSdk } from './unused-sdk';
import { unusedStripe } from './unused-stripe';

const PROJECT_ROOT = path.resolve(__dirname, '../..');
const FUNCTIONS = path.join(PROJECT_ROOT, 'functions');

/** What would be loaded in the midst of a call, and never is. Were it, the call would fail, saying what is missing. */
const NEVER_LOADED = [
  // Ways to credentials: Lambda gives them by variables, which the SDK looks at first. Without these each bundle is
  // 130 KB smaller. (Lambda's own SDK has them all the same.)
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
  // What reads and writes streams of events, of which no service that we call has any.
  '@smithy/core/event-streams',
  // undici's reader of HTTP for processors without SIMD, and its reader of bodies that are no text and no bytes.
  '*/llhttp/llhttp-wasm.js',
  '*/web/fetch/body.js',
];

/** The folders of `functions/` that are a function each. */
export const functionNames = (): string[] =>
  readdirSync(FUNCTIONS).filter((name) => existsSync(path.join(FUNCTIONS, name, 'handler.ts')));

/**
 * Bundles all functions, each with all that it imports in one file, `<folder>/<name>/index.js`.
 * @param folder absolute path
 * @throws what esbuild says
 */
export function bundleFunctions(folder: string): Promise<void> {
  const entries = functionNames().map((name) => [`${name}/index`, `functions/${name}/handler.ts`]);
  return bundle(Object.fromEntries(entries), folder);
}

/**
 * Bundles files as functions are.
 * @param entries from the root of the project, by what each bundle is called, without its ending
 * @param folder absolute path
 * @throws what esbuild says
 */
export async function bundle(entries: Record<string, string>, folder: string): Promise<void> {
  await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: entries,
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node24',
    // CommonJS whose dependencies are read as ES modules, so that esbuild can drop what is not used, with the SDK
    // inside: the smallest bundle and the shortest cold start of the ways measured.
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: NEVER_LOADED,
    plugins: [purePackages, unusedHttp2, unusedSdk, unusedStripe],
    minify: true,
    // No source map, which would be several times the size of the code and be parsed at the first error: names are
    // kept instead, so that a stack trace says where it was. They are 7 % of a bundle and cost nothing measurable.
    keepNames: true,
    logLevel: 'error',
  });
}
