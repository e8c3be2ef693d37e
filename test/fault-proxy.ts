import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What happens to a call:
 * - `throttled`, `slow down`: refused, as one partition or the whole table has too much to do
 * - `failed`: refused by a fault of the service's own
 * - `reset`: the connection breaks before anything is done
 * - `unanswered`: it is done, and the connection breaks
 * - `cut`: it is done, and the connection breaks in the middle of the answer
 * - `silent`: it is done, and nothing ever comes
 * - `partial`, `none`: of a batch half are done, or none, and the others given back; another call is as ever
 */
export type Fault =
  | 'throttled'
  | 'slow down'
  | 'failed'
  | 'reset'
  | 'unanswered'
  | 'cut'
  | 'silent'
  | 'partial'
  | 'none';

/** A call, by its number and by what is asked for. */
export interface Call {
  number: number;
  /** such as `PutItem` */
  action: string;
}

/** Stands between the handlers and their table, and does to calls what a test has in mind. */
export class FaultProxy {
  /** What happens to a call; null for nothing. */
  faultOf: (call: Call) => Fault | null = () => null;
  /** how many calls something happened to */
  faults = 0;
  private calls = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async start(target: string): Promise<FaultProxy> {
    const server = createServer((incoming, outgoing) => void proxy.take(incoming, outgoing));
    const proxy = new FaultProxy(server, new URL(target));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Lets everything through again. */
  mend(): void {
    this.faultOf = () => null;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async take(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await read(incoming);
    const action = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const fault = this.faultOf({ number: this.calls++, action });
    if (fault !== null) this.faults++;
    if (fault === 'reset') return void incoming.socket.destroy();
    const refusal = REFUSALS[fault ?? ''];
    if (refusal !== undefined) return answer(outgoing, refusal.status, refusal);
    if (fault === 'partial' || fault === 'none') {
      const share = fault === 'none' ? 0 : 1 / 2;
      return this.doSome(incoming, outgoing, action, split(JSON.parse(body.toString()), share));
    }
    const { status, headers, bytes } = await this.forward(incoming, body);
    if (fault === 'silent') return;
    if (fault === 'unanswered') return void incoming.socket.destroy();
    outgoing.writeHead(status, { ...headers, 'content-length': bytes.length });
    if (fault === 'cut') outgoing.write(bytes.subarray(0, 1), () => incoming.socket.destroy());
    else outgoing.end(bytes);
  }

  /** Does a part of a batch, and gives the rest back. */
  private async doSome(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    action: string,
    { done, left }: Parts,
  ): Promise<void> {
    const isNone = Object.keys(done.RequestItems ?? { all: [] }).length === 0;
    const { status, bytes } = isNone
      ? { status: 200, bytes: Buffer.from('{}') }
      : await this.forward(incoming, Buffer.from(JSON.stringify(done)));
    const told = JSON.parse(bytes.toString()) as object;
    const unprocessed = action === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
    answer(outgoing, status, action.startsWith('Batch') ? { ...told, [unprocessed]: left } : told);
  }

  private async forward(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; headers: IncomingMessage['headers']; bytes: Buffer }> {
    const { hostname, port } = this.target;
    const sent = { ...headers, 'content-length': String(body.length) };
    const response = await new Promise<IncomingMessage>((done, failed) => {
      request({ hostname, port, method, path: url, headers: sent }, done).on('error', failed).end(body);
    });
    const { 'transfer-encoding': _, ...kept } = response.headers;
    return { status: response.statusCode ?? 500, headers: kept, bytes: await read(response) };
  }
}

const REFUSALS: Record<string, { status: number; __type: string; message: string }> = {
  throttled: {
    status: 400,
    __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    message: 'The level of configured provisioned throughput for the table was exceeded.',
  },
  'slow down': {
    status: 400,
    __type: 'com.amazon.coral.availability#ThrottlingException',
    message: 'Rate of requests exceeds the allowed throughput.',
  },
  failed: {
    status: 500,
    __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
    message: 'Internal server error',
  },
};

/** What is asked for of each table: requests to write, or keys to read. */
type Items = Record<string, unknown[] | { Keys: unknown[] }>;
type Batch = { RequestItems?: Items };

interface Parts {
  done: Batch;
  left: Items;
}

/** The first part of a batch, rounded up, and the rest as the table gives it back. What is no batch is one. */
function split(asked: Batch, share: number): Parts {
  if (asked.RequestItems === undefined) return { done: asked, left: {} };
  const done: Items = {};
  const left: Items = {};
  for (const [table, wanted] of Object.entries(asked.RequestItems)) {
    const all = Array.isArray(wanted) ? wanted : wanted.Keys;
    const count = Math.ceil(all.length * share);
    const as = (some: unknown[]) => (Array.isArray(wanted) ? some : { ...wanted, Keys: some });
    if (count > 0) done[table] = as(all.slice(0, count));
    if (count < all.length) left[table] = as(all.slice(count));
  }
  return { done: { ...asked, RequestItems: done }, left };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function answer(outgoing: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  outgoing.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
  });
  outgoing.end(text);
}
