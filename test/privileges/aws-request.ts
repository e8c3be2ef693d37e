import type { Thing } from './call';
import { rightsOf } from './rights';

/** What is read of a request over HTTP. */
export interface SentRequest {
  /** a header by its name in lower case; '' where there is none */
  header(name: string): string;
  body: string;
}

/** A call to AWS. */
export interface AwsRequest {
  /** as policies name them */
  actions: string[];
  things: Omit<Thing, 'variables'>[];
}

/** Signature Version 4 names the service in the scope of its credential. */
const SIGNED_FOR = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d+\/[^/]+\/([\w-]+)\/aws4_request/;

type Input = Record<string, unknown>;

/**
 * Reads a request as the call to AWS that it is.
 * @returns null where it is none: nothing in it is signed for AWS
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 */
export function readAwsRequest({ header, body }: SentRequest): AwsRequest | null {
  const [, service] = SIGNED_FOR.exec(header('authorization')) ?? [];
  if (service === undefined) return null;
  // AWS's JSON protocol has the operation in a header, its older query protocol in the form that is sent.
  const target = header('x-amz-target');
  const input: Input = target === '' ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
  const operation = target === '' ? String(input['Action']) : target.slice(target.lastIndexOf('.') + 1);
  const call = `${service}:${operation}`;
  return { actions: rightsOf(call), things: (THINGS[call] ?? THINGS[service] ?? unknown)(input) };
}

/** What calls are about, by the call or by the whole service. */
const THINGS: Record<string, (input: Input) => AwsRequest['things']> = {
  dynamodb: ({ TableName, RequestItems }) =>
    (RequestItems ? Object.keys(RequestItems) : [String(TableName)]).map((named) => ({
      kind: 'table',
      named,
    })),
  sqs: ({ QueueUrl }) => [{ kind: 'queue', named: String(QueueUrl) }],
  ssm: ({ Name }) => [{ kind: 'parameter', named: String(Name) }],
  'ses:SendRawEmail': (input) => {
    const set = input['ConfigurationSetName'];
    return [
      { kind: 'sender', named: senderOf(String(input['RawMessage.Data'])) },
      ...(set ? [{ kind: 'configuration set' as const, named: String(set) }] : []),
    ];
  },
  'ses:GetSendQuota': () => [{ kind: 'account', named: '*' }],
};

const unknown = (): AwsRequest['things'] => [{ kind: 'unknown', named: '?' }];

/** Whom a mail says that it is from: what `ses:FromAddress` is compared with. @param data MIME in base64 */
function senderOf(data: string): string {
  const [head = ''] = Buffer.from(data, 'base64').toString().split('\r\n\r\n', 1);
  const [, from = ''] = /^From:(.*)$/im.exec(head.replace(/\r\n[ \t]/g, ' ')) ?? [];
  return addressIn(from);
}

/** The address in a mailbox such as `Newsreel <news@example.com>`; '' where there is none. */
export const addressIn = (mailbox: string): string => /[^\s<>]+@[^\s<>]+/.exec(mailbox)?.[0] ?? '';
