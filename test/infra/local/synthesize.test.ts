import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { SynthesisError, synthesize } from '../../../infra/local/synthesize';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();

/** A project whose app does what the CDK does: writes a template into CDK_OUTDIR. It counts how often. */
function project(app = ''): { root: string; runs: () => number } {
  const root = temporaryFolder();
  const count = path.join(root, 'runs');
  mkdirSync(path.join(root, 'infra', 'local'), { recursive: true });
  mkdirSync(path.join(root, 'node_modules'));
  symlinkSync(
    path.resolve(__dirname, '../../../node_modules/tsx'),
    path.join(root, 'node_modules', 'tsx'),
    'junction',
  );
  writeFileSync(path.join(root, 'package-lock.json'), '{}');
  writeFileSync(path.join(root, 'cdk.json'), '{}');
  writeFileSync(path.join(root, 'infra', 'local', 'main.ts'), '');
  writeFileSync(
    path.join(root, 'infra', 'app.ts'),
    `import { appendFileSync, writeFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(count)}, '.');
     ${app}
     const { CDK_OUTDIR, CDK_CONTEXT_JSON, NEWSREEL_PORT } = process.env;
     const template: unknown = { context: JSON.parse(CDK_CONTEXT_JSON ?? '{}'), port: NEWSREEL_PORT ?? null };
     writeFileSync(CDK_OUTDIR + '/One.template.json', JSON.stringify(template));`,
  );
  return { root, runs: () => (existsSync(count) ? readFileSync(count, 'utf8').length : 0) };
}

describe('synthesizing', () => {
  test('bundles nothing, does not depend on the settings of a run, and is done once', async () => {
    const { root, runs } = project();
    process.env['NEWSREEL_PORT'] = '1234';
    try {
      const template = await synthesize(root);
      expect(template).toEqual({
        context: { 'aws:cdk:bundling-stacks': [], 'newsreel:local': true },
        port: null,
      });
      expect(await synthesize(root)).toEqual(template);
    } finally {
      delete process.env['NEWSREEL_PORT'];
    }
    expect(runs()).toBe(1);
  });

  test('is done again when the stack or its packages change, and not for the local run', async () => {
    const { root, runs } = project(`import { A } from './deeply/a'; void A;`);
    mkdirSync(path.join(root, 'infra', 'deeply'));
    mkdirSync(path.join(root, 'functions'));
    writeFileSync(path.join(root, 'infra', 'deeply', 'a.ts'), `export { A } from '../../functions/names';`);
    writeFileSync(path.join(root, 'functions', 'names.ts'), `export const A = 'a';`);
    await synthesize(root);
    appendFileSync(path.join(root, 'infra', 'local', 'main.ts'), '// changed');
    await synthesize(root);
    expect(runs()).toBe(1);
    for (const [index, file] of [
      'infra/app.ts',
      'infra/deeply/a.ts',
      'functions/names.ts',
      'cdk.json',
      'package-lock.json',
    ].entries()) {
      appendFileSync(path.join(root, file), '\n');
      await synthesize(root);
      expect(runs()).toBe(index + 2);
    }
    expect(readdirSync(path.join(root, 'node_modules', '.cache', 'newsreel'))).toHaveLength(1);
  });

  test('that fails says why, without the minified files that Node quotes', async () => {
    const { root } = project(`console.error('x'.repeat(5000)); throw new Error('no such construct');`);
    const failure = await synthesize(root).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SynthesisError);
    expect(String(failure)).toContain('no such construct');
    expect(String(failure).length).toBeLessThan(4_000);
    expect(existsSync(path.join(root, 'node_modules', '.cache'))).toBe(false);
  });
});
