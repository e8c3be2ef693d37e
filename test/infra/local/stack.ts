import path from 'node:path';

/** A template as the CDK writes one, with the least of everything. Handlers lie in `./handlers`. */
export const TEMPLATE = {
  Resources: {
    TableCD117FA1: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [
          { AttributeName: 'PK', KeyType: 'HASH' },
          { AttributeName: 'SK', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'PK', AttributeType: 'S' },
          { AttributeName: 'SK', AttributeType: 'S' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    Echo: {
      Type: 'AWS::Lambda::Function',
      Metadata: { 'newsreel:entry': 'echo.ts' },
      Properties: {
        Timeout: 10,
        MemorySize: 512,
        Environment: {
          Variables: {
            TABLE_NAME: { Ref: 'TableCD117FA1' },
            WORK_QUEUE_URL: { Ref: 'WorkQueue' },
            NEWSREEL_RETENTION_DAYS: '365',
            NEWSREEL_URL: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] },
          },
        },
      },
    },
    Worker: {
      Type: 'AWS::Lambda::Function',
      Metadata: { 'newsreel:entry': 'functions/schedule/handler.ts' },
      Properties: {},
    },
    ProviderOfTheCdk: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'index.handler' } },
    DeadLetters: { Type: 'AWS::SQS::Queue' },
    WorkQueue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 360,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 3 },
      },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        BatchSize: 1000,
        EventSourceArn: { 'Fn::GetAtt': ['WorkQueue', 'Arn'] },
        FunctionName: { Ref: 'Worker' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumBatchingWindowInSeconds: 60,
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    },
    PlainMapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, FunctionName: { Ref: 'Echo' } },
    },
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        ProtocolType: 'HTTP',
        CorsConfiguration: { AllowMethods: ['GET'], AllowOrigins: ['*'], MaxAge: 86400 },
      },
    },
    EchoIntegration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: { IntegrationUri: { 'Fn::GetAtt': ['Echo', 'Arn'] }, PayloadFormatVersion: '2.0' },
    },
    EchoRoute: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        RouteKey: 'GET /articles/{id}',
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'EchoIntegration' }]] },
      },
    },
    HalfHourly: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'cron(0/30 * * * ? *)',
        State: 'ENABLED',
        Targets: [{ Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] }, Id: 'Target0' }],
      },
    },
    Daily: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 day)',
        State: 'ENABLED',
        Targets: [{ Arn: { 'Fn::GetAtt': ['Echo', 'Arn'] }, Id: 'Target0' }],
      },
    },
    SwitchedOff: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 day)',
        State: 'DISABLED',
        Targets: [{ Arn: { 'Fn::GetAtt': ['Echo', 'Arn'] }, Id: 'Target0' }],
      },
    },
    Bounces: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.ses'], detail: { mail: { tags: { mine: [{ exists: true }] } } } },
        State: 'ENABLED',
        Targets: [
          {
            Arn: { 'Fn::GetAtt': ['Echo', 'Arn'] },
            Id: 'Target0',
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } },
          },
        ],
      },
    },
    BouncesSwitchedOff: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.ses'] },
        State: 'DISABLED',
        Targets: [{ Arn: { 'Fn::GetAtt': ['Echo', 'Arn'] }, Id: 'Target0' }],
      },
    },
  },
};

export const HANDLERS = path.join(__dirname, 'handlers');
