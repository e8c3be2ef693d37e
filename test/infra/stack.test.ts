import { existsSync } from 'node:fs';
import path from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import {
  functionsOf,
  type Resource,
  resourcesOf,
  type Statement,
  statementsOf,
  synthesize,
} from './synthesized';

const ROOT = path.join(__dirname, '..', '..');
const template = synthesize();
const functions = functionsOf(template);

const functionNamed = (name: string): Resource & { id: string } => {
  const found = functions.get(name);
  if (found === undefined) throw new Error(`No function ${name} in the template`);
  return found;
};
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const onlyIdOf = (type: string): string => {
  const [id, ...others] = resourcesOf(template, type).keys();
  if (id === undefined || others.length > 0) throw new Error(`Not exactly one ${type} in the template`);
  return id;
};
const tableId = onlyIdOf('AWS::DynamoDB::Table');
const queues = resourcesOf(template, 'AWS::SQS::Queue');

const ALL = [
  'account-page',
  'add-source',
  'admin-page',
  'admin-session',
  'article',
  'change-source',
  'checkout',
  'checkout-return',
  'confirm-sign-in',
  'cycles',
  'digests',
  'export',
  'feed-out',
  'fetch',
  'forget-me',
  'index',
  'list',
  'mail-events',
  'me',
  'migrate',
  'my-mails',
  'not-found',
  'openapi',
  'opml-export',
  'opml-import',
  'passes',
  'plans-page',
  'portal',
  'reading-pages',
  'reconcile',
  'remove-source',
  'schedule',
  'schedule-digests',
  'send-digests',
  'set-digest',
  'sign-in',
  'sign-in-page',
  'sign-out',
  'sources',
  'stripe-webhook',
  'sweep-mails',
  'trigger',
  'unsubscribe',
  'unsubscribe-page',
];

