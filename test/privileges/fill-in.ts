import type { Resource } from '../infra/synthesized';

/** The account and the region that policies are judged in: any do, as long as they are the same everywhere. */
const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-central-1',
  'AWS::AccountId': '111122223333',
};

/** How CloudFormation names what was made, by its type: what `Ref` is. The logical id where it is none of these. */
const NAMES: Record<string, (id: string) => string> = {
  'AWS::SQS::Queue': (id) => `https://sqs.eu-central-1.amazonaws.com/111122223333/${id}`,
};

/** An ARN in the account. @param resource as it ends, such as `table/news` */
export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-central-1:111122223333:${resource}`;

/** What `Fn::GetAtt` of `Arn` is, by the type. */
const ARNS: Record<string, (id: string) => string> = {
  'AWS::DynamoDB::Table': (id) => arn('dynamodb', `table/${id}`),
  'AWS::Logs::LogGroup': (id) => arn('logs', `log-group:${id}:*`),
  'AWS::SQS::Queue': (id) => arn('sqs', id),
};

type Intrinsic = { Ref?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]] };

/**
 * A value of the template as it is once it is deployed; each resource has its logical id as its name.
 * @param resources all of the template, by logical id
 * @throws where the template says something that is not understood here
 */
export function fillIn(resources: Record<string, Resource>, value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = (value ?? {}) as Intrinsic;
  if (ref !== undefined) return PSEUDO[ref] ?? (NAMES[typeOf(resources, ref)] ?? String)(ref);
  if (join !== undefined) return join[1].map((part) => fillIn(resources, part)).join(join[0]);
  if (attribute?.[1] === 'ApiEndpoint') return 'https://news.example';
  const arnOf = attribute?.[1] === 'Arn' ? ARNS[typeOf(resources, attribute[0])] : undefined;
  if (arnOf !== undefined) return arnOf(attribute?.[0] ?? '');
  throw new Error(`Not known how CloudFormation fills in ${JSON.stringify(value)}: say it in fill-in.ts`);
}

const typeOf = (resources: Record<string, Resource>, id: string): string => String(resources[id]?.['Type']);
