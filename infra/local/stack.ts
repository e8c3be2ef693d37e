/**
 * What the local run needs to know of the stack, read from the CloudFormation template that `cdk synth`
 * writes: no route, schedule or queue is written down a second time. Resources refer to each other by
 * their logical ids.
 */
export interface Stack {
  functions: FunctionResource[];
  routes: RouteResource[];
  cors: Cors | null;
  /** the API's own id; null where there is none */
  apiId: string | null;
  rules: RuleResource[];
  eventRules: EventRuleResource[];
  queues: QueueResource[];
  eventSources: EventSourceResource[];
  table: TableResource;
}

export interface FunctionResource {
  id: string;
  /** path of the TypeScript module that exports `handler`, from the project's root */
  entry: string;
  timeoutMs: number;
  memoryMb: number;
  environment: Record<string, EnvironmentValue>;
}

/**
 * A literal, or what CloudFormation knows once a resource is there: its id for its Ref, which is the table's name or a
 * queue's URL, and `<id>.ApiEndpoint` for the API's URL.
 */
export type EnvironmentValue = string | { ref: string };

export interface RouteResource {
  /** such as `GET /articles/{id}`, or `$default` */
  key: string;
  functionId: string;
}

/** An HTTP API's CorsConfiguration. */
export interface Cors {
  allowOrigins: string[];
  allowMethods: string[];
  allowHeaders: string[];
  exposeHeaders: string[];
  allowCredentials: boolean;
  /** seconds; null where not set */
  maxAge: number | null;
}

/** A rule that goes by the clock. */
export interface RuleResource {
  id: string;
  /** `rate(…)` or `cron(…)` */
  expression: string;
  functionIds: string[];
}

/** A rule that waits for other services' events. */
export interface EventRuleResource {
  id: string;
  /** such as `aws.ses` */
  sources: string[];
  functionIds: string[];
}

export interface QueueResource {
  id: string;
  redrive: { queueId: string; maxReceiveCount: number } | null;
}

export interface EventSourceResource {
  queueId: string;
  functionId: string;
  /** messages handed over at once, at most */
  batchSize: number;
  /** how long to gather for a fuller batch, at most */
  windowMs: number;
  reportsItemFailures: boolean;
  /** invocations at once, at most */
  concurrency: number;
}

export interface TableResource {
  id: string;
  keySchema: { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
  attributes: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
}