describe('the table', () => {
  const table = resourcesOf(template, 'AWS::DynamoDB::Table').get(tableId);

  it('has one string key in two parts and no index', () => {
    expect(table?.['Properties'].KeySchema).toEqual([
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ]);
    expect(table?.['Properties'].AttributeDefinitions).toEqual([
      { AttributeName: 'PK', AttributeType: 'S' },
      { AttributeName: 'SK', AttributeType: 'S' },
    ]);
    expect(table?.['Properties'].GlobalSecondaryIndexes).toBeUndefined();
    expect(table?.['Properties'].LocalSecondaryIndexes).toBeUndefined();
  });

  it('is paid by the request, up to a bound of what is read, and forgets what has expired', () => {
    expect(table?.['Properties'].BillingMode).toBe('PAY_PER_REQUEST');
    expect(table?.['Properties'].OnDemandThroughput).toEqual({ MaxReadRequestUnits: 1_000 });
    expect(table?.['Properties'].TimeToLiveSpecification).toEqual({
      AttributeName: 'expiresAt',
      Enabled: true,
    });
  });

  it('outlives mistakes: recovery to any point in time, no deletion with the stack', () => {
    expect(table?.['Properties'].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
    expect(table?.['Properties'].DeletionProtectionEnabled).toBe(true);
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });
});

describe('every function', () => {
  it('is there', () => {
    expect([...functions.keys()].sort()).toEqual(ALL);
  });

  describe.each(ALL)('%s', (name) => {
    const resource = functionNamed(name);
    const statements = statementsOf(template, resource);

    it('runs Node 24 on arm64', () => {
      expect(resource['Properties']).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
    });

    it('says which file it is made of', () => {
      const entry = resource['Metadata']?.['newsreel:entry'];
      expect(entry).toBe(`functions/${name}/handler.ts`);
      expect(existsSync(path.join(ROOT, String(entry)))).toBe(true);
    });

    it('logs to a group of its own that is kept for a month', () => {
      const group = resource['Properties'].LoggingConfig.LogGroup.Ref;
      const sharing = [...functions.values()].filter(
        (other) => other['Properties'].LoggingConfig.LogGroup.Ref === group,
      );
      expect(sharing).toHaveLength(1);
      expect(resourcesOf(template, 'AWS::Logs::LogGroup').get(group)).toMatchObject({
        Properties: { RetentionInDays: 30 },
        DeletionPolicy: 'Delete',
      });
    });

    it('logs JSON, with the lines that are metrics', () => {
      expect(resource['Properties'].LoggingConfig).toMatchObject({
        LogFormat: 'JSON',
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'WARN',
      });
    });

    it('has a role of its own that Lambda alone may take', () => {
      const role = resource['Properties'].Role['Fn::GetAtt'][0];
      const sharing = [...functions.values()].filter(
        (other) => other['Properties'].Role['Fn::GetAtt'][0] === role,
      );
      expect(sharing).toHaveLength(1);
      const { Properties } = resourcesOf(template, 'AWS::IAM::Role').get(role) as Resource;
      expect(Properties.ManagedPolicyArns ?? []).toEqual([]);
      expect(Properties.Policies ?? []).toEqual([]);
      expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
        { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
      ]);
    });

    it('may do only what is named, on what is named', () => {
      expect(statements.length).toBeGreaterThan(0);
      for (const { Action, Resource, Condition } of statements) {
        expect(Action.filter((action) => action.includes('*'))).toEqual([]);
        // What is asked of the account is of no resource.
        if (Action.join() === 'ses:GetSendQuota') continue;
        // Which secrets there are is the keeper's to say.
        const named = JSON.stringify(Resource).replace(':parameter/newsreel/*', '');
        // To whom mail goes is free; whom it is from is not.
        const isBound = JSON.stringify(Condition ?? null).includes('ses:FromAddress');
        expect(isBound ? named.replace(':identity/*', '') : named).not.toContain('*');
      }
    });

    it('never scans, and uses no table but ours', () => {
      const onTables = statements
        .flatMap(({ Action }) => Action)
        .filter((action) => action.startsWith('dynamodb:'));
      expect(onTables).not.toContain('dynamodb:Scan');
      expect(onTables.sort()).toEqual(actionsOn(statements, arnOf(tableId)));
    });

    it('knows the table exactly if it may use it', () => {
      const usesTable = actionsOn(statements, arnOf(tableId)).length > 0;
      expect(resource['Properties'].Environment?.Variables.TABLE_NAME).toEqual(
        usesTable ? { Ref: tableId } : undefined,
      );
    });
  });
});

const actionsOn = (statements: Statement[], resource: unknown): string[] =>
  statements
    .filter((statement) => JSON.stringify(statement.Resource) === JSON.stringify(resource))
    .flatMap((statement) => statement.Action)
    .sort();

