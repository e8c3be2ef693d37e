import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';

const PROJECT_ROOT = path.join(__dirname, '..');
const BROWSER_SCRIPTS = path.join(PROJECT_ROOT, 'functions/pages/browser');

/**
 * The code of a function: its handler and all that it imports, in one file. The CDK's own way starts npm for each
 * function, which takes longer than to bundle it.
 * @param entry the file that exports `handler`, from the root of the project
 * @param showsScripts whether what browsers run is to lie beside it, where `scriptOf` looks for it
 */
export const bundledCode = (entry: `functions/${string}/handler.ts`, showsScripts: boolean): AssetCode =>
  Code.fromAsset(PROJECT_ROOT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Nothing is ever run in it; but what is bundled is told apart by it and by the command.
      image: DockerImage.fromRegistry('none'),
      command: [entry],
      local: {
        tryBundle: (output) => {
          const name = path.basename(path.dirname(entry));
          copyFileSync(path.join(bundlesFolder(), name, 'index.js'), path.join(output, 'index.js'));
          if (showsScripts) copyScripts(path.join(output, 'browser'));
          return true;
        },
      },
    },
  });

let folder: string | undefined;

/** Where all bundles lie while this process lives. @throws where one could not be made; esbuild says why on stderr */
function bundlesFolder(): string {
  if (folder !== undefined) return folder;
  const made = mkdtempSync(path.join(tmpdir(), 'newsreel-bundles-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const bundling = path.join(__dirname, 'bundling/process.ts');
  execFileSync(process.execPath, ['--import', tsx, bundling, made], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  folder = made;
  return made;
}

/** Copies what browsers run, as it is, without what checks its types. @param folder absolute path */
export const copyScripts = (folder: string): void =>
  cpSync(BROWSER_SCRIPTS, folder, { recursive: true, filter: (file) => !file.endsWith('.json') });
