import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { NewsreelStack } from '../newsreel-stack';
import type { Config } from '../settings/config';
import { parseSettings } from '../settings/settings';

/** Each takes seconds, and is the same every time. */
const kept = new Map<string, unknown>();

/** The template, with nothing bundled and nothing checked: the tests do that. */
export function synthesize(config: Config): unknown {
  const key = JSON.stringify(Object.entries(config).sort());
  const template = kept.get(key) ?? make(config);
  kept.set(key, template);
  return template;
}

function make(config: Config): unknown {
  const outdir = mkdtempSync(path.join(tmpdir(), 'newsreel-costs-'));
  try {
    const app = new App({
      outdir,
      analyticsReporting: false,
      context: { 'aws:cdk:bundling-stacks': [] },
      builtinCloudFormationValidation: false,
    });
    const stack = new NewsreelStack(app, 'Newsreel', parseSettings(config, {}));
    return app.synth().getStackByName(stack.stackName).template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
