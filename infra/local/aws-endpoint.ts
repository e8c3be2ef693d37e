import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from './listen';
import { messageOf } from './problem';

/** An answer that is an error of the service; the SDK makes its exception of the code. */
export class AwsError extends Error {
  override name = 'AwsError';

  /** @param code the exception's name, such as `ParameterNotFound` */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The actions that are served, by their name in `X-Amz-Target`, such as `AmazonSQS.SendMessage`. */
export type Actions = Record<string, (input: unknown) => Promise<unknown>>;

export interface AwsEndpoint {
  /** for AWS_ENDPOINT_URL_…; its path is a secret, as parameters can be read here */
  url: string;
  close(): Promise<void>;
}

/** More than SQS takes in one call, with what JSON adds to it. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Serves actions of AWS services on a free loopback port.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export async function startAwsEndpoint(actions: Actions): Promise<AwsEndpoint> {
  const secret = `/${randomUUID()}/`;
  const server = createServer((request, response) => {
    const authorised = request.url?.startsWith(secret) || `${request.url}/` === secret;
    if (authorised) void answer(actions, request, response);
    else response.writeHead(403).end();
  });
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${port}${secret.slice(0, -1)}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(actions: Actions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const target = String(request.headers['x-amz-target']);
    const body = await readBody(request);
    const action = actions[target];
    if (action === undefined)
      throw new AwsError('UnknownOperationException', `${target} is not served locally`);
    send(response, 200, await action(JSON.parse(body || '{}')));
  } catch (error) {
    const known = error instanceof AwsError;
    const code = known ? error.code : 'InternalServerError';
    send(response, known ? 400 : 500, { __type: code, message: messageOf(error) });
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new AwsError('RequestEntityTooLarge', 'The request is too large');
  }
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}
