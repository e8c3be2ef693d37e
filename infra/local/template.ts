import * as z from 'zod/mini';
import type {
  Cors,
  EnvironmentValue,
  EventRuleResource,
  EventSourceResource,
  FunctionResource,
  QueueResource,
  RouteResource,
  RuleResource,
  Stack,
  TableResource,
} from './stack';

/** The template says something that the local run has no way to do. */
export class UnsupportedTemplateError extends Error {
  override name = 'UnsupportedTemplateError';
}

/** Lambda's own defaults where the template is silent. */
const DEFAULT_TIMEOUT_S = 3;
const DEFAULT_MEMORY_MB = 128;
const DEFAULT_BATCH = 10;
/** The pollers that Lambda begins with where no maximum is set. */
const DEFAULT_CONCURRENCY = 5;

const reference = z.union([
  z.pipe(
    z.object({ Ref: z.string() }),
    z.transform(({ Ref }) => Ref),
  ),
  z.pipe(
    z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
    z.transform((value) => value['Fn::GetAtt'][0]),
  ),
]);
const joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.union([z.string(), reference]))]) });
const strings = z._default(z.array(z.string()), []);

/** A Ref, or the URL of an API. */
const variable = z.union([
  z.pipe(
    z.strictObject({ Ref: z.string() }),
    z.transform(({ Ref }) => Ref),
  ),
  z.pipe(
    z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('ApiEndpoint')]) }),
    z.transform((value) => value['Fn::GetAtt'].join('.')),
  ),
]);

const functionShape = z.object({
  Metadata: z.object({ 'newsreel:entry': z.string() }),
  Properties: z.object({
    Timeout: z._default(z.number(), DEFAULT_TIMEOUT_S),
    MemorySize: z._default(z.number(), DEFAULT_MEMORY_MB),
    Environment: z.optional(z.object({ Variables: z.record(z.string(), z.unknown()) })),
  }),
});
const routeShape = z.object({ Properties: z.object({ RouteKey: z.string(), Target: joined }) });
const integrationShape = z.object({ Properties: z.object({ IntegrationUri: z.unknown() }) });
const apiShape = z.object({
  Properties: z.object({
    CorsConfiguration: z.optional(
      z.object({
        AllowOrigins: strings,
        AllowMethods: strings,
        AllowHeaders: strings,
        ExposeHeaders: strings,
        AllowCredentials: z._default(z.boolean(), false),
        MaxAge: z.optional(z.number()),
      }),
    ),
  }),
});
const ruleShape = z.object({
  Properties: z.object({
    ScheduleExpression: z.optional(z.string()),
    EventPattern: z.optional(z.object({ source: strings })),
    State: z.optional(z.string()),
    Targets: z._default(z.array(z.object({ Arn: reference })), []),
  }),
});
const queueShape = z.object({
  Properties: z.optional(
    z.object({
      RedrivePolicy: z.optional(z.object({ deadLetterTargetArn: reference, maxReceiveCount: z.number() })),
    }),
  ),
});
const eventSourceShape = z.object({
  Properties: z.object({
    EventSourceArn: reference,
    FunctionName: reference,
    BatchSize: z._default(z.number(), DEFAULT_BATCH),
    MaximumBatchingWindowInSeconds: z._default(z.number(), 0),
    FunctionResponseTypes: strings,
    ScalingConfig: z.optional(z.object({ MaximumConcurrency: z.optional(z.number()) })),
  }),
});
const tableShape = z.object({
  Properties: z.object({
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
    AttributeDefinitions: z.array(
      z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
    ),
  }),
});
const templateShape = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

type Resources = z.infer<typeof templateShape>['Resources'];

/**
 * Reads a synthesized CloudFormation template.
 * @param template the parsed JSON
 * @throws UnsupportedTemplateError naming the resource that is not as the local run knows it
 */
export function readTemplate(template: unknown): Stack {
  const { Resources: resources } = parse(templateShape, template, 'the template');
  const tables = [
    ...ofType(resources, 'AWS::DynamoDB::Table'),
    ...ofType(resources, 'AWS::DynamoDB::GlobalTable'),
  ];
  const [table] = tables;
  if (table === undefined || tables.length > 1) {
    throw new UnsupportedTemplateError(`The template must have one table, not ${tables.length}`);
  }
  const functions = ofType(resources, 'AWS::Lambda::Function').flatMap(readFunction);
  const [api] = ofType(resources, 'AWS::ApiGatewayV2::Api');
  const rules = ofType(resources, 'AWS::Events::Rule').flatMap((rule) => readRule(rule, functions));
  return {
    functions,
    routes: ofType(resources, 'AWS::ApiGatewayV2::Route').map((route) => readRoute(route, resources)),
    cors: api === undefined ? null : readCors(api),
    apiId: api?.[0] ?? null,
    rules: rules.filter((rule) => 'expression' in rule),
    eventRules: rules.filter((rule) => 'sources' in rule),
    queues: ofType(resources, 'AWS::SQS::Queue').map(readQueue),
    eventSources: ofType(resources, 'AWS::Lambda::EventSourceMapping').map(readEventSource),
    table: readTable(table),
  };
}

