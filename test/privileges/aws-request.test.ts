import { addressIn, readAwsRequest } from './aws-request';

const signedFor = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKIA/20261123/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;

function read(headers: Record<string, string>, body: string) {
  return readAwsRequest({ header: (name) => headers[name] ?? '', body });
}

const json = (service: string, target: string, input: object) =>
  read({ authorization: signedFor(service), 'x-amz-target': target }, JSON.stringify(input));

const form = (fields: Record<string, string>) =>
  read({ authorization: signedFor('ses') }, new URLSearchParams(fields).toString());

const mime = (...lines: string[]): string => Buffer.from(lines.join('\r\n')).toString('base64');

describe('a request', () => {
  test('is a call where it is signed for AWS', () => {
    expect(read({ authorization: 'Bearer sk_test_1' }, '')).toBeNull();
    expect(read({}, '')).toBeNull();
  });

  test('to DynamoDB is about its table, or all of its tables', () => {
    expect(json('dynamodb', 'DynamoDB_20120810.Query', { TableName: 'news' })).toEqual({
      actions: ['dynamodb:Query'],
      things: [{ kind: 'table', named: 'news' }],
    });
    expect(
      json('dynamodb', 'DynamoDB_20120810.BatchGetItem', { RequestItems: { a: {}, b: {} } })?.things,
    ).toEqual([
      { kind: 'table', named: 'a' },
      { kind: 'table', named: 'b' },
    ]);
  });

  test('to SQS is about its queue, and many messages take the right to send one', () => {
    expect(json('sqs', 'AmazonSQS.SendMessageBatch', { QueueUrl: 'https://queue', Entries: [] })).toEqual({
      actions: ['sqs:SendMessage'],
      things: [{ kind: 'queue', named: 'https://queue' }],
    });
  });

  test('to Parameter Store is about its parameter', () => {
    expect(json('ssm', 'AmazonSSM.GetParameter', { Name: '/newsreel/github' })).toEqual({
      actions: ['ssm:GetParameter'],
      things: [{ kind: 'parameter', named: '/newsreel/github' }],
    });
  });

  test.each([
    ['From: news@example.com'],
    ['from: "News, of reels" <news@example.com>'],
    ['From: =?UTF-8?Q?N=C3=A9wsreel?=\r\n <news@example.com>'],
  ])('to SES is about whom the mail is from: %s', (from) => {
    const data = mime('Subject: From: b@example.com', from, '', 'From: c@example.com');
    expect(form({ Action: 'SendRawEmail', 'RawMessage.Data': data })).toEqual({
      actions: ['ses:SendRawEmail'],
      things: [{ kind: 'sender', named: 'news@example.com' }],
    });
  });

  test('to SES is about its configuration set too, where it names one', () => {
    const data = mime('From: a@example.com', '', 'Hello');
    const call = form({ Action: 'SendRawEmail', 'RawMessage.Data': data, ConfigurationSetName: 'set' });
    expect(call?.things).toContainEqual({ kind: 'configuration set', named: 'set' });
    expect(form({ Action: 'GetSendQuota' })?.things).toEqual([{ kind: 'account', named: '*' }]);
  });

  test('to whatever is not known here is about what nobody has a right to', () => {
    expect(json('kms', 'TrentService.Decrypt', {})).toEqual({
      actions: ['kms:Decrypt'],
      things: [{ kind: 'unknown', named: '?' }],
    });
    expect(form({ Action: 'DeleteIdentity' })?.things).toEqual([{ kind: 'unknown', named: '?' }]);
  });
});

test.each([
  ['Newsreel <news@example.com>', 'news@example.com'],
  ['news@example.com', 'news@example.com'],
  ['', ''],
  ['Newsreel', ''],
])('the address in %j is %j', (mailbox, address) => {
  expect(addressIn(mailbox)).toBe(address);
});
