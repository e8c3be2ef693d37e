import { isUtf8 } from 'node:buffer';
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Match } from './routing';

/** Hop-by-hop headers end at the gateway (RFC 9110, section 7.6.1); cookies have a field of their own. */
const NOT_PASSED_ON = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'cookie',
]);

/** API Gateway hands over bodies of these types as text, forms and all else in base64. */
const TEXT_TYPE = /^(?:text\/[^;]+|application\/(?:json|xml|javascript))(?:\s*;|$)/i;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The event that an HTTP API makes of a request (payload format 2.0). What the documentation leaves open
 * (the path is decoded, the query is not, which bodies are text) is as captures of real events have it.
 * @param path the decoded path
 * @param body the whole body
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toHttpEvent(
  request: IncomingMessage,
  { route, pathParameters }: Match,
  path: string,
  body: Buffer,
): APIGatewayProxyEventV2 {
  const at = new Date();
  const { method = 'GET', url = '/', headers } = request;
  const host = headers.host ?? '127.0.0.1';
  const domainName = host.replace(/:\d+$/, '');
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  const cookies = (headers.cookie ?? '').split(/;\s*/).filter(Boolean);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: passedOn(request, sourceIp),
    ...(query !== '' && { queryStringParameters: joinRepeated(new URLSearchParams(query)) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName,
      domainPrefix: domainName.split('.')[0] ?? '',
      http: {
        method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: commonLogTime(at),
      timeEpoch: at.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...bodyFields(body, headers['content-type']),
  };
}

function passedOn(request: IncomingMessage, sourceIp: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (values !== undefined && !NOT_PASSED_ON.has(name)) headers[name] = values.join(',');
  }
  const forwarded = headers['x-forwarded-for'];
  return {
    ...headers,
    'x-amzn-trace-id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
    'x-forwarded-for': forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`,
    'x-forwarded-port': String(request.socket.localPort ?? ''),
    'x-forwarded-proto': 'http',
  };
}

function joinRepeated(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]),
  );
}

function bodyFields(body: Buffer, type: string | undefined): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  // What is not UTF-8 would not survive as a string.
  const isText = TEXT_TYPE.test(type ?? '') && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** Such as `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(at: Date): string {
  const iso = at.toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[at.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
