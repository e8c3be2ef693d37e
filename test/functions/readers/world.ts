import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { startAwsEndpoint } from '../../../infra/local/aws-endpoint';
import { Secrets } from '../../../infra/local/secrets';
import { ssmActions } from '../../../infra/local/ssm';
import { request } from '../../request';
import { startTable, type TestTable } from '../../table';
import { type SesServer, startSes } from './ses-server';

export const ADMIN_TOKEN = 'the-admin-token';

/** What a handler answered. */
export interface Answered {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  /** parsed where it is JSON */
  body: unknown;
}

export interface Sent {
  headers?: Record<string, string>;
  cookies?: string[];
  /** an object is sent as JSON, parameters as a form */
  body?: object | string | URLSearchParams;
  caller?: string;
}

/** The handlers of signing in with real parts: a table over HTTP, secrets in a file, a server that takes mail. */
export interface World {
  table: TestTable;
  ses: SesServer;
  /** calls a handler by its folder's name @param route such as `POST /sign-in` */
  call(name: string, route: string, sent?: Sent): Promise<Answered>;
  /** the token of a link that was mailed to an address just now */
  mailedLink(email: string): Promise<string>;
  /** signs in by a mail @returns the reader's token */
  signIn(email: string): Promise<string>;
  /** puts secrets in place of those that are there */
  setSecrets(secrets: Record<string, string>): void;
  secrets: Secrets;
  stop(): Promise<void>;
}

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** Starts a world of its own for a test file. */
export async function startWorld(): Promise<World> {
  const table = await startTable();
  const ses = await startSes();
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-test-'));
  const file = path.join(folder, 'secrets.json');
  const setSecrets = (secrets: Record<string, string>) =>
    writeFileSync(file, JSON.stringify({ 'admin-token': ADMIN_TOKEN, ...secrets }));
  setSecrets({});
  const secrets = new Secrets(file, {});
  const endpoint = await startAwsEndpoint(ssmActions(secrets));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SSM: endpoint.url,
    AWS_ENDPOINT_URL_SES: ses.url,
    NEWSREEL_MAIL_FROM: 'Newsreel <news@newsreel.example>',
    NEWSREEL_MAIL_CONFIGURATION: 'mails-of-tests',
    NEWSREEL_PAID: '',
  });

  const world: World = {
    table,
    ses,
    setSecrets,
    secrets,
    call: async (name, route, sent = {}) => {
      const { handler } = (await import(`../../../functions/${name}/handler`)) as { handler: Handler };
      return answered(await handler(eventOf(route, sent)));
    },
    mailedLink: async (email) => {
      const { status } = await world.call('sign-in', 'POST /sign-in', { body: { email } });
      expect(status).toBe(202);
      const link = /https?:\S+\/sign-in\?token=(\S+)/.exec(ses.mails.at(-1)?.text ?? '');
      return decodeURIComponent(link?.[1] ?? '');
    },
    signIn: async (email) => {
      const { body } = await world.call('confirm-sign-in', 'POST /sign-in/confirm', {
        body: { token: await world.mailedLink(email) },
      });
      return (body as { token: string }).token;
    },
    stop: async () => {
      await endpoint.close();
      await ses.stop();
      await table.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

function eventOf(route: string, { headers = {}, cookies, body, caller }: Sent): APIGatewayProxyEventV2 {
  const event = request(route, { headers: { host: 'news.example', ...headers } });
  if (cookies !== undefined) event.cookies = cookies;
  if (caller !== undefined) event.requestContext.http.sourceIp = caller;
  if (body instanceof URLSearchParams) {
    // As API Gateway hands over forms.
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    event.headers = { ...form, 'sec-fetch-site': 'same-origin', ...event.headers };
    event.body = Buffer.from(body.toString()).toString('base64');
    event.isBase64Encoded = true;
  } else if (body !== undefined) {
    event.headers = { 'content-type': 'application/json', ...event.headers };
    event.body = typeof body === 'string' ? body : JSON.stringify(body);
  }
  return event;
}

function answered({ statusCode = 0, headers = {}, cookies = [], body }: APIGatewayProxyStructuredResultV2) {
  const isJson = /json/.test(String(headers['content-type']));
  return {
    status: statusCode,
    headers: headers as Record<string, string>,
    cookies,
    body: isJson ? JSON.parse(body ?? 'null') : body,
  };
}

export const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
});
