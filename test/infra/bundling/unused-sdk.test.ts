import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withoutErrors } from '../../../infra/bundling/unused-sdk';
import { Bundled } from '../../bundled';
import { handler, type Probe } from './errors-probe';

let server: Server;
let bundled: Bundled;
let answer: { status: number; type: string; body: string };

beforeAll(async () => {
  bundled = await Bundled.make({ probe: 'test/infra/bundling/errors-probe.ts' });
  server = createServer((_request, response) => {
    response.writeHead(answer.status, { 'content-type': answer.type, 'x-amzn-requestid': 'one' });
    response.end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
}, 60_000);

afterAll(async () => {
  bundled.stop();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const json = (status: number, error: string) => ({
  status,
  type: 'application/x-amz-json-1.0',
  body: JSON.stringify({ __type: error, message: 'Why' }),
});

const xml = (status: number, error: string) => ({
  status,
  type: 'text/xml',
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${error}</Code><Message>Why</Message></Error></ErrorResponse>`,
});

test.each<[Probe['service'], typeof answer, { name: string; attempts: number }]>([
  ['ssm', json(400, 'ParameterNotFound'), { name: 'ParameterNotFound', attempts: 1 }],
  ['ssm', json(400, 'ParameterVersionNotFound'), { name: 'ParameterVersionNotFound', attempts: 1 }],
  ['ssm', json(400, 'ThrottlingException'), { name: 'ThrottlingException', attempts: 2 }],
  ['ssm', json(500, 'InternalServerError'), { name: 'InternalServerError', attempts: 2 }],
  [
    'dynamodb',
    json(400, 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException'),
    { name: 'ConditionalCheckFailedException', attempts: 1 },
  ],
  [
    'dynamodb',
    json(400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException'),
    { name: 'ProvisionedThroughputExceededException', attempts: 2 },
  ],
  [
    'dynamodb',
    json(400, 'com.amazonaws.dynamodb.v20120810#ReplicatedWriteConflictException'),
    { name: 'ReplicatedWriteConflictException', attempts: 2 },
  ],
  [
    'dynamodb',
    json(400, 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException'),
    { name: 'ResourceNotFoundException', attempts: 1 },
  ],
  ['sqs', json(400, 'com.amazonaws.sqs#QueueDoesNotExist'), { name: 'QueueDoesNotExist', attempts: 1 }],
  ['sqs', json(400, 'com.amazonaws.sqs#RequestThrottled'), { name: 'RequestThrottled', attempts: 2 }],
  ['ses', xml(400, 'MessageRejected'), { name: 'MessageRejected', attempts: 1 }],
  ['ses', xml(400, 'Throttling'), { name: 'Throttling', attempts: 2 }],
])('an error of %s is thrown by a bundle as by the SDK itself: %j', async (service, given, expected) => {
  answer = given;
  const { port } = server.address() as AddressInfo;
  const probe: Probe = { service, endpoint: `http://127.0.0.1:${port}` };
  const thrown = await bundled.call('probe', probe);
  expect(thrown).toMatchObject({ ...expected, status: given.status, message: 'Why', isOfService: true });
  expect(thrown).toEqual(await handler(probe));
});

describe('what is left out of a client’s schemas', () => {
  const schemas = [
    'const _e = "error";',
    'const n0 = "com.amazonaws.some";',
    'n0_registry.registerError(Asked$, Asked);',
    'export var Other$ = [-3, n0, "Other", { [_e]: "client", [_unknown]: 1 }];',
    'n0_registry.registerError(Other$, Other);',
  ].join('\n');

  it('errors that are not used; keys are written as they are', () => {
    expect(
      withoutErrors(schemas, (error) => error === 'Asked')
        .split('\n')
        .slice(2),
    ).toEqual([
      'n0_registry.registerError(Asked$, Asked);',
      'export var Other$ = [-3, n0, "Other", { "error": "client", [_unknown]: 1 }];',
      '',
    ]);
  });

  it('schemas of another make are refused', () => {
    expect(() => withoutErrors('registry.add(Asked);', () => true)).toThrow('some other way');
  });
});
