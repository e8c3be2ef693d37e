import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type CfnFunction,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IConfigurationSet } from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  ADMIN_TOKEN,
  PARAMETER_PREFIX,
  RESERVED_NAMES,
  SESSION_KEY,
  STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRET,
} from '../functions/secrets/names';
import { bundledCode } from './bundle';
import type { MembershipSettings } from './settings/membership';
import type { NewsTable } from './table';

/** What only a deployment knows of an ARN, as cdk-nag writes it. */
const ARN_PREFIX = 'arn:<AWS::Partition>';
const REGION_AND_ACCOUNT = '<AWS::Region>:<AWS::AccountId>';

/** What a function may do to the table. `Scan` is not among them: its cost grows with the archive. */
export type TableAction =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem';

/** What mail is sent with. */
export interface Sending {
  /** who mails come from; '' where mail is not set up */
  readonly from: string;
  /** the sender's address; null where mail is not set up */
  readonly address: string | null;
  /** what mails are sent under; null where mail is not set up */
  readonly configurationSet: IConfigurationSet | null;
  /** what sending is a right to */
  readonly sendingArns: readonly string[];
}

export interface NewsFunctionProps {
  /** The file that exports `handler`, from the root of the repository. */
  readonly entry: `functions/${string}/handler.ts`;
  readonly description: string;
  /** In MB. Lambda gives CPU in proportion: 1,769 MB is one whole core. */
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly environment?: Record<string, string>;
  /** How late an event may be worked off that nobody waits for; six hours where it is left out. */
  readonly maxEventAge?: Duration;
  /** Where events go that failed three times, or were late. */
  readonly deadLetterQueue?: IQueue;
  /** Whether it may send to its own queue more often in a row than Lambda, which takes that for an error, lets it. */
  readonly isRecursive?: boolean;
  /** Whether its pages have scripts, which lie beside the code then. */
  readonly showsScripts?: boolean;
}

/** A Lambda function of Newsreel: the one place that says how each is built, logged and given its rights. */
export class NewsFunction extends LambdaFunction {
  /** How long one invocation may take. */
  override readonly timeout: Duration;
  /** the service's own secrets that the function needs */
  private readonly ownSecrets = new Set<string>();
  private readsAllSecrets = false;

