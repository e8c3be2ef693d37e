import path from 'node:path';
import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type CfnFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ADMIN_TOKEN, PARAMETER_PREFIX } from '../functions/secrets/names';
import type { NewsTable } from './table';

const PROJECT_ROOT = path.join(__dirname, '..');

/** What a function may do to the table. `Scan` is not among them: its cost grows with the archive. */
export type TableAction =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem';

export interface NewsFunctionProps {
  /** The file that exports `handler`, from the root of the repository. */
  readonly entry: `functions/${string}/handler.ts`;
  readonly description: string;
  /** In MB. Lambda gives CPU in proportion: 1,769 MB is one whole core. */
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly environment?: Record<string, string>;
}

/** A Lambda function of Newsreel: the one place that says how each is built, logged and given its rights. */
export class NewsFunction extends NodejsFunction {
  /** How long one invocation may take. */
  override readonly timeout: Duration;
  private checksAdminToken = false;
  private isKeptFromAdminToken = false;

  constructor(scope: Construct, id: string, props: NewsFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of its own instead of the managed policy, which lets a function write to every log group.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    super(scope, id, {
      ...props,
      entry: path.join(PROJECT_ROOT, props.entry),
      projectRoot: PROJECT_ROOT,
      depsLockFilePath: path.join(PROJECT_ROOT, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      bundling: {
        // CommonJS whose dependencies are read as ES modules, so that esbuild can drop what is not used, with
        // the SDK inside: the smallest bundle and the shortest cold start of the ways measured.
        format: OutputFormat.CJS,
        mainFields: ['module', 'main'],
        bundleAwsSDK: true,
        minify: true,
        // No source map, which would be several times the size of the code and be parsed at the first error:
        // names are kept instead, so that a stack trace says where it was. They are 7 % of a bundle and cost
        // nothing measurable to load.
        sourceMap: false,
        keepNames: true,
      },
    });
    this.timeout = props.timeout;
    // The local run loads the handler from here: a template says nothing of the source otherwise.
    (this.node.defaultChild as CfnFunction).addMetadata('newsreel:entry', props.entry);
  }

  /** Gives the function the table's name as `TABLE_NAME` and the right to call just these actions on it. */
  usesTable(table: NewsTable, ...actions: [TableAction, ...TableAction[]]): this {
    this.addEnvironment('TABLE_NAME', table.tableName);
    return this.may(
      actions.map((action) => `dynamodb:${action}`),
      table.tableArn,
    );
  }

  /** Gives the function the queue's URL in an environment variable, and the right to send to it. */
  sendsTo(queue: IQueue, variable: string): this {
    this.addEnvironment(variable, queue.queueUrl);
    return this.may(['sqs:SendMessage'], queue.queueArn);
  }

  /** Lets the function read the admin token, and make it where there is none yet. */
  usesAdminToken(): this {
    if (this.isKeptFromAdminToken) throw new Error('usesAdminToken() comes before usesSourceSecrets()');
    this.checksAdminToken = true;
    return this.may(['ssm:GetParameter', 'ssm:PutParameter'], this.parameterArn(ADMIN_TOKEN));
  }

  /**
   * Lets the function read the secrets that sources name. The service's own are none of them: settings cannot
   * name one, and a function that has no other use for the admin token is kept from it besides.
   */
  usesSourceSecrets(): this {
    this.may(['ssm:GetParameter'], this.parameterArn('*'));
    if (this.checksAdminToken) return this;
    this.isKeptFromAdminToken = true;
    this.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['ssm:GetParameter'],
        resources: [this.parameterArn(ADMIN_TOKEN)],
      }),
    );
    return this;
  }

  private parameterArn(name: string): string {
    return Stack.of(this).formatArn({ service: 'ssm', resource: `parameter${PARAMETER_PREFIX}${name}` });
  }

  /** Lets the function do these actions on this one resource. */
  may(actions: string[], arn: string): this {
    this.addToRolePolicy(new PolicyStatement({ actions, resources: [arn] }));
    return this;
  }
}