const parametersOf = (name: string, effect: string): string[] => [
  ...new Set(
    statementsOf(template, functionNamed(name))
      .filter(({ Action, Effect }) => Effect === effect && Action.some((action) => action.startsWith('ssm:')))
      .flatMap(({ Resource }) =>
        [...JSON.stringify(Resource).matchAll(/:parameter(\/[^"]+)/g)].map(([, name = '']) => name),
      ),
  ),
];

describe('the secrets', () => {
  const TOKENS = ['/newsreel/admin-token', '/newsreel/session-key'];
  const STRIPE_KEY = '/newsreel/stripe-secret-key';
  const WEBHOOK_SECRET = '/newsreel/stripe-webhook-secret';

  it.each(['admin-page', 'cycles', 'trigger', 'opml-import', 'remove-source', 'sign-out'])(
    '%s may touch what tokens are known by alone',
    (name) => {
      expect(parametersOf(name, 'Allow')).toEqual(TOKENS);
    },
  );

  it.each([
    'me',
    'export',
    'forget-me',
    'account-page',
    'plans-page',
    'checkout',
    'checkout-return',
    'passes',
    'portal',
  ])('%s may read the key to Stripe besides', (name) => {
    expect(parametersOf(name, 'Allow')).toEqual([...TOKENS, STRIPE_KEY]);
  });

  it('the session of the admin needs the admin token alone', () => {
    expect(parametersOf('admin-session', 'Allow')).toEqual(['/newsreel/admin-token']);
  });

  it("Stripe's alone are read by what follows it, the secret of its events by the webhook", () => {
    expect(parametersOf('reconcile', 'Allow')).toEqual([STRIPE_KEY]);
    expect(parametersOf('stripe-webhook', 'Allow')).toEqual([STRIPE_KEY, WEBHOOK_SECRET]);
    expect(parametersOf('confirm-sign-in', 'Allow')).toEqual(['/newsreel/session-key']);
  });

  it('that sources name are read by fetch, which is kept from all of our own', () => {
    expect(parametersOf('fetch', 'Allow')).toEqual(['/newsreel/*']);
    expect(parametersOf('fetch', 'Deny')).toEqual([...TOKENS, STRIPE_KEY, WEBHOOK_SECRET]);
  });

  it.each(['add-source', 'change-source'])(
    '%s may make tokens, and is kept from what is Stripe’s',
    (name) => {
      const makes = statementsOf(template, functionNamed(name)).filter(({ Action }) =>
        Action.includes('ssm:PutParameter'),
      );
      expect(makes).toHaveLength(TOKENS.length);
      for (const { Resource } of makes) {
        expect(TOKENS.some((token) => JSON.stringify(Resource).endsWith(`:parameter${token}"]]}`))).toBe(
          true,
        );
      }
      expect(parametersOf(name, 'Deny')).toEqual([STRIPE_KEY, WEBHOOK_SECRET]);
    },
  );

  it.each([
    'list',
    'feed-out',
    'article',
    'sources',
    'openapi',
    'opml-export',
    'index',
    'schedule',
    'sign-in',
    'sign-in-page',
  ])('%s reads none', (name) => {
    expect(parametersOf(name, 'Allow')).toEqual([]);
  });
});

const ruleOf = (name: string): string => {
  const target = JSON.stringify(arnOf(functionNamed(name).id));
  const [id = ''] =
    [...resourcesOf(template, 'AWS::Events::Rule')].find(([, rule]) =>
      rule['Properties'].Targets.some(({ Arn }: { Arn: unknown }) => JSON.stringify(Arn) === target),
    ) ?? [];
  return id;
};

describe('the schedule', () => {
  it('looks every half hour', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'cron(0/30 * * * ? *)',
      State: 'ENABLED',
      Targets: [Match.objectLike({ Arn: arnOf(functionNamed('schedule').id) })],
    });
  });

  it('may call its function', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: arnOf(functionNamed('schedule').id),
      Principal: 'events.amazonaws.com',
      SourceArn: arnOf(ruleOf('schedule')),
    });
  });

  it.each([
    ['reads once a day at Stripe what events may have missed', 'reconcile', 'cron(17 3 * * ? *)'],
    ['looks for digests every quarter of an hour', 'schedule-digests', 'cron(0/15 * * * ? *)'],
    ['looks into mails in doubt every hour', 'sweep-mails', 'cron(7 * * * ? *)'],
  ])('%s', (_, name, ScheduleExpression) => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression,
      State: 'ENABLED',
      Targets: [Match.objectLike({ Arn: arnOf(functionNamed(name).id) })],
    });
  });
});

interface Feed {
  worker: string;
  queueId: string;
  queue: Resource;
  mapping: Resource;
}

const feeds: Feed[] = [...resourcesOf(template, 'AWS::Lambda::EventSourceMapping').values()].map(
  (mapping) => {
    const queueId: string = mapping['Properties'].EventSourceArn['Fn::GetAtt'][0];
    const [worker = ''] =
      [...functions].find(([, { id }]) => id === mapping['Properties'].FunctionName.Ref) ?? [];
    return { worker, queueId, queue: queues.get(queueId) as Resource, mapping };
  },
);

const feedOf = (worker: string): Feed => {
  const found = feeds.find((feed) => feed.worker === worker);
  if (found === undefined) throw new Error(`No queue feeds ${worker}`);
  return found;
};