  constructor(scope: Construct, id: string, props: NewsFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of its own instead of the managed policy, which lets a function write to every log group.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    const { entry, showsScripts = false, isRecursive = false, ...settings } = props;
    super(scope, id, {
      ...settings,
      code: bundledCode(entry, showsScripts),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      ...(isRecursive && { recursiveLoop: RecursiveLoop.ALLOW }),
      // What the runtime itself says of a crash is JSON then, as our own lines are.
      loggingFormat: LoggingFormat.JSON,
      // Metrics are lines of INFO: one level higher there would be none.
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Only what went wrong: two lines for every call are dearer than the call, and say what metrics say.
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    this.timeout = props.timeout;
    // The local run loads the handler from here: a template says nothing of the source otherwise.
    (this.node.defaultChild as CfnFunction).addMetadata('newsreel:entry', entry);
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

  /** Lets the function know callers by their tokens, the admin's and readers', and make what these are known by. */
  usesTokens(table: NewsTable): this {
    return this.usesTable(table, 'BatchGetItem').usesOwnSecrets(
      ['ssm:GetParameter', 'ssm:PutParameter'],
      ADMIN_TOKEN,
      SESSION_KEY,
    );
  }

  /** Lets the function sign readers' tokens or check them, not the admin's; who comes first makes the key. */
  usesSessionKey(): this {
    return this.usesOwnSecrets(['ssm:GetParameter', 'ssm:PutParameter'], SESSION_KEY);
  }

  /** Lets the function make the admin's sessions, and the token that they are signed under. */
  signsAdminSessions(): this {
    return this.usesOwnSecrets(['ssm:GetParameter', 'ssm:PutParameter'], ADMIN_TOKEN);
  }

  /** Tells the function what members have, and what they pay for. */
  knowsMembership({ paid, graceDays }: MembershipSettings): this {
    this.addEnvironment('NEWSREEL_PAID', paid ? 'true' : '');
    this.addEnvironment('NEWSREEL_GRACE_DAYS', String(graceDays));
    return this;
  }

  /** Lets the function call Stripe, and tells it what is sold there. */
  usesStripe(settings: MembershipSettings): this {
    this.addEnvironment('STRIPE_PRICE_ID', settings.stripePriceId);
    this.addEnvironment('NEWSREEL_PASS_AMOUNT', String(settings.passAmount));
    this.addEnvironment('NEWSREEL_PASS_CURRENCY', settings.passCurrency);
    this.addEnvironment('NEWSREEL_PASS_DAYS', String(settings.passDays));
    return this.knowsMembership(settings).usesOwnSecrets(['ssm:GetParameter'], STRIPE_SECRET_KEY);
  }

  /** Lets the function check what Stripe signs. */
  usesWebhookSecret(): this {
    return this.usesOwnSecrets(['ssm:GetParameter'], STRIPE_WEBHOOK_SECRET);
  }

  /** Tells the function whom mail is from, and so whether it is set up. */
  knowsMail({ from }: Sending): this {
    this.addEnvironment('NEWSREEL_MAIL_FROM', from);
    return this;
  }

  /** Lets the function send mail, where it is set up, as the sender and nobody else. */
  sendsMail(mail: Sending): this {
    this.addEnvironment('NEWSREEL_MAIL_CONFIGURATION', mail.configurationSet?.configurationSetName ?? '');
    if (mail.address !== null) {
      this.addToRolePolicy(
        new PolicyStatement({
          actions: ['ses:SendRawEmail'],
          resources: [...mail.sendingArns],
          conditions: { StringEquals: { 'ses:FromAddress': mail.address } },
        }),
      );
      this.acknowledgeWildcard(
        `${ARN_PREFIX}:ses:${REGION_AND_ACCOUNT}:identity/*`,
        'To whom mail goes is free, and in the sandbox of SES that is an identity too; whom it is from is a condition.',
      );
    }
    return this.knowsMail(mail);
  }

  /** Lets the function ask how many mails a second SES takes of the account. */
  knowsSendingRate({ configurationSet }: Sending): this {
    if (configurationSet === null) return this;
    this.acknowledgeWildcard(
      '*',
      'How much mail SES takes is asked of the account: the action knows no resource.',
    );
    return this.may(['ses:GetSendQuota'], '*');
  }

  /** Tells the function where this service is found, for links that no request is there to say it of. */
  knowsOwnUrl({ url }: { readonly url: string }): this {
    this.addEnvironment('NEWSREEL_URL', url);
    return this;
  }

  /**
   * Lets the function read the secrets that sources name. The service's own are none of them: settings cannot
   * name one, and the function is kept from those that it has no other use for.
   */
  usesSourceSecrets(): this {
    this.may(['ssm:GetParameter'], this.parameterArn('*'));
    this.acknowledgeWildcard(
      `${ARN_PREFIX}:ssm:${REGION_AND_ACCOUNT}:parameter${PARAMETER_PREFIX}*`,
      'Which secrets there are is the keeper’s to say, of each source; those of the service are denied.',
    );
    this.readsAllSecrets = true;
    const others = [...RESERVED_NAMES].filter((name) => !this.ownSecrets.has(name));
    this.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['ssm:GetParameter'],
        resources: others.map((name) => this.parameterArn(name)),
      }),
    );
    return this;
  }

  private usesOwnSecrets(actions: string[], ...names: string[]): this {
    if (this.readsAllSecrets) throw new Error('usesSourceSecrets() comes last: it denies what was not named');
    for (const name of names) {
      this.ownSecrets.add(name);
      this.may(actions, this.parameterArn(name));
    }
    return this;
  }

  private parameterArn(name: string): string {
    return Stack.of(this).formatArn({ service: 'ssm', resource: `parameter${PARAMETER_PREFIX}${name}` });
  }

  /** Says why a right is not to one thing alone. @param resource as cdk-nag writes it */
  private acknowledgeWildcard(resource: string, reason: string): void {
    Validations.of(this.role ?? this).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }

  /** Lets the function do these actions on this one resource. */
  may(actions: string[], arn: string): this {
    this.addToRolePolicy(new PolicyStatement({ actions, resources: [arn] }));
    return this;
  }
}
