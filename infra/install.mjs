import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The oldest Node that runs this project, as in package.json's `engines`. */
const OLDEST_NODE = [20, 19];

/** Ends the process with code 2, and one line that says why, where Node is too old. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  console.error(`Newsreel needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${version}.`);
  process.exit(2);
}

/**
 * Runs `npm ci` in a folder whose node_modules is not what its package-lock.json says, and nothing else.
 * @param {string} root absolute path of the folder with package-lock.json
 * @throws {Error} where npm failed, with a message to show
 */
export function installMissing(root) {
  if (isInstalled(root)) return;
  console.error('Installing the packages (once) …');
  const [command, ...args] = npm();
  const { status, error } = spawnSync(
    command,
    [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    // stdout stays clean for what the caller prints. Windows runs npm.cmd by a shell alone.
    { cwd: root, stdio: ['ignore', 2, 2], shell: command === 'npm' && process.platform === 'win32' },
  );
  if (error)
    throw new Error(`npm could not be run (${error.message}); install it, or run "npm ci" yourself.`);
  if (status !== 0) throw new Error(`npm ci failed with exit code ${status}; see above.`);
}

/**
 * Whether node_modules holds each package of package-lock.json in its version. npm writes its own record,
 * node_modules/.package-lock.json, when an installation has come to its end. What is optional may be absent:
 * builds for other platforms are.
 */
function isInstalled(root) {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const installed = packagesOf(record);
  const isWanted = ([name, { version }]) => wanted.get(name)?.version === version;
  const isThere = ([name, { version, optional }]) =>
    installed.has(name) ? installed.get(name).version === version : optional === true;
  return [...installed].every(isWanted) && [...wanted].every(isThere);
}

function packagesOf(lockFile) {
  const packages = new Map(Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages));
  packages.delete(''); // the project itself
  return packages;
}

/** npm's own script where npm runs us (its path is exact on every system), else the command. */
function npm() {
  const script = process.env.npm_execpath ?? '';
  return /npm-cli\.[cm]?js$/.test(script) ? [process.execPath, script] : ['npm'];
}
