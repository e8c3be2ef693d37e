import { Template } from 'aws-cdk-lib/assertions';
import { keptTemplate } from './kept-templates';

/** All that can be set up is, so that each right is granted that is ever granted. */
const ALL_SET_UP: Record<string, unknown> = {
  stripePriceId: 'price_1',
  mailDomain: 'example.com',
  mailFrom: 'Newsreel <news@daily.example.com>',
};

/** A resource of the template, typed as loosely as the CDK's assertions have it: a wrong guess fails the test. */
export type Resource = ReturnType<Template['findResources']>[string];

/** The stack's template, without the functions' bundles. @param context what the keeper says */
export function synthesize({ context = ALL_SET_UP } = {}): Template {
  return Template.fromJSON(
    keptTemplate(JSON.stringify(context), () => {
      // Only where one is to be made: to load all of the CDK that the stack is made of takes longer than most tests.
      const { synthesizeAnew } = require('./synthesis') as typeof import('./synthesis');
      return synthesizeAnew(context);
    }),
  );
}

/** All resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Map<string, Resource> {
  return new Map(Object.entries(template.findResources(type)));
}

/** All of our functions, by the folder of their handler. */
export function functionsOf(template: Template): Map<string, Resource & { id: string }> {
  return new Map(
    [...resourcesOf(template, 'AWS::Lambda::Function')].map(([id, resource]) => [
      String(resource['Metadata']?.['newsreel:entry']).split('/')[1] ?? id,
      { id, ...resource },
    ]),
  );
}

/** What a function's role allows, as the statements of its policies. */
export function statementsOf(template: Template, { Properties }: Resource): Statement[] {
  const role = Properties.Role['Fn::GetAtt'][0];
  return [...resourcesOf(template, 'AWS::IAM::Policy').values()]
    .filter((policy) => policy['Properties'].Roles.some((attached: { Ref: string }) => attached.Ref === role))
    .flatMap((policy) => policy['Properties'].PolicyDocument.Statement)
    .map((statement) => ({ ...statement, Action: [statement.Action].flat() }));
}

export interface Statement {
  Effect: string;
  Action: string[];
  Resource: unknown;
  Condition?: unknown;
}
