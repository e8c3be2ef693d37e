import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { NewsreelStack } from '../newsreel-stack';
import type { Config } from '../settings/config';
import { parseSettings } from '../settings/settings';
import { type Deployed, readDeployed } from './deployed';
import { hasMail, isPaid, type Workload } from './workload';

/** All that can be set up. Whoever looks at costs is told of them too. */
const ALL = { stripePriceId: 'price_1', mailDomain: 'example.org', alarmEmail: 'you@example.org' };

/** What would be deployed for such work: with Stripe and mail where it has to do with them. */
export function deployedFor(workload: Workload): Deployed {
  const [paid, mail] = [isPaid(workload), hasMail(workload)];
  const { stripePriceId, mailDomain, ...settings } = ALL;
  const template = synthesize({ ...settings, ...(paid && { stripePriceId }), ...(mail && { mailDomain }) });
  return readDeployed(template, { paid, mail });
}

/** Each takes seconds, and is the same every time. */
const kept = new Map<string, unknown>();

/** The template, with nothing bundled and nothing checked: the tests do that. */
export function synthesize(config: Config = ALL): unknown {
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
