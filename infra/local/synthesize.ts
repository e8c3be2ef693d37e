import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What the stack is made of: these, and all that the app imports from the project. */
const INPUTS = ['package-lock.json', 'cdk.json'];
const APP = path.join('infra', 'app.ts');

/** The stack could not be synthesized. */
export class SynthesisError extends Error {
  override name = 'SynthesisError';
}

/**
 * The CloudFormation template of the stack, as parsed JSON. Synthesizing takes seconds, so it is done in a
 * process of its own and kept in node_modules/.cache until one of its inputs changes.
 * @param root absolute path of the project
 * @throws SynthesisError with what the stack said
 */
export async function synthesize(root: string): Promise<unknown> {
  const cache = path.join(root, 'node_modules', '.cache', 'newsreel');
  const kept = path.join(cache, `template-${await digestOfInputs(root)}.json`);
  const template = await readFile(kept, 'utf8').catch(() => null);
  if (template !== null) return JSON.parse(template);
  const fresh = await run(root);
  // A cache that can't be written only costs time.
  await keep(kept, fresh).catch(() => undefined);
  return JSON.parse(fresh);
}

async function digestOfInputs(root: string): Promise<string> {
  const hash = createHash('sha256');
  const files = new Set([...INPUTS, APP]);
  // A set goes on with what is added to it meanwhile.
  for (const file of files) {
    const content = await readFile(path.join(root, file), 'utf8').catch(() => '');
    hash.update(`${file}\0${content.length}\0${content}`);
    for (const [, imported = ''] of content.matchAll(/ from '(\.{1,2}\/[^']+)'/g)) {
      files.add(`${path.join(path.dirname(file), imported)}.ts`);
    }
  }
  return hash.digest('hex').slice(0, 32);
}

async function run(root: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'newsreel-synth-'));
  try {
    await synthesizeInto(folder, root);
    const templates = (await readdir(folder)).filter((file) => file.endsWith('.template.json'));
    const [template] = templates;
    if (template === undefined || templates.length > 1) {
      throw new SynthesisError(`The app must have one stack, not ${templates.length}.`);
    }
    return await readFile(path.join(folder, template), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function synthesizeInto(folder: string, root: string): Promise<void> {
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', APP], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...withoutSettings(process.env),
      CDK_OUTDIR: folder,
      // Tests and deployments validate; it takes four fifths of the time.
      CDK_VALIDATION: 'false',
      // The handlers are loaded from their sources: nothing is to be bundled.
      CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': [], 'newsreel:local': true }),
    },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new SynthesisError(`The stack could not be synthesized:\n${readable(errors)}`));
    });
  });
}

/** Node quotes the line that threw: in the CDK's minified files that is the whole file. */
const readable = (errors: string): string =>
  errors
    .split('\n')
    .filter((line) => line.length < 400 && line.trim() !== '')
    .join('\n');

/** The template must not depend on who started it: it is kept for the next one. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(AWS|CDK|NEWSREEL|STRIPE)_/.test(name)),
  );
}

/** Written under another name first: a second start may read at the same moment. */
async function keep(file: string, template: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  const written = `${file}.${process.pid}`;
  await writeFile(written, template);
  await rename(written, file);
  const older = (await readdir(folder)).filter(
    (name) => /^template-\w+\.json$/.test(name) && name !== path.basename(file),
  );
  await Promise.all(older.map((name) => rm(path.join(folder, name), { force: true })));
}
