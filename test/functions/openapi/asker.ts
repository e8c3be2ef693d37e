import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiHandler } from '../../../functions/http/api';
import { request } from '../../request';
import { faultsOf, type Operation, operationOf, resolved } from './described-api';

/** The function behind each route, by its folder. That the stack has the same is for openapi.test.ts of infra to say. */
export const HANDLERS: Record<string, string> = {
  'GET /articles': 'list',
  'GET /articles/{id}': 'article',
  'GET /feed.atom': 'feed-out',
  'GET /feed.rss': 'feed-out',
  'GET /feed.json': 'feed-out',
  'GET /export': 'export',
  'GET /sources': 'sources',
  'POST /sources': 'add-source',
  'PATCH /sources/{id}': 'change-source',
  'DELETE /sources/{id}': 'remove-source',
  'GET /sources.opml': 'opml-export',
  'POST /sources.opml': 'opml-import',
  'POST /sources/{id}/remove': 'remove-source',
  'POST /fetch': 'trigger',
  'GET /cycles/{id}': 'cycles',
  'POST /sign-in': 'sign-in',
  'GET /sign-in': 'sign-in-page',
  'POST /sign-in/confirm': 'confirm-sign-in',
  'POST /sign-out': 'sign-out',
  'GET /me': 'me',
  'DELETE /me': 'forget-me',
  'PUT /me/digest': 'set-digest',
  'GET /me/mails': 'my-mails',
  'GET /unsubscribe': 'unsubscribe-page',
  'POST /unsubscribe': 'unsubscribe',
  'POST /digests': 'send-digests',
  'GET /account': 'account-page',
  'GET /account/export': 'account-page',
  'GET /account/delete': 'account-page',
  'POST /account/delete': 'forget-me',
  'POST /account/digest': 'set-digest',
  'GET /plans': 'plans-page',
  'POST /checkout': 'checkout',
  'GET /checkout/return': 'checkout-return',
  'POST /passes': 'passes',
  'POST /portal': 'portal',
  'POST /stripe/webhook': 'stripe-webhook',
  'GET /': 'reading-pages',
  'GET /read/{id}': 'reading-pages',
  'GET /from': 'reading-pages',
  'GET /from/{id}': 'reading-pages',
  'GET /assets/{file}': 'reading-pages',
  'GET /sw.js': 'reading-pages',
  'GET /admin': 'admin-page',
  'POST /admin/sign-in': 'admin-session',
  'POST /admin/sign-out': 'admin-session',
  'GET /openapi.json': 'openapi',
};

/** A request; without headers or cookies of its own it shows a token that is enough. */
export interface Sent {
  query?: string;
  id?: string | undefined;
  headers?: Record<string, string>;
  cookies?: string[];
  body?: string;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** A body of JSON. */
export const json = (value: unknown): Sent => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});

