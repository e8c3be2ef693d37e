import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();

const INSTALL = pathToFileURL(path.resolve(__dirname, '../../../infra/install.mjs')).href;

type Packages = Record<string, { version?: string; optional?: boolean; name?: string }>;

const LOCKED: Packages = {
  '': { name: 'project', version: '1.0.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
};

const { '': _, 'node_modules/other-platform': __, ...INSTALLED } = LOCKED;

function writeLock(file: string, packages: Packages): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages }));
}

/** A project, and an npm that writes down how it was called and then ends with a code. */
function project(installed: Packages | null, exitCode = 0) {
  const root = temporaryFolder();
  writeLock(path.join(root, 'package-lock.json'), LOCKED);
  if (installed !== null) writeLock(path.join(root, 'node_modules', '.package-lock.json'), installed);
  const npm = path.join(root, 'npm-cli.js');
  const called = path.join(root, 'called.json');
  writeFileSync(
    npm,
    `require('node:fs').writeFileSync(${JSON.stringify(called)}, JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }));
     console.log('chatter of npm');
     process.exit(${exitCode});`,
  );
  return { root, npm, called };
}

function run(code: string, env: NodeJS.ProcessEnv = {}) {
  const source = `import { installMissing, requireNode } from ${JSON.stringify(INSTALL)};\n${code}`;
  const args = ['--input-type=module', '--eval', source];
  return spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, ...env } });
}

const install = ({ root, npm }: { root: string; npm: string }) =>
  run(
    `try { installMissing(${JSON.stringify(root)}) } catch (error) { console.error(error.message); process.exit(9) }`,
    { npm_execpath: npm },
  );

describe('installing what is missing', () => {
  test.each([
    ['no node_modules', null],
    ['a package missing', { 'node_modules/a': { version: '1.0.0' } }],
    ['another version', { ...INSTALLED, 'node_modules/b': { version: '1.9.0' } }],
    ['a package too many', { ...INSTALLED, 'node_modules/c': { version: '1.0.0' } }],
    [
      'another version of an optional package',
      { ...INSTALLED, 'node_modules/other-platform': { version: '0.9.0' } },
    ],
  ])('with %s runs npm ci, and says so once on stderr', (_, installed) => {
    const at = project(installed);
    const { status, stdout, stderr } = install(at);
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(at.called, 'utf8'))).toEqual({
      args: expect.arrayContaining(['ci', '--include=dev']),
      cwd: at.root,
    });
    expect(stderr.match(/Installing/g)).toHaveLength(1);
    expect(stdout).toBe('');
  });

  test('with all in place does nothing and says nothing', () => {
    const at = project(INSTALLED);
    expect(install(at)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(existsSync(at.called)).toBe(false);
  });

  test('with all in place, what is optional too, does nothing', () => {
    const at = project({ ...INSTALLED, 'node_modules/other-platform': { version: '1.0.0' } });
    install(at);
    expect(existsSync(at.called)).toBe(false);
  });

  test('says so where npm fails', () => {
    const { status, stderr } = install(project(null, 7));
    expect(status).toBe(9);
    expect(stderr).toContain('npm ci failed with exit code 7');
  });
});

describe('an old Node', () => {
  test.each(['18.20.4', '20.18.3'])('%s is refused with one line and code 2', (version) => {
    const { status, stderr } = run(`requireNode('${version}')`);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(version)]);
  });

  test.each(['20.19.0', '21.0.0', '24.1.0'])('%s is new enough', (version) => {
    expect(run(`requireNode('${version}')`)).toMatchObject({ status: 0, stderr: '' });
  });
});
