import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '../infra/synthesized';

/** What Lambda does for a function with the function's rights, in no code of ours: writing logs, polling queues. */
export const OF_LAMBDA: readonly string[] = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
];

/** Whether it is Lambda, too, that a statement is for: it sends what failed to the function's dead letters. */
export const isForDeadLetters = ({ Properties }: Resource, statement: { Resource?: unknown }): boolean =>
  Properties.DeadLetterConfig !== undefined &&
  isDeepStrictEqual(statement.Resource, Properties.DeadLetterConfig.TargetArn);

/** The SDK's calls whose right has another name, and those that take none of ours. */
const OTHERS: Record<string, string[]> = {
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
  // In every DynamoDB client, for endpoint discovery, which is off.
  'dynamodb:DescribeEndpoints': [],
};

/** The rights that a call of the SDK takes. @param call as `service:Operation` */
export const rightsOf = (call: string): string[] => OTHERS[call] ?? [call];
