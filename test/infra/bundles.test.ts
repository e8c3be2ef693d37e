import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Template } from 'aws-cdk-lib/assertions';
import { functionsOf } from './synthesized';

const KB = 1024;

/**
 * In KB. Readers wait for the cold start of what they ask, so those hold one client and no parser; what works in
 * the background may be larger.
 */
const LIMITS: Record<string, number> = {
  'not-found': 30,
  openapi: 200,
  article: 280,
  list: 280,
  sources: 280,
  index: 280,
  'mail-events': 280,
  'sign-in-page': 280,
  'sweep-mails': 280,
  unsubscribe: 280,
  'unsubscribe-page': 280,
  'feed-out': 370,
  'opml-export': 370,
  schedule: 370,
  'schedule-digests': 370,
  'admin-session': 370,
  'admin-page': 430,
  'confirm-sign-in': 430,
  cycles: 430,
  'my-mails': 430,
  'send-digests': 430,
  trigger: 430,
  'remove-source': 430,
  'sign-out': 430,
  'reading-pages': 450,
  'opml-import': 620,
  'sign-in': 460,
  'account-page': 700,
  checkout: 660,
  'checkout-return': 660,
  'forget-me': 660,
  me: 660,
  export: 660,
  passes: 660,
  'plans-page': 660,
  portal: 660,
  digests: 520,
  'set-digest': 660,
  reconcile: 820,
  'stripe-webhook': 820,
  fetch: 1_300,
  'add-source': 1_300,
  'change-source': 1_300,
};

const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-bundles-'));
const assembly = path.join(folder, 'cdk.out');
const bundles = new Map<string, string>();

/** As `cdk synth` does it, on a machine that knows nothing of AWS, from some other folder. */
function synthesizeApp(): Template {
  const home = path.join(folder, 'home');
  mkdirSync(home);
  const app = path.join(__dirname, '..', '..', 'infra', 'app.ts');
  execFileSync(process.execPath, ['--import', pathToFileURL(require.resolve('tsx')).href, app], {
    cwd: home,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      CDK_OUTDIR: assembly,
      CDK_CONTEXT_JSON: JSON.stringify({ retentionDays: '90' }),
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return Template.fromString(readFileSync(path.join(assembly, 'Newsreel.template.json'), 'utf8'));
}

let functions: ReturnType<typeof functionsOf>;

beforeAll(() => {
  functions = functionsOf(synthesizeApp());
  for (const [name, { Properties }] of functions) {
    const hash = path.basename(Properties.Code.S3Key, '.zip');
    bundles.set(name, path.join(assembly, `asset.${hash}`));
  }
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Functions whose pages have scripts, which lie beside the code. */
const SHOWING_SCRIPTS = ['account-page', 'admin-page', 'reading-pages'];

it('one file a function, with no map beside it', () => {
  expect(bundles.size).toBeGreaterThan(0);
  for (const [name, bundle] of bundles) {
    const files = SHOWING_SCRIPTS.includes(name) ? ['browser', 'index.js'] : ['index.js'];
    expect([name, readdirSync(bundle).sort()]).toEqual([name, files]);
  }
});

it('small enough to start quickly', () => {
  const sizes = [...bundles].map(([name, bundle]) => ({
    name,
    size: statSync(path.join(bundle, 'index.js')).size,
  }));
  expect(sizes.filter(({ name, size }) => size > (LIMITS[name] ?? 0) * KB)).toEqual([]);
});

it('each loads with nothing but itself and exports its handler', () => {
  const files = [...bundles.values()].map((bundle) => path.join(bundle, 'index.js'));
  const script =
    'console.log(JSON.stringify(process.argv.slice(1).map((file) => typeof require(file).handler)))';
  const kinds = execFileSync(process.execPath, ['-e', script, ...files], {
    cwd: folder,
    env: {},
    encoding: 'utf8',
  });
  expect(JSON.parse(kinds)).toEqual(files.map(() => 'function'));
});

it('the context says how long articles are kept', () => {
  expect(functions.get('fetch')?.['Properties'].Environment.Variables.NEWSREEL_RETENTION_DAYS).toBe('90');
});
