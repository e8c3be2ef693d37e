import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import cdk from '../../cdk.json';
import { addChecks } from '../../infra/checks';
import { NewsreelStack } from '../../infra/newsreel-stack';
import { parseSettings } from '../../infra/settings/settings';

/** All that can be said of the stack. */
const EVERYTHING = {
  stripePriceId: 'price_1',
  mailDomain: 'example.org',
  mailFrom: 'Newsreel <news@daily.example.org>',
  alarmEmail: 'you@example.org',
  domainName: 'news.example.org',
  hostedZoneId: 'Z0123456789',
};

/** What cdk-nag finds, one line each. */
function findings(app: App): string[] {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    (violatingResources ?? []).map(({ constructPath }) => `${ruleName} ${constructPath}`),
  );
}

/** Some rules only warn, of a value that no deployment would accept. */
const WARNINGS_ARE_ERRORS = { '@aws-cdk/core:strictCfnValidateErrors': true };

/** An app as ours. @param validates whether CloudFormation's rules are checked, which takes seconds */
const newApp = (validates = false): App =>
  new App({
    context: { ...cdk.context, ...WARNINGS_ARE_ERRORS, 'aws:cdk:bundling-stacks': [] },
    builtinCloudFormationValidation: validates,
  });

describe('the AwsSolutions rules of cdk-nag', () => {
  it.each([
    ['a bare stack', {}],
    ['one with all that can be set up', EVERYTHING],
    ['one with a certificate and a sender from elsewhere', { mailFrom: 'a@example.org', paid: 'true' }],
  ])('have nothing against %s that is not acknowledged', (_, context) => {
    const app = newApp();
    new NewsreelStack(app, 'Newsreel', parseSettings({}, context));
    expect(findings(app)).toEqual([]);
  });

  it('end the synthesis of a queue that takes what is not encrypted', () => {
    const app = newApp();
    addChecks(app);
    new Queue(new Stack(app, 'Bad'), 'Queue');
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
  });

  it('would find one beside all others', () => {
    const app = newApp();
    const stack = new NewsreelStack(app, 'Newsreel', parseSettings({}, {}));
    new Queue(stack, 'Bad');
    expect(findings(app)).toContain('AwsSolutions-SQS4 Newsreel/Bad/Resource');
  });
});

describe('CloudFormation’s own rules', () => {
  it('have nothing against a stack with all that can be set up', () => {
    const app = newApp(true);
    new NewsreelStack(app, 'Newsreel', parseSettings({}, EVERYTHING));
    expect(() => app.synth()).not.toThrow();
  }, 60_000);

  it('end the synthesis of a property that there is not', () => {
    const app = newApp(true);
    new CfnResource(new Stack(app, 'Bad'), 'Queue', {
      type: 'AWS::SQS::Queue',
      properties: { VisibilityTimeOut: 30 },
    });
    expect(() => app.synth()).toThrow(/'VisibilityTimeOut' was unexpected/);
  });
});
