import { addressIn } from './aws-request';
import type { Call, Thing } from './call';
import { arn } from './fill-in';
import { type Asked, isAllowed, matches } from './policy';
import { OF_LAMBDA } from './rights';
import type { Role } from './roles';

/** One action on one resource that a function may do. */
export interface Grant {
  function: string;
  action: string;
  /** an ARN, or a pattern of ARNs */
  resource: string;
}

/** A call that a function made and may not make. */
export interface Trespass extends Grant {
  test: string;
}

/** How what functions do compares with what they may do. */
export interface Verdict {
  /** calls that are different in function, action or resource */
  calls: number;
  /** functions that made any */
  functions: number;
  grants: number;
  usedAndNotGranted: Trespass[];
  grantedAndNotUsed: Grant[];
}

/** Holds each call against the role of its function, and each grant against all calls. */
export function judge(roles: ReadonlyMap<string, Role>, calls: Call[]): Verdict {
  const asked = distinct(calls.flatMap((call) => askedBy(call, roles.get(call.function))));
  const grants = [...roles].flatMap(([name, role]) => grantsOf(name, role));
  const used = new Set(asked.map((one) => narrowest(grants, one)));
  return {
    calls: asked.length,
    functions: new Set(asked.map((one) => one.function)).size,
    grants: grants.length,
    usedAndNotGranted: asked.filter((one) => !isAllowed(roles.get(one.function)?.statements ?? [], one)),
    grantedAndNotUsed: grants.filter((grant) => !used.has(grant)),
  };
}

type Judged = Asked & Trespass;

/** What a call asks for: its action on each thing that it is about, as AWS sees both. */
function askedBy(call: Call, role: Role | undefined): Judged[] {
  const seen = call.things.map((thing) => seenByAws(thing, role));
  const context = Object.assign({}, ...seen.map((one) => one.context));
  const { function: name, action, test } = call;
  return seen.map(({ resource }) => ({ function: name, action, resource, context, test }));
}

/** A thing of a test as that of the stack which the function knows by the same variable. */
function seenByAws(
  { kind, named, variables }: Thing,
  role: Role | undefined,
): Pick<Asked, 'resource' | 'context'> {
  const known = variables.map((variable) => role?.variables[variable]).find((value) => value !== undefined);
  return {
    resource:
      RESOURCES[kind](known, named) ?? `the ${kind} ${named}, which no variable of the function names`,
    context: kind === 'sender' && known !== undefined ? { 'ses:FromAddress': addressIn(known) } : {},
  };
}

type ResourceOf = (known: string | undefined, named: string) => string | undefined;

/** ARNs by the kind of thing: where it is named by a variable, of what this holds in the stack. */
const RESOURCES: Record<Thing['kind'], ResourceOf> = {
  table: (name) => name && arn('dynamodb', `table/${name}`),
  queue: (url) => url && arn('sqs', url.slice(url.lastIndexOf('/') + 1)),
  parameter: (_, name) => arn('ssm', `parameter${name}`),
  sender: (sender) => sender && arn('ses', `identity/${addressIn(sender)}`),
  'configuration set': (name) => name && arn('ses', `configuration-set/${name}`),
  account: () => '*',
  unknown: () => 'what aws-request.ts has no name for yet',
};

function distinct(asked: Judged[]): Judged[] {
  return [
    ...new Map(
      asked.map((one) => [[one.function, one.action, one.resource].join(' '), one] as const),
    ).values(),
  ];
}

function grantsOf(name: string, { statements }: Role): Grant[] {
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => ({ function: name, action, resource }))),
    )
    .filter(({ action }) => !OF_LAMBDA.includes(action));
}

/** The grant that a call takes: of several the one that says most, as the wider one could go. */
function narrowest(grants: Grant[], asked: Judged): Grant | undefined {
  return grants
    .filter((grant) => grant.function === asked.function && matches(grant.action, asked.action))
    .filter(({ resource }) => matches(resource, asked.resource))
    .sort((one, other) => other.resource.length - one.resource.length)[0];
}
