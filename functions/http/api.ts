import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handled } from '../log/handled';
import { log } from '../log/log';
import { Problem, problemBody } from './problem';
import { urlOf } from './url';

/** A request as handlers see it. */
export interface ApiRequest {
  /** in upper case */
  method: string;
  /** as it was asked for, from the outside */
  url: URL;
  query: URLSearchParams;
  /** decoded parts of the path, by their names in the route */
  path: Record<string, string | undefined>;
  /** by their names in lower case */
  headers: Record<string, string | undefined>;
  /** each `name=value` */
  cookies: string[];
  /** the caller's IP address */
  caller: string;
  /** as it came; empty where there is none */
  body: Uint8Array;
}

/** A body that is gzipped already. */
export interface Packed {
  gzip: Buffer;
}

export interface Answer<Body extends string | Packed = string> {
  status: number;
  headers: Record<string, string>;
  /** for `Set-Cookie`, each on its own */
  cookies?: string[];
  body: Body;
}

type AnyAnswer = Answer<string | Packed>;

/** How a route says what is wrong. */
export type ShowProblem = (problem: Problem, request: ApiRequest) => Answer | Promise<Answer>;

export type ApiHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

const LARGEST_BODY = 4 * 1024 * 1024;

/** Smaller bodies fit into one packet as they are. */
const WORTH_PACKING = 1_000;

/** Any page may read what anyone may read. */
const OPEN_TO_ALL = { 'access-control-allow-origin': '*' };

/** Answers with JSON. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** A handler of an HTTP API that whoever holds the right token may call. @param show problem details where it is left out */
export const api =
  (handle: (request: ApiRequest) => Promise<AnyAnswer>, show: ShowProblem = problemAnswer): ApiHandler =>
  (event) =>
    inLog(event, async () => toResult(event, await answerTo(event, handle, show)));

/** A handler of an HTTP API for anyone, from any origin. @param show problem details where it is left out */
export const publicApi =
  (handle: (request: ApiRequest) => Promise<AnyAnswer>, show: ShowProblem = problemAnswer): ApiHandler =>
  (event) =>
    inLog(event, async () => {
      const answer = await answerTo(event, handle, show);
      return toResult(event, { ...answer, headers: { ...answer.headers, ...OPEN_TO_ALL } });
    });

/** Has all that is logged meanwhile name the request. */
const inLog = <Result>(
  { requestContext: { requestId, routeKey: route } }: APIGatewayProxyEventV2,
  answer: () => Promise<Result>,
): Promise<Result> => handled({ requestId, route }, answer);

/** The one place that turns errors into answers. A fault of ours says nothing of the inside. */
async function answerTo(
  event: APIGatewayProxyEventV2,
  handle: (request: ApiRequest) => Promise<AnyAnswer>,
  show: ShowProblem,
): Promise<AnyAnswer> {
  const request = requestOf(event);
  try {
    request.body = bodyOf(event);
    if (request.body.length > LARGEST_BODY) {
      throw new Problem(413, 'Too large', 'A body may hold up to 4 MB');
    }
    return await handle(request);
  } catch (error) {
    if (error instanceof Problem) {
      if (error.status >= 500) log.warn('A request could not be served', {}, error);
      return show(error, request);
    }
    log.error('A request failed', error);
    return show(
      new Problem(500, 'Internal error', 'Something went wrong here. Please try again later.'),
      request,
    );
  }
}

/** A request but for its body, so that whatever stands in that can be answered. */
const requestOf = (event: APIGatewayProxyEventV2): ApiRequest => ({
  method: event.requestContext.http.method,
  url: urlOf(event),
  query: new URLSearchParams(event.rawQueryString),
  path: event.pathParameters ?? {},
  headers: event.headers,
  cookies: event.cookies ?? [],
  caller: event.requestContext.http.sourceIp,
  body: new Uint8Array(),
});

const bodyOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Uint8Array =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

/** What is wrong, as problem details. */
export const problemAnswer = (problem: Problem): Answer => ({
  ...json(problem.status, problemBody(problem), problem.headers),
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...problem.headers },
});

function toResult(event: APIGatewayProxyEventV2, answer: AnyAnswer): APIGatewayProxyStructuredResultV2 {
  const headers: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    ...answer.headers,
    vary: ['accept-encoding', answer.headers['vary']].filter(Boolean).join(', '),
  };
  const body = packed(answer.body, event.headers['accept-encoding']);
  const cookies = answer.cookies === undefined ? {} : { cookies: answer.cookies };
  if (typeof body === 'string') return { statusCode: answer.status, headers, ...cookies, body };
  return {
    statusCode: answer.status,
    ...cookies,
    headers: { ...headers, 'content-encoding': 'gzip' },
    body: body.gzip.toString('base64'),
    isBase64Encoded: true,
  };
}

function packed(body: AnyAnswer['body'], accepted: string | undefined): AnyAnswer['body'] {
  if (typeof body !== 'string' || Buffer.byteLength(body) < WORTH_PACKING || !acceptsGzip(accepted))
    return body;
  return { gzip: gzipSync(body, { level: 5 }) };
}

/** Whether an answer may be gzipped. @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 */
export function acceptsGzip(header: string | undefined): boolean {
  const weights = new Map(
    (header ?? '')
      .toLowerCase()
      .split(',')
      .map((item) => {
        const [coding = '', ...parameters] = item.split(';').map((part) => part.trim());
        const weight = parameters.find((parameter) => parameter.startsWith('q='));
        return [coding, weight === undefined ? 1 : Number(weight.slice(2))] as const;
      }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
