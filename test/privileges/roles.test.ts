import { Template } from 'aws-cdk-lib/assertions';
import { synthesize } from '../infra/synthesized';
import { arn, fillIn } from './fill-in';
import { rolesOf, UnreadableRoleError } from './roles';

const ROLE = { 'Fn::GetAtt': ['Role', 'Arn'] };

const STATEMENT = {
  Effect: 'Allow',
  Action: ['dynamodb:Query'],
  Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
  Condition: { StringEquals: { 'aws:word': 'a' } },
};

function templateWith(statement: object, more: Record<string, object> = {}): Template {
  return Template.fromJSON({
    Resources: {
      Function: {
        Type: 'AWS::Lambda::Function',
        Metadata: { 'newsreel:entry': 'functions/list/handler.ts' },
        Properties: { Role: ROLE, Environment: { Variables: { TABLE_NAME: { Ref: 'Table' } } } },
      },
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
      Table: { Type: 'AWS::DynamoDB::Table', Properties: {} },
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [statement] } },
      },
      ...more,
    },
  });
}

describe('roles', () => {
  test('are read with their statements and variables filled in', () => {
    expect([...rolesOf(templateWith(STATEMENT))]).toEqual([
      [
        'list',
        {
          statements: [
            {
              effect: 'Allow',
              actions: ['dynamodb:Query'],
              resources: [arn('dynamodb', 'table/Table')],
              conditions: { 'aws:word': ['a'] },
            },
          ],
          variables: { TABLE_NAME: 'Table' },
        },
      ],
    ]);
  });

  const managed = {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [] } },
  };

  test.each([
    ['a condition of another kind', templateWith({ ...STATEMENT, Condition: { StringLike: { a: 'b' } } })],
    ['all actions but some', templateWith({ ...STATEMENT, Action: undefined, NotAction: 'dynamodb:Scan' })],
    ['another effect', templateWith({ ...STATEMENT, Effect: 'Ask' })],
    ['a managed policy of ours', templateWith(STATEMENT, { Managed: managed })],
    [
      'a managed policy of others',
      templateWith(STATEMENT, {
        Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn'] } },
      }),
    ],
  ])('are not read past %s', (_, template) => {
    expect(() => rolesOf(template)).toThrow(UnreadableRoleError);
  });

  test('of the stack are read whole, one for each function', () => {
    const roles = rolesOf(synthesize());
    expect(roles.get('schedule')?.variables['FETCH_QUEUE_URL']).toMatch(/^https:\/\/sqs\./);
    for (const { statements } of roles.values()) {
      for (const { resources } of statements)
        expect(resources.join()).toMatch(/^(\*|arn:aws:\w+:[\w-]+:\d+:.+)$/);
    }
  });
});

test('a value of the template that is not understood is no guess', () => {
  expect(() => fillIn({}, { 'Fn::Sub': 'a' })).toThrow('Fn::Sub');
  expect(() => fillIn({}, { 'Fn::GetAtt': ['Nothing', 'Arn'] })).toThrow('Nothing');
});