describe('functions that nobody waits for', () => {
  it('are not called for what the next call makes good', () => {
    const latest = [...resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').values()].map(
      ({ Properties }) => [Properties.FunctionName.Ref, Properties.MaximumEventAgeInSeconds],
    );
    const idOf = (name: string) => functions.get(name)?.id;
    expect(Object.fromEntries(latest)).toEqual({
      [String(idOf('migrate'))]: 15 * 60,
      [String(idOf('schedule'))]: 30 * 60,
      [String(idOf('schedule-digests'))]: 15 * 60,
      [String(idOf('sweep-mails'))]: 60 * 60,
    });
  });

  // A host's thousand sources are a hundred messages in a row, and Lambda stops what calls itself after sixteen.
  it('may call themselves again and again where there is less to do each time', () => {
    const recursive = [...functions].filter(([, { Properties }]) => Properties.RecursiveLoop === 'Allow');
    expect(recursive.map(([name]) => name)).toEqual(['fetch']);
  });
});

describe('the queues', () => {
  it('feed digest, fetch and index', () => {
    expect(feeds.map(({ worker }) => worker).sort()).toEqual(['digests', 'fetch', 'index']);
  });

  it('are encrypted and take only TLS, dead letters too', () => {
    expect(queues.size).toBe(7);
    const secured = [...resourcesOf(template, 'AWS::SQS::QueuePolicy').values()]
      .filter(({ Properties }) =>
        Properties.PolicyDocument.Statement.some(
          ({ Effect, Condition }: { Effect: string; Condition?: { Bool?: Record<string, string> } }) =>
            Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false',
        ),
      )
      .flatMap(({ Properties }) => Properties.Queues.map(({ Ref }: { Ref: string }) => Ref));
    expect(secured.sort()).toEqual([...queues.keys()].sort());
    for (const { Properties } of queues.values()) expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  it.each([
    ['fetch', { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } }],
    [
      'index',
      { BatchSize: 1000, MaximumBatchingWindowInSeconds: 60, ScalingConfig: { MaximumConcurrency: 2 } },
    ],
    ['digests', { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } }],
  ])('%s is fed in the size it can take', (worker, expected) => {
    expect(feedOf(worker).mapping['Properties']).toMatchObject(expected);
  });

  it('are not looked into where nothing can come: that of digests without mail', () => {
    const enabled = (context: Record<string, string>) =>
      [...resourcesOf(synthesize({ context }), 'AWS::Lambda::EventSourceMapping').values()].map(
        ({ Properties }) => Properties.Enabled,
      );
    expect(enabled({ mailDomain: 'example.com' })).toEqual([true, true, true]);
    expect(enabled({}).filter((isEnabled) => !isEnabled)).toHaveLength(1);
  });

  it('tell digests how many send them at once', () => {
    const { ScalingConfig } = feedOf('digests').mapping['Properties'];
    expect(functionNamed('digests')['Properties'].Environment.Variables.NEWSREEL_DIGEST_WORKERS).toBe(
      String(ScalingConfig.MaximumConcurrency),
    );
  });

  // Two is the least that an event source takes, so three queues take six. A reader's request takes some tens of
  // milliseconds: four invocations at once answer more than a hundred a second.
  it('leave four of a new account’s ten invocations to readers', () => {
    const together = feeds.reduce(
      (sum, { mapping }) => sum + mapping['Properties'].ScalingConfig.MaximumConcurrency,
      0,
    );
    expect(together).toBe(6);
    for (const { Properties } of functions.values()) {
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
    }
  });

  describe.each(['digests', 'fetch', 'index'])('the queue of %s', (worker) => {
    const { queueId, queue, mapping } = feedOf(worker);

    it('takes back only the messages that failed', () => {
      expect(mapping['Properties'].FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    });

    it('hides a message for six times what its function may take, and the time of gathering', () => {
      const { Timeout } = functionNamed(worker)['Properties'];
      const gathering = mapping['Properties'].MaximumBatchingWindowInSeconds ?? 0;
      expect(queue['Properties'].VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout + gathering);
    });

    it('gives up on a message after five times and keeps it for 14 days', () => {
      const { maxReceiveCount, deadLetterTargetArn } = queue['Properties'].RedrivePolicy;
      expect(maxReceiveCount).toBe(5);
      const deadLetters = queues.get(deadLetterTargetArn['Fn::GetAtt'][0]);
      expect(deadLetters?.['Properties'].MessageRetentionPeriod).toBe(14 * 24 * 3600);
      expect(deadLetters?.['Properties'].RedrivePolicy).toBeUndefined();
    });

    it('raises an alarm at its first dead letter', () => {
      const deadLettersId = queue['Properties'].RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0];
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [deadLettersId, 'QueueName'] } }],
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Statistic: 'Maximum',
      });
    });

    it('lets its worker receive and delete, and no more but send itself what follows', () => {
      expect(actionsOn(statementsOf(template, functionNamed(worker)), arnOf(queueId))).toEqual([
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
        ...(worker === 'fetch' ? ['sqs:SendMessage'] : []),
      ]);
    });
  });

  it.each([
    ['schedule', 'FETCH_QUEUE_URL', 'fetch'],
    ['trigger', 'FETCH_QUEUE_URL', 'fetch'],
    ['remove-source', 'FETCH_QUEUE_URL', 'fetch'],
    ['fetch', 'INDEX_QUEUE_URL', 'index'],
    ['schedule-digests', 'DIGEST_QUEUE_URL', 'digests'],
    ['send-digests', 'DIGEST_QUEUE_URL', 'digests'],
  ])('%s may send to %s, and only that', (sender, variable, worker) => {
    const { queueId } = feedOf(worker);
    const { Properties } = functionNamed(sender);
    expect(Properties.Environment.Variables[variable]).toEqual({ Ref: queueId });
    expect(actionsOn(statementsOf(template, functionNamed(sender)), arnOf(queueId))).toEqual([
      'sqs:SendMessage',
    ]);
  });
});

