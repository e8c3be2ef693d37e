import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handler } from '../../../functions/stripe-webhook/handler';
import { request } from '../../request';
import type { StripeDouble } from '../../stripe-double';
import type { StripeEvent } from '../../stripe-double/account';

/** Hands the webhook what was sent; a body of bytes as API Gateway does, in base64. */
export function post(
  body: string | Buffer,
  headers: Record<string, string>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const isText = typeof body === 'string';
  return handler(
    request('POST /stripe/webhook', {
      headers,
      body: isText ? body : body.toString('base64'),
      isBase64Encoded: !isText,
    }),
  );
}

/** Delivers an event as Stripe does. @returns the status of the answer */
export async function deliver(double: StripeDouble, event: StripeEvent): Promise<number> {
  const { body, headers } = double.delivery(event);
  return (await post(body, headers)).statusCode ?? 0;
}
