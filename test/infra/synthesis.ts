import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json';
import { NewsreelStack } from '../../infra/newsreel-stack';
import { parseSettings } from '../../infra/settings/settings';

/** Makes the stack's template, without the functions' bundles. @param context what the keeper says */
export function synthesizeAnew(context: Record<string, unknown>): Record<string, unknown> {
  const app = new App({
    context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: false,
  });
  return Template.fromStack(new NewsreelStack(app, 'Newsreel', parseSettings({}, context))).toJSON();
}
