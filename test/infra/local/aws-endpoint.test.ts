import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { sendMessages } from '../../../functions/queue/send';
import { type AwsEndpoint, startAwsEndpoint } from '../../../infra/local/aws-endpoint';
import { Queue } from '../../../infra/local/queues';
import { Secrets } from '../../../infra/local/secrets';
import { queueUrl, sqsActions } from '../../../infra/local/sqs';
import { ssmActions } from '../../../infra/local/ssm';
import { temporaryFolders } from './temporary-folder';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const temporaryFolder = temporaryFolders();
const file = path.join(temporaryFolder(), 'secrets.json');
const queue = new Queue('Work', temporaryFolder(), () => undefined);
const env: NodeJS.ProcessEnv = {};
let endpoint: AwsEndpoint;
let sqs: SQSClient;
let ssm: SSMClient;

beforeAll(async () => {
  const secrets = new Secrets(file, env);
  endpoint = await startAwsEndpoint({ ...sqsActions(new Map([['Work', queue]])), ...ssmActions(secrets) });
  const settings = {
    endpoint: endpoint.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  sqs = new SQSClient(settings);
  ssm = new SSMClient(settings);
});

afterAll(async () => {
  sqs.destroy();
  ssm.destroy();
  await endpoint.close();
});

const received = async () => (await queue.receive(100, 10_000_000)).map(({ body }) => body);
const QueueUrl = () => queueUrl(endpoint.url, 'Work');

describe('the queue service, asked by the SDK', () => {
  test('takes a message', async () => {
    const { MessageId } = await sqs.send(
      new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'Grüße 😀' }),
    );
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await received()).toEqual(['Grüße 😀']);
  });

  test('takes a batch', async () => {
    const Entries = ['a', 'b', 'c'].map((MessageBody) => ({ Id: `id-${MessageBody}`, MessageBody }));
    const output = await sqs.send(new SendMessageBatchCommand({ QueueUrl: QueueUrl(), Entries }));
    expect(output.Successful?.map(({ Id }) => Id)).toEqual(['id-a', 'id-b', 'id-c']);
    expect((await received()).sort()).toEqual(['a', 'b', 'c']);
  });

  test('takes 1 MiB and no more, of one message and of a batch', async () => {
    const half = 'x'.repeat(524_288);
    await sqs.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: half + half }));
    expect(await received()).toHaveLength(1);
    const tooLong = sqs.send(
      new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: `${half}${half}x` }),
    );
    await expect(tooLong).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    const batch = [half, half, 'x'].map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await expect(
      sqs.send(new SendMessageBatchCommand({ QueueUrl: QueueUrl(), Entries: batch })),
    ).rejects.toMatchObject({
      name: 'BatchRequestTooLong',
    });
    expect(await received()).toEqual([]);
  });

  const entries = (ids: string[]) => ids.map((Id) => ({ Id, MessageBody: 'x' }));

  test.each([
    ['EmptyBatchRequest', entries([])],
    ['TooManyEntriesInBatchRequest', entries(Array.from({ length: 11 }, (_, index) => String(index)))],
    ['BatchEntryIdsNotDistinct', entries(['a', 'a'])],
    ['InvalidMessageContents', [{ Id: 'a', MessageBody: 'null\u0000byte' }]],
    ['InvalidMessageContents', [{ Id: 'a', MessageBody: 'no character \uFFFF' }]],
    ['InvalidParameterValue', [{ Id: 'a', MessageBody: 'later', DelaySeconds: 1.5 }]],
    [
      'InvalidParameterValue',
      [
        {
          Id: 'a',
          MessageBody: 'x',
          MessageAttributes: { colour: { DataType: 'String', StringValue: 'red' } },
        },
      ],
    ],
  ])('refuses a batch with %s', async (name, Entries) => {
    await expect(
      sqs.send(new SendMessageBatchCommand({ QueueUrl: QueueUrl(), Entries })),
    ).rejects.toMatchObject({ name });
    expect(await received()).toEqual([]);
  });

  test('keeps back what was sent with a delay until that has passed', async () => {
    await sendMessages({ client: sqs, url: QueueUrl() }, ['later a', 'later b'], 1);
    await sqs.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'later c', DelaySeconds: 1 }));
    await sendMessages({ client: sqs, url: QueueUrl() }, ['now']);
    expect(await received()).toEqual(['now']);
    expect(queue.hasWaiting).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await received()).sort()).toEqual(['later a', 'later b', 'later c']);
  });

  test.each([-1, 901])('refuses a message with a delay of %i seconds', async (DelaySeconds) => {
    const sending = sqs.send(
      new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'x', DelaySeconds }),
    );
    await expect(sending).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(`Value ${DelaySeconds} for parameter DelaySeconds`),
    });
  });

  test('refuses of a batch what has such a delay, and takes the rest', async () => {
    const Entries = [
      { Id: 'a', MessageBody: 'taken', DelaySeconds: 0 },
      { Id: 'b', MessageBody: 'refused', DelaySeconds: 901 },
    ];
    const output = await sqs.send(new SendMessageBatchCommand({ QueueUrl: QueueUrl(), Entries }));
    expect(output.Successful?.map(({ Id }) => Id)).toEqual(['a']);
    expect(output.Failed).toEqual([
      expect.objectContaining({ Id: 'b', Code: 'InvalidParameterValue', SenderFault: true }),
    ]);
    expect(await received()).toEqual(['taken']);
    const sending = sendMessages({ client: sqs, url: QueueUrl() }, ['x'], 901);
    await expect(sending).rejects.toThrow('The queue did not take 1 messages');
  });

  test('knows the queues of the stack alone', async () => {
    const sending = sqs.send(
      new SendMessageCommand({ QueueUrl: queueUrl(endpoint.url, 'Other'), MessageBody: 'x' }),
    );
    await expect(sending).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

describe('the parameter store, asked by the SDK', () => {
  const get = async (Name: string) =>
    (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;
  const put = (Name: string, Value: string, Overwrite?: boolean) =>
    ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite }));

  test('keeps a parameter in the file, for its owner alone', async () => {
    await expect(get('/newsreel/key')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await put('/newsreel/key', 'värde');
    expect(await get('/newsreel/key')).toBe('värde');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ key: 'värde' });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('overwrites only when told to', async () => {
    await put('/newsreel/once', 'first');
    await expect(put('/newsreel/once', 'second')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    expect(await get('/newsreel/once')).toBe('first');
    await put('/newsreel/once', 'third', true);
    expect(await get('/newsreel/once')).toBe('third');
  });

  test('lets a variable win over the file', async () => {
    await put('/newsreel/feed-key.v2', 'file');
    env['NEWSREEL_SECRET_FEED_KEY_V2'] = 'variable';
    expect(await get('/newsreel/feed-key.v2')).toBe('variable');
    await put('/newsreel/admin-token', 'file');
    env['NEWSREEL_ADMIN_TOKEN'] = 'variable';
    expect(await get('/newsreel/admin-token')).toBe('variable');
    await expect(put('/newsreel/admin-token', 'x')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  });

  test('has nothing beside our own prefix', async () => {
    await expect(get('/other/key')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await expect(put('/other/key', 'x')).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('the endpoint', () => {
  const post = (url: string, target: string, body = '{}') =>
    fetch(url, { method: 'POST', headers: { 'x-amz-target': target }, body });

  test('answers nobody who does not know its path', async () => {
    const { origin } = new URL(endpoint.url);
    const response = await post(`${origin}/`, 'AmazonSSM.GetParameter', '{"Name":"/newsreel/key"}');
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('');
  });

  test('names an action that it does not serve', async () => {
    const response = await post(endpoint.url, 'AmazonSQS.PurgeQueue');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('AmazonSQS.PurgeQueue') });
  });

  test('survives what is no JSON', async () => {
    expect((await post(endpoint.url, 'AmazonSQS.SendMessage', '{')).status).toBe(500);
    expect((await post(endpoint.url, 'AmazonSSM.GetParameter')).status).toBeGreaterThanOrEqual(400);
  });
});
