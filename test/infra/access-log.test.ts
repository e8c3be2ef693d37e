import { resourcesOf, synthesize } from './synthesized';

const template = synthesize({ context: {} });
const [settings] = [...resourcesOf(template, 'AWS::ApiGatewayV2::Stage').values()].map(
  ({ Properties }): { DestinationArn: { 'Fn::GetAtt': [string, string] }; Format: string } =>
    Properties.AccessLogSettings,
);
const { DestinationArn, Format } = settings ?? { DestinationArn: { 'Fn::GetAtt': ['', ''] }, Format: '{}' };

it('the access log has a line for each request: which route, how it ended and how long it took', () => {
  expect(JSON.parse(Format)).toEqual({
    requestId: '$context.requestId',
    routeKey: '$context.routeKey',
    status: '$context.status',
    latency: '$context.responseLatency',
    integrationLatency: '$context.integrationLatency',
    integrationError: '$context.integrationErrorMessage',
    error: '$context.error.message',
  });
});

it('the access log says neither who asked nor for what: paths and queries hold tokens', () => {
  expect(Format).not.toMatch(/identity|path|query|authorizer|protocol|domain|\$context\.raw/i);
});

it('the access log is kept for a month and goes with the stack', () => {
  const [id] = DestinationArn['Fn::GetAtt'];
  expect(resourcesOf(template, 'AWS::Logs::LogGroup').get(id)).toMatchObject({
    Properties: { RetentionInDays: 30 },
    DeletionPolicy: 'Delete',
  });
});
