import type { Template } from 'aws-cdk-lib/assertions';
import { functionsOf, type Resource } from '../infra/synthesized';
import { fillIn } from './fill-in';
import type { Statement } from './policy';
import { isForDeadLetters } from './rights';

/** What a function is given: its rights, and the variables that it knows things by. */
export interface Role {
  statements: Statement[];
  variables: Record<string, string>;
}

/** A role has rights in a way that is not read here: judged without them it would be judged wrongly. */
export class UnreadableRoleError extends Error {
  override name = 'UnreadableRoleError';
}

/** The roles of all functions, by the folder of their handler. @throws UnreadableRoleError */
export function rolesOf(template: Template): Map<string, Role> {
  const resources: Record<string, Resource> = template.toJSON()['Resources'];
  return new Map(
    [...functionsOf(template)].map(([name, resource]) => [
      name,
      { statements: statementsOf(resources, resource), variables: variablesOf(resources, resource) },
    ]),
  );
}

const roleOf = ({ Properties }: Resource): string => Properties.Role['Fn::GetAtt'][0];

function variablesOf(resources: Record<string, Resource>, { Properties }: Resource): Record<string, string> {
  const variables: Record<string, unknown> = Properties.Environment?.Variables ?? {};
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, fillIn(resources, value)]),
  );
}

function statementsOf(resources: Record<string, Resource>, of: Resource): Statement[] {
  const role = roleOf(of);
  const { ManagedPolicyArns: managed, Policies: inline } = resources[role]?.['Properties'] ?? {};
  if (managed || inline) throw new UnreadableRoleError(`${role} has policies that stand in the role itself`);
  return Object.entries(resources)
    .filter(([, { Properties }]) =>
      Properties?.Roles?.some((attached: { Ref?: string }) => attached.Ref === role),
    )
    .flatMap(([id, { Type, Properties }]) => {
      if (Type !== 'AWS::IAM::Policy')
        throw new UnreadableRoleError(`${id} is no AWS::IAM::Policy but ${Type}`);
      return Properties.PolicyDocument.Statement;
    })
    .filter((statement) => !isForDeadLetters(of, statement))
    .map((statement) => read(resources, statement));
}

function read(resources: Record<string, Resource>, statement: Record<string, unknown>): Statement {
  const { Effect: effect, Action, Resource: of, Condition = {}, Sid: _, ...others } = statement;
  const { StringEquals = {}, ...conditions } = Condition as Record<string, Record<string, unknown>>;
  const unread = [...Object.keys(others), ...Object.keys(conditions)];
  if (unread.length > 0 || (effect !== 'Allow' && effect !== 'Deny')) {
    throw new UnreadableRoleError(`A statement has what is not read here: ${unread} ${effect}`);
  }
  const strings = (value: unknown): string[] => [value].flat().map((each) => fillIn(resources, each));
  return {
    effect,
    actions: strings(Action),
    resources: strings(of),
    conditions: Object.fromEntries(
      Object.entries(StringEquals).map(([key, values]) => [key, strings(values)]),
    ),
  };
}
