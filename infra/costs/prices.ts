/**
 * What AWS and Stripe ask, in US dollars: the public list prices of `us-east-1` on demand, without tiers for large
 * quantities, discounts and taxes. The one place that a price stands in.
 */

/** When the prices were last compared with their sources. */
export const PRICES_OF = '2026-11-23';

/** What something costs. */
export interface Price {
  readonly service: string;
  /** what is counted, in the plural */
  readonly unit: string;
  /** of so many units */
  readonly per: number;
  readonly dollars: number;
  /** units a month that an account has for nothing, for good: not the offers of its first months */
  readonly free: number;
  readonly source: string;
}

const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const STRIPE = 'https://stripe.com/pricing';
const MILLION = 1e6;

const price = (
  service: string,
  unit: string,
  per: number,
  dollars: number,
  free: number,
  source: string,
): Price => ({ service, unit, per, dollars, free, source });

/**
 * A write unit is one item of up to 1 KB. A read unit is what the table counts as one `CapacityUnit`: 4 KB read
 * consistently, or twice 4 KB read as most of ours are; all of a Query together. Deleting by TTL costs nothing.
 */
export const PRICES = {
  tableWrites: price('DynamoDB', 'write units', MILLION, 0.625, 0, DYNAMODB),
  tableReads: price('DynamoDB', 'read units', MILLION, 0.125, 0, DYNAMODB),
  tableStorage: price('DynamoDB', 'GB-months', 1, 0.25, 25, DYNAMODB),
  tableBackup: price('DynamoDB', 'GB-months', 1, 0.2, 0, DYNAMODB),
  lambdaRequests: price('Lambda', 'invocations', MILLION, 0.2, MILLION, LAMBDA),
  lambdaTime: price('Lambda', 'GB-seconds', 1, 0.0000133334, 400_000, LAMBDA),
  // Each 512 KB of an answer are a request.
  apiRequests: price('API Gateway', 'requests', MILLION, 1, 0, 'https://aws.amazon.com/api-gateway/pricing/'),
  // Each 64 KB of a call are a request.
  queueRequests: price('SQS', 'requests', MILLION, 0.4, MILLION, 'https://aws.amazon.com/sqs/pricing/'),
  logsIn: price('CloudWatch', 'GB', 1, 0.5, 5, CLOUDWATCH),
  logsKept: price('CloudWatch', 'GB-months', 1, 0.03, 5, CLOUDWATCH),
  metrics: price('CloudWatch', 'metrics', 1, 0.3, 10, CLOUDWATCH),
  alarms: price('CloudWatch', 'metrics of alarms', 1, 0.1, 10, CLOUDWATCH),
  compositeAlarms: price('CloudWatch', 'composite alarms', 1, 0.5, 0, CLOUDWATCH),
  dashboards: price('CloudWatch', 'dashboards', 1, 3, 3, CLOUDWATCH),
  secretReads: price('KMS', 'requests', 10_000, 0.03, 20_000, 'https://aws.amazon.com/kms/pricing/'),
  transferOut: price('Transfer', 'GB', 1, 0.09, 100, 'https://aws.amazon.com/ec2/pricing/on-demand/'),
  mails: price('SES', 'mails', 1_000, 0.1, 0, 'https://aws.amazon.com/ses/pricing/'),
  // A card of the United States with a subscription: 2.9 % and 0.7 % for Billing, and 30 cents. In Europe it is less.
  stripeShare: price('Stripe', 'dollars paid', 100, 3.6, 0, STRIPE),
  stripePayments: price('Stripe', 'payments', 1, 0.3, 0, STRIPE),
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof PRICES;