type Entry = [id: string, resource: unknown];

const ofType = (resources: Resources, type: string): Entry[] =>
  Object.entries(resources).filter(([, resource]) => resource.Type === type);

/** Functions without an entry are CloudFormation's own hands (custom resources), with nothing to do here. */
function readFunction([id, resource]: Entry): FunctionResource[] {
  if (!z.object({ Metadata: z.object({ 'newsreel:entry': z.unknown() }) }).safeParse(resource).success)
    return [];
  const { Metadata, Properties } = parse(functionShape, resource, id);
  const variables = Object.entries(Properties.Environment?.Variables ?? {});
  return [
    {
      id,
      entry: Metadata['newsreel:entry'],
      timeoutMs: Properties.Timeout * 1000,
      memoryMb: Properties.MemorySize,
      environment: Object.fromEntries(
        variables.map(([name, value]) => [name, readVariable(value, `${id}'s ${name}`)]),
      ),
    },
  ];
}

function readVariable(value: unknown, what: string): EnvironmentValue {
  if (typeof value === 'string') return value;
  return { ref: parse(variable, value, what) };
}

function readRoute([id, resource]: Entry, resources: Resources): RouteResource {
  const { RouteKey, Target } = parse(routeShape, resource, id).Properties;
  const integration = Target['Fn::Join'][1].at(-1) ?? '';
  const { IntegrationUri } = parse(integrationShape, resources[integration], integration).Properties;
  return { key: RouteKey, functionId: parse(reference, IntegrationUri, integration) };
}

function readCors([id, resource]: Entry): Cors | null {
  const cors = parse(apiShape, resource, id).Properties.CorsConfiguration;
  if (cors === undefined) return null;
  return {
    allowOrigins: cors.AllowOrigins,
    allowMethods: cors.AllowMethods,
    allowHeaders: cors.AllowHeaders,
    exposeHeaders: cors.ExposeHeaders,
    allowCredentials: cors.AllowCredentials,
    maxAge: cors.MaxAge ?? null,
  };
}

function readRule(
  [id, resource]: Entry,
  functions: FunctionResource[],
): (RuleResource | EventRuleResource)[] {
  const { ScheduleExpression, EventPattern, State, Targets } = parse(ruleShape, resource, id).Properties;
  if (State === 'DISABLED') return [];
  const functionIds = Targets.map(({ Arn }) => Arn);
  const unknown = functionIds.find((target) => !functions.some((candidate) => candidate.id === target));
  if (unknown !== undefined)
    throw new UnsupportedTemplateError(`${id}'s target ${unknown} is no function of ours`);
  return [
    ...(ScheduleExpression === undefined ? [] : [{ id, expression: ScheduleExpression, functionIds }]),
    ...(EventPattern === undefined ? [] : [{ id, sources: EventPattern.source, functionIds }]),
  ];
}

function readQueue([id, resource]: Entry): QueueResource {
  const policy = parse(queueShape, resource, id).Properties?.RedrivePolicy;
  if (policy === undefined) return { id, redrive: null };
  return { id, redrive: { queueId: policy.deadLetterTargetArn, maxReceiveCount: policy.maxReceiveCount } };
}

/** One that rests where no mail is set up is at work here, where there always is a mailbox. */
function readEventSource([id, resource]: Entry): EventSourceResource {
  const properties = parse(eventSourceShape, resource, id).Properties;
  return {
    queueId: properties.EventSourceArn,
    functionId: properties.FunctionName,
    batchSize: properties.BatchSize,
    windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
    reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    concurrency: properties.ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY,
  };
}

function readTable([id, resource]: Entry): TableResource {
  const { KeySchema, AttributeDefinitions } = parse(tableShape, resource, id).Properties;
  return { id, keySchema: KeySchema, attributes: AttributeDefinitions };
}

function parse<T extends z.ZodMiniType>(shape: T, value: unknown, what: string): z.infer<T> {
  const result = z.safeParse(shape, value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UnsupportedTemplateError(
    `${what} is not as the local run knows it: ${issue?.path.join('.')} ${issue?.message}`,
  );
}
