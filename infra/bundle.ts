import { cpSync } from 'node:fs';
import path from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const PROJECT_ROOT = path.join(__dirname, '..');
const BROWSER_SCRIPTS = path.join(PROJECT_ROOT, 'functions/pages/browser');

/**
 * Ways to credentials that no function goes: Lambda gives them by variables, which the SDK looks at first. It would
 * load these only behind them; left out, every bundle is 130 KB smaller. (Lambda's own SDK has them all the same.)
 */
const UNUSED_CREDENTIALS = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/**
 * The code of a function: its handler and all that it imports, in one file. The CDK's own way starts npm for each
 * function, which takes longer than to bundle it.
 * @param entry the file that exports `handler`, from the root of the project
 * @param showsScripts whether what browsers run is to lie beside it, where `scriptOf` looks for it
 */
export const bundledCode = (entry: string, showsScripts: boolean): AssetCode =>
  Code.fromAsset(PROJECT_ROOT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Nothing is ever run in it; but what is bundled is told apart by it and by the command.
      image: DockerImage.fromRegistry('none'),
      command: [entry],
      local: {
        tryBundle: (output) => {
          bundle(entry, path.join(output, 'index.js'));
          if (showsScripts) copyScripts(path.join(output, 'browser'));
          return true;
        },
      },
    },
  });

/** Bundles a function. @param entry from the root of the project @param outfile absolute path @throws what esbuild says */
export function bundle(entry: string, outfile: string): void {
  buildSync({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    // CommonJS whose dependencies are read as ES modules, so that esbuild can drop what is not used, with the SDK
    // inside: the smallest bundle and the shortest cold start of the ways measured.
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: UNUSED_CREDENTIALS,
    minify: true,
    // No source map, which would be several times the size of the code and be parsed at the first error: names are
    // kept instead, so that a stack trace says where it was. They are 7 % of a bundle and cost nothing measurable.
    keepNames: true,
    logLevel: 'error',
  });
}

/** Copies what browsers run, as it is, without what checks its types. @param folder absolute path */
export const copyScripts = (folder: string): void =>
  cpSync(BROWSER_SCRIPTS, folder, { recursive: true, filter: (file) => !file.endsWith('.json') });
