import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Template } from 'aws-cdk-lib/assertions';
import { functionsOf } from './synthesized';

const KB = 1024;

/** No function may be larger, in KB; those that readers wait for are to be smaller still. */
const LARGEST = 700;
const LARGEST_TO_READERS = 450;
const TO_READERS = ['export', 'list', 'reading-pages'];

/**
 * In KB: what each is, and a little room. Readers wait for the cold start of what they ask, so those hold one client
 * and no parser; what works in the background may be larger.
 */
const LIMITS: Record<string, number> = {
  'not-found': 40,
  openapi: 160,
  'admin-session': 235,
  article: 235,
  index: 235,
  list: 235,
  'mail-events': 235,
  migrate: 235,
  schedule: 235,
  'sign-in-page': 235,
  sources: 235,
  'sweep-mails': 235,
  unsubscribe: 235,
  'unsubscribe-page': 235,
  'admin-page': 275,
  'confirm-sign-in': 275,
  cycles: 275,
  'my-mails': 275,
  'opml-export': 275,
  'remove-source': 275,
  'schedule-digests': 275,
  'sign-out': 275,
  'feed-out': 320,
  'reading-pages': 320,
  'send-digests': 320,
  trigger: 320,
  checkout: 395,
  'checkout-return': 395,
  export: 395,
  'forget-me': 395,
  me: 395,
  passes: 395,
  'plans-page': 395,
  portal: 395,
  'account-page': 440,
  'opml-import': 440,
  'set-digest': 440,
  'sign-in': 440,
  digests: 460,
  reconcile: 525,
  'stripe-webhook': 525,
  'add-source': 690,
  'change-source': 690,
  fetch: 690,
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

/** 0 where nobody has said yet how large a function may be. */
const limitOf = (name: string): number =>
  Math.min(LIMITS[name] ?? 0, TO_READERS.includes(name) ? LARGEST_TO_READERS : LARGEST);

it('small enough to start quickly', () => {
  const sizes = [...bundles].map(([name, bundle]) => ({
    name,
    size: statSync(path.join(bundle, 'index.js')).size,
  }));
  expect(sizes.filter(({ name, size }) => size > limitOf(name) * KB)).toEqual([]);
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