describe('the API', () => {
  const integrations = resourcesOf(template, 'AWS::ApiGatewayV2::Integration');
  const routes = new Map(
    [...resourcesOf(template, 'AWS::ApiGatewayV2::Route').values()].map(({ Properties }) => [
      Properties.RouteKey as string,
      integrations.get(Properties.Target['Fn::Join'][1][1].Ref) as Resource,
    ]),
  );
  const ROUTES = [
    ['$default', 'not-found'],
    ['DELETE /me', 'forget-me'],
    ['DELETE /sources/{id}', 'remove-source'],
    ['GET /', 'reading-pages'],
    ['GET /account', 'account-page'],
    ['GET /account/delete', 'account-page'],
    ['GET /account/export', 'account-page'],
    ['GET /admin', 'admin-page'],
    ['GET /articles', 'list'],
    ['GET /articles/{id}', 'article'],
    ['GET /assets/{file}', 'reading-pages'],
    ['GET /checkout/return', 'checkout-return'],
    ['GET /cycles/{id}', 'cycles'],
    ['GET /export', 'export'],
    ['GET /feed.atom', 'feed-out'],
    ['GET /feed.json', 'feed-out'],
    ['GET /feed.rss', 'feed-out'],
    ['GET /from', 'reading-pages'],
    ['GET /from/{id}', 'reading-pages'],
    ['GET /me', 'me'],
    ['GET /me/mails', 'my-mails'],
    ['GET /openapi.json', 'openapi'],
    ['GET /plans', 'plans-page'],
    ['GET /read/{id}', 'reading-pages'],
    ['GET /sign-in', 'sign-in-page'],
    ['GET /sources', 'sources'],
    ['GET /sources.opml', 'opml-export'],
    ['GET /sw.js', 'reading-pages'],
    ['GET /unsubscribe', 'unsubscribe-page'],
    ['PATCH /sources/{id}', 'change-source'],
    ['POST /account/delete', 'forget-me'],
    ['POST /account/digest', 'set-digest'],
    ['POST /admin/sign-in', 'admin-session'],
    ['POST /admin/sign-out', 'admin-session'],
    ['POST /checkout', 'checkout'],
    ['POST /digests', 'send-digests'],
    ['POST /fetch', 'trigger'],
    ['POST /passes', 'passes'],
    ['POST /portal', 'portal'],
    ['POST /sign-in', 'sign-in'],
    ['POST /sign-in/confirm', 'confirm-sign-in'],
    ['POST /sign-out', 'sign-out'],
    ['POST /sources', 'add-source'],
    ['POST /sources.opml', 'opml-import'],
    ['POST /sources/{id}/remove', 'remove-source'],
    ['POST /stripe/webhook', 'stripe-webhook'],
    ['POST /unsubscribe', 'unsubscribe'],
    ['PUT /me/digest', 'set-digest'],
  ] as const;

  it('has these routes and no other', () => {
    expect([...routes.keys()].sort()).toEqual(ROUTES.map(([key]) => key));
  });

  it.each(ROUTES)('%s is answered by %s', (key, name) => {
    const { id } = functionNamed(name);
    expect(routes.get(key)?.['Properties']).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arnOf(id),
      PayloadFormatVersion: '2.0',
    });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: arnOf(id),
      Principal: 'apigateway.amazonaws.com',
    });
  });

  it('has a function answer before it gives up itself, after 30 s', () => {
    for (const [, name] of ROUTES) expect(functionNamed(name)['Properties'].Timeout).toBeLessThan(30);
  });

  it('lets pages of any origin read', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: ['*'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match'],
        ExposeHeaders: ['etag', 'link'],
        MaxAge: 86_400,
        AllowCredentials: Match.absent(),
      },
    });
  });

  it('is at its root', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Stage', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { StageName: '$default', AutoDeploy: true });
  });

  describe('bounds what comes', () => {
    const stage = resourcesOf(template, 'AWS::ApiGatewayV2::Stage').get(
      onlyIdOf('AWS::ApiGatewayV2::Stage'),
    ) as Resource;
    const settings: Record<string, { ThrottlingRateLimit: number; ThrottlingBurstLimit: number }> =
      stage['Properties'].RouteSettings;
    const rateOf = (key: string) =>
      (settings[key] ?? stage['Properties'].DefaultRouteSettings).ThrottlingRateLimit;

    it('on each route, and most where a request is dear', () => {
      expect(stage['Properties'].DefaultRouteSettings).toEqual({
        ThrottlingRateLimit: 2,
        ThrottlingBurstLimit: 50,
      });
      expect(settings['GET /']).toEqual({ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 100 });
      for (const key of ['POST /sign-in', 'POST /checkout', 'POST /passes', 'GET /export'])
        expect(rateOf(key)).toBeLessThan(rateOf('$default'));
    });

    it('and lets Stripe in whatever readers do', () => {
      expect(rateOf('POST /stripe/webhook')).toBe(10);
    });

    // API Gateway refuses settings of a route that is not there.
    it('once the routes are there', () => {
      const keys = new Map(
        [...resourcesOf(template, 'AWS::ApiGatewayV2::Route')].map(([id, { Properties }]) => [
          Properties.RouteKey as string,
          id,
        ]),
      );
      for (const key of Object.keys(settings)) {
        expect(keys.has(key)).toBe(true);
        expect(stage['DependsOn']).toContain(keys.get(key));
      }
    });
  });
});

describe('the outputs', () => {
  it('give the URL without a slash at the end', () => {
    template.hasOutput('Url', {
      Value: { 'Fn::GetAtt': [onlyIdOf('AWS::ApiGatewayV2::Api'), 'ApiEndpoint'] },
    });
  });

  it('give the command that prints the admin token', () => {
    const { Value } = template.findOutputs('AdminTokenCommand')['AdminTokenCommand'] as { Value: unknown };
    expect(JSON.stringify(Value)).toMatch(
      /aws ssm get-parameter .*--name \/newsreel\/admin-token --with-decryption/,
    );
  });
});
