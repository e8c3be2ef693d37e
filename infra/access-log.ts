import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/**
 * What is written down of a request, some 220 bytes: at $0.50 a GB a million requests are 11 cents. Neither its path
 * nor its query, which hold tokens and what people search for, nor whom it came from.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const FIELDS = {
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  /** in ms, from the request to the whole answer */
  latency: '$context.responseLatency',
  /** in ms, of the function alone */
  integrationLatency: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  error: '$context.error.message',
};

/** Where API Gateway writes a line for each request. */
export const accessLogGroup = (scope: Construct): LogGroup =>
  new LogGroup(scope, 'AccessLog', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });

/** Has API Gateway write a line for each request. */
export const accessLog = (group: ILogGroup): IAccessLogSettings => ({
  destination: new LogGroupLogDestination(group),
  format: AccessLogFormat.custom(JSON.stringify(FIELDS)),
});