/** What a form of a page sends. */
export const form = (fields: Record<string, string>): Sent => ({
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

export const PAGE = 'text/html; charset=utf-8';
export const PROBLEM = 'application/problem+json';

/** What both of `Asker.both` are answered where something is wrong. */
export const bothProblems = (status: number): unknown[] => [
  [status, PROBLEM],
  [status, PAGE],
];

/** The same with a token. */
export const as = (token: string | undefined, sent: Sent = {}): Sent => ({
  ...sent,
  headers: { ...sent.headers, authorization: `Bearer ${token}` },
});

/** Asks routes, and holds what they answer against the document. */
export class Asker {
  /** by the roles that the document names */
  readonly tokens: Record<string, string> = {};
  /** cookies that forms bring, by role; they show the token where there are none */
  readonly cookies: Record<string, string[]> = {};
  /** ids of what there is to ask for, by route */
  readonly ids: Record<string, string> = {};
  /** what is well-formed, by route, where that is not nothing */
  readonly samples: Record<string, Sent> = {};
  private readonly seen = new Set<string>();

  /** Asks as a program and by a form. @returns what each was answered: its status and type */
  readonly both = async (
    route: string,
    fields: Record<string, string>,
    more: (sent: Sent) => Sent = (sent) => sent,
  ): Promise<unknown[]> => {
    const answers = [await this.ask(route, more(json(fields))), await this.ask(route, more(form(fields)))];
    return answers.map(({ status, headers }) => [status, headers['content-type']]);
  };

  /** Asks a route. Status, type, headers and every field of the answer must be as the document says. */
  readonly ask = async (route: string, sent: Sent = {}): Promise<Answered> => {
    const answered = parsed(await this.send(route, sent));
    const type = typeOf(answered);
    this.seen.add(`${route} ${answered.status} ${type}`);
    expect({ route, faults: faultsOfAnswer(route, answered) }).toEqual({ route, faults: [] });
    return answered;
  };

  private async send(
    route: string,
    { query = '', id = this.ids[route], headers, cookies: given, body }: Sent,
  ): Promise<APIGatewayProxyStructuredResultV2> {
    const { handler } = (await import(`../../../functions/${HANDLERS[route]}/handler`)) as {
      handler: ApiHandler;
    };
    const operation = operationOf(route);
    const [role = ''] = operation.security?.flatMap((requirement) => requirement['bearer'] ?? []) ?? [];
    const cookies = given ?? (isOfForm(headers) ? this.cookies[role] : undefined);
    const shown = cookies === undefined && !isOpen(operation);
    return handler(
      request(`${route}${query}`, {
        headers: { ...(shown && { authorization: `Bearer ${this.tokens[role]}` }), ...headers },
        ...(cookies !== undefined && { cookies }),
        ...(id !== undefined && { pathParameters: { id, file: id } }),
        ...(body !== undefined && { body }),
      }),
    );
  }

  /** In which ways routes have answered: with their statuses and types. */
  seenOf(routes: [string, Operation][]): string[] {
    const names = new Set(routes.map(([route]) => route));
    return [...this.seen].filter((way) => names.has(way.split(' ').slice(0, 2).join(' '))).sort();
  }

  /** In which ways the document says that they answer. */
  documentedOf(routes: [string, Operation][]): string[] {
    return routes
      .flatMap(([route, { responses }]) =>
        Object.entries(responses).flatMap(([status, response]) =>
          Object.keys(resolved(response).content ?? { '': {} }).map((type) => `${route} ${status} ${type}`),
        ),
      )
      .sort();
  }
}

const isOfForm = (headers: Record<string, string> = {}): boolean =>
  /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/.test(headers['content-type'] ?? '');

/** Whether an operation may be asked with no token at all. */
export const isOpen = ({ security = [{}] }: Operation): boolean =>
  security.some((requirement) => Object.keys(requirement).length === 0);

function parsed({
  statusCode = 0,
  headers = {},
  cookies = [],
  body = '',
}: APIGatewayProxyStructuredResultV2): Answered {
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  if (cookies.length > 0) named['set-cookie'] = cookies.join('\n');
  const isJson = /^application\/([\w.-]+\+)?json\b/.test(named['content-type'] ?? '');
  return { status: statusCode, headers: named, body: isJson ? JSON.parse(body) : body };
}

const typeOf = ({ headers }: Answered): string => headers['content-type']?.split(';')[0] ?? '';

function faultsOfAnswer(route: string, answered: Answered): string[] {
  const { status, headers, body } = answered;
  const response = operationOf(route).responses[status];
  if (response === undefined) return [`${status} is not documented`];
  const { content, headers: documented = {} } = resolved(response);
  const missing = Object.keys(documented)
    .filter((name) => name !== 'Link' && headers[name.toLowerCase()] === undefined)
    .map((name) => `no header ${name}`);
  const wrong = Object.entries(documented).flatMap(([name, header]) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? [] : faultsOf(resolved(header).schema, value);
  });
  const untold = ['set-cookie', 'location', 'retry-after'].filter(
    (name) =>
      headers[name] !== undefined && !Object.keys(documented).some((header) => header.toLowerCase() === name),
  );
  const faults = [...missing, ...wrong, ...untold.map((name) => `the header ${name}`)];
  if (content === undefined) return [...faults, ...(body === '' ? [] : ['a body'])];
  const media = content[typeOf(answered)];
  return [
    ...faults,
    ...(media === undefined ? [`the type ${typeOf(answered)}`] : faultsOf(media.schema, body)),
  ];
}
