import type { OutgoingHttpHeaders } from 'node:http';
import * as z from 'zod/mini';

/** An answer, ready for the wire. */
export interface HttpResponse {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/** The function's answer is none that API Gateway takes. */
export class InvalidResponseError extends Error {
  override name = 'InvalidResponseError';
}

/** Lambda's limit of what a function answers, as JSON. */
const MOST_BYTES = 6 * 1024 * 1024;

const shape = z.object({
  statusCode: z.coerce.number().check(z.int(), z.minimum(100), z.maximum(599)),
  headers: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  cookies: z.optional(z.array(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
});

/**
 * The HTTP response of what a function returned (payload format 2.0): with a `statusCode` as it says,
 * else 200 with the returned value as JSON.
 * @throws InvalidResponseError
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toHttpResponse(answer: unknown): HttpResponse {
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) {
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? null);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
  }
  const result = shape.safeParse(answer);
  if (!result.success) throw new InvalidResponseError(`No HTTP response: ${z.prettifyError(result.error)}`);
  checkSize(answer);
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result.data;
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    status: statusCode,
    headers: {
      ...(body !== '' && { 'content-type': 'text/plain;charset=UTF-8' }),
      ...Object.fromEntries(lowerCase),
      ...(cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** As it is on AWS, what is too large there is no answer here either. */
function checkSize(answer: object & { body?: unknown }): void {
  // JSON makes a character 12 bytes at most, so nearly all answers need not be written out to know.
  if (typeof answer.body !== 'string' || answer.body.length * 12 < MOST_BYTES) return;
  const bytes = Buffer.byteLength(JSON.stringify(answer));
  if (bytes > MOST_BYTES)
    throw new InvalidResponseError(`The answer has ${bytes} bytes; Lambda takes ${MOST_BYTES}`);
}
