import { rulesOf } from '../../../infra/local/schedule';
import { readTemplate, UnsupportedTemplateError } from '../../../infra/local/template';
import { TEMPLATE } from './stack';

const stack = readTemplate(TEMPLATE);
const withResource = (id: string, resource: unknown) => ({
  Resources: { ...TEMPLATE.Resources, [id]: resource },
});

describe('a template', () => {
  test('has functions of ours, with their environment', () => {
    expect(stack.functions).toEqual([
      {
        id: 'Echo',
        entry: 'echo.ts',
        timeoutMs: 10_000,
        memoryMb: 512,
        environment: {
          TABLE_NAME: { ref: 'TableCD117FA1' },
          WORK_QUEUE_URL: { ref: 'WorkQueue' },
          NEWSREEL_RETENTION_DAYS: '365',
          NEWSREEL_URL: { ref: 'Api.ApiEndpoint' },
        },
      },
      {
        id: 'Worker',
        entry: 'functions/schedule/handler.ts',
        timeoutMs: 3_000,
        memoryMb: 128,
        environment: {},
      },
    ]);
  });

  test('has an API, with routes that lead to functions, and CORS', () => {
    expect(stack.apiId).toBe('Api');
    expect(stack.routes).toEqual([{ key: 'GET /articles/{id}', functionId: 'Echo' }]);
    expect(stack.cors).toEqual({
      allowOrigins: ['*'],
      allowMethods: ['GET'],
      allowHeaders: [],
      exposeHeaders: [],
      allowCredentials: false,
      maxAge: 86_400,
    });
  });

  test('has queues and event sources', () => {
    expect(stack.queues).toEqual([
      { id: 'DeadLetters', redrive: null },
      { id: 'WorkQueue', redrive: { queueId: 'DeadLetters', maxReceiveCount: 3 } },
    ]);
    expect(stack.eventSources).toEqual([
      {
        queueId: 'WorkQueue',
        functionId: 'Worker',
        batchSize: 1000,
        windowMs: 60_000,
        reportsItemFailures: true,
        concurrency: 2,
      },
      {
        queueId: 'DeadLetters',
        functionId: 'Echo',
        batchSize: 10,
        windowMs: 0,
        reportsItemFailures: false,
        concurrency: 5,
      },
    ]);
  });

  test('has the rules that go by the clock and are switched on', () => {
    expect(stack.rules).toEqual([
      { id: 'HalfHourly', expression: 'cron(0/30 * * * ? *)', functionIds: ['Worker'] },
      { id: 'Daily', expression: 'rate(1 day)', functionIds: ['Echo'] },
    ]);
  });

  test('has the rules that wait for other services’ events and are switched on', () => {
    expect(stack.eventRules).toEqual([{ id: 'Bounces', sources: ['aws.ses'], functionIds: ['Echo'] }]);
  });

  test('has the one table', () => {
    expect(stack.table).toMatchObject({
      id: 'TableCD117FA1',
      keySchema: [{ AttributeName: 'PK' }, { AttributeName: 'SK' }],
    });
    const { TableCD117FA1: table, ...others } = TEMPLATE.Resources;
    expect(
      readTemplate({ Resources: { ...others, Global: { ...table, Type: 'AWS::DynamoDB::GlobalTable' } } })
        .table.id,
    ).toBe('Global');
    expect(() => readTemplate({ Resources: others })).toThrow('one table, not 0');
    expect(() => readTemplate(withResource('Second', table))).toThrow('one table, not 2');
  });

  test('is refused, by the name of the resource, where it says what has no counterpart here', () => {
    const odd = {
      ...TEMPLATE.Resources.Echo,
      Properties: { Environment: { Variables: { ARN: { 'Fn::GetAtt': ['WorkQueue', 'Arn'] } } } },
    };
    expect(() => readTemplate(withResource('Echo', odd))).toThrow(UnsupportedTemplateError);
    expect(() => readTemplate(withResource('Echo', odd))).toThrow("Echo's ARN");
    for (const when of [{ ScheduleExpression: 'rate(1 day)' }, { EventPattern: { source: ['aws.ses'] } }]) {
      const rule = {
        Type: 'AWS::Events::Rule',
        Properties: { ...when, Targets: [{ Arn: { Ref: 'Topic' } }] },
      };
      expect(() => readTemplate(withResource('Odd', rule))).toThrow("Odd's target Topic");
    }
  });
});

describe('--every', () => {
  test('is the period of the rule that looks for news, and of no other', () => {
    const { all, news } = rulesOf(stack, 5);
    expect(news).toMatchObject({ id: 'HalfHourly', expression: 'rate(5 minutes)' });
    expect(all.map(({ expression }) => expression).sort()).toEqual(['rate(1 day)', 'rate(5 minutes)']);
  });

  test('0 leaves that rule out', () => {
    expect(rulesOf(stack, 0)).toEqual({ all: [expect.objectContaining({ id: 'Daily' })], news: null });
  });
});
