import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Cors } from './stack';

/** Whether a request asks what another origin may do, which the gateway answers by itself. */
export const isPreflight = (request: IncomingMessage): boolean =>
  request.method === 'OPTIONS' &&
  request.headers.origin !== undefined &&
  request.headers['access-control-request-method'] !== undefined;

/** The answer to a preflight request: none of the headers where the origin is not allowed. */
export function preflightHeaders(cors: Cors, origin: string): OutgoingHttpHeaders {
  const headers = originHeaders(cors, origin);
  if (headers === null) return {};
  if (cors.allowMethods.length > 0) headers['access-control-allow-methods'] = cors.allowMethods.join(',');
  if (cors.allowHeaders.length > 0) headers['access-control-allow-headers'] = cors.allowHeaders.join(',');
  if (cors.maxAge !== null) headers['access-control-max-age'] = String(cors.maxAge);
  return headers;
}

/**
 * The headers of an answer to an origin, in place of the function's own CORS headers, which an HTTP API
 * ignores once CORS is configured.
 * @param origin undefined where the request named none
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function withCors(
  headers: OutgoingHttpHeaders,
  cors: Cors,
  origin: string | undefined,
): OutgoingHttpHeaders {
  const others = Object.entries(headers).filter(([name]) => !name.startsWith('access-control-'));
  const allowed = origin === undefined ? null : originHeaders(cors, origin);
  if (allowed !== null && cors.exposeHeaders.length > 0) {
    allowed['access-control-expose-headers'] = cors.exposeHeaders.join(',');
  }
  return { ...Object.fromEntries(others), ...allowed };
}

function originHeaders(cors: Cors, origin: string): OutgoingHttpHeaders | null {
  const isAnyAllowed = cors.allowOrigins.includes('*');
  if (!isAnyAllowed && !cors.allowOrigins.includes(origin)) return null;
  return {
    'access-control-allow-origin': isAnyAllowed ? '*' : origin,
    ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
  };
}
