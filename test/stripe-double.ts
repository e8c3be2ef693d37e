import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import type { Secrets } from '../infra/local/secrets';
import { StripeAccount, type StripeEvent } from './stripe-double/account';
import { parseForm } from './stripe-double/form';
import { IdempotencyKeys } from './stripe-double/idempotency';
import { refuseUnknown, routeOf } from './stripe-double/parameters';
import { noSuch, Refusal } from './stripe-double/refusal';
import { ROUTES } from './stripe-double/routes';

/** A call that came in. */
export interface StripeCall {
  /** such as `POST /v1/customers`, `GET /v1/customers/:id` */
  route: string;
  /** the object of the path, empty where there is none */
  id: string;
  /** the parameters as they came */
  sent: string;
  idempotencyKey: string | undefined;
}

/** Which calls fail, and how: before anything was done, or once it was done and only the answer is lost. */
export interface Fault {
  /** calls that still succeed, 0 where left out */
  after?: number;
  /** calls that then fail, 1 where left out; Infinity until `mend()` */
  calls?: number;
  when?: 'before' | 'after';
  /** only those of this route; all where left out */
  route?: string;
  /** 500 where left out; 0 hangs up */
  status?: number;
  /** a failure that Stripe keeps to the idempotency key and gives again; of those before */
  isKept?: boolean;
}

interface Reply {
  status: number;
  body: string;
  isReplayed?: boolean;
}

type SetFault = Required<Omit<Fault, 'route'>> & Pick<Fault, 'route'>;

/**
 * Stripe's API on this machine, as far as Newsreel calls it: it refuses what Stripe refuses and keeps idempotency
 * keys as Stripe does. `account` is what lies behind it, where people pay, cancel and ask for their money back.
 */
export class StripeDouble {
  readonly key = 'sk_test_double';
  readonly webhookSecret = 'whsec_double';
  account = new StripeAccount();
  readonly calls: StripeCall[] = [];
  readonly idempotencyKeys = new IdempotencyKeys();
  /** Awaited between doing and answering: what a slow answer holds is as old as its beginning. */
  answering: ((call: StripeCall) => Promise<unknown>) | undefined;
  private faults: SetFault[] = [];
  private failed = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StripeDouble> {
    const server = createServer();
    const double = new StripeDouble(server);
    server.on('request', (request, response) => void double.serve(request, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Sets up everything by which functions find it, with the price that is sold and an older one of ours. */
  setUp(secrets: Pick<Secrets, 'hold'>): void {
    secrets.hold('stripe-secret-key', this.key);
    secrets.hold('stripe-webhook-secret', this.webhookSecret);
    Object.assign(process.env, {
      STRIPE_API_BASE: this.url,
      STRIPE_PRICE_ID: 'price_newsreel,price_newsreel_old',
      NEWSREEL_PAID: 'true',
    });
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }

  /** Begins anew, with an empty account under the same address and key. */
  reset(): void {
    this.account = new StripeAccount();
    this.calls.length = 0;
    this.idempotencyKeys.clear();
    this.answering = undefined;
    this.mend();
  }

  /** How often a route was called. */
  count(route: string): number {
    return this.calls.filter((call) => call.route === route).length;
  }

  fail({ after = 0, calls = 1, when = 'before', status = 500, isKept = false, route }: Fault = {}): void {
    this.faults.push({ after, calls, when, status, isKept, ...(route && { route }) });
  }

  /** Nothing fails any more. @returns whether a call has failed since the last time */
  mend(): boolean {
    const hasFailed = this.failed > 0;
    this.faults = [];
    this.failed = 0;
    return hasFailed;
  }

  /** An event as the webhook brings it: its text, and the headers that sign it. */
  delivery(
    event: StripeEvent,
    { secret = this.webhookSecret, at = Date.now() }: { secret?: string; at?: number } = {},
  ): { body: string; headers: Record<string, string> } {
    const body = JSON.stringify(event, null, 2);
    const timestamp = Math.floor(at / 1000);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
    return {
      body,
      headers: { 'stripe-signature': signature, 'content-type': 'application/json; charset=utf-8' },
    };
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://stripe');
    let sent = url.search.slice(1);
    for await (const chunk of request) sent += String(chunk);
    const key = request.headers['idempotency-key'];
    const found = routeOf(request.method ?? '', url.pathname);
    const call: StripeCall = {
      route: found?.route ?? `${request.method} ${url.pathname}`,
      id: found?.id ?? '',
      sent,
      idempotencyKey: request.method === 'POST' && typeof key === 'string' ? key : undefined,
    };
    this.calls.push(call);
    const fault = this.nextFault(call);
    const reply = await this.reply(call, request, fault?.when === 'before' ? fault : null);
    if (fault?.status === 0) {
      request.socket.destroy();
      return;
    }
    const { status, body, isReplayed }: Reply =
      fault === null ? reply : { status: fault.status, body: FAILURE };
    response.writeHead(status, {
      'content-type': 'application/json',
      'request-id': `req_${this.calls.length}`,
      'stripe-version': '2026-10-28.endive',
      // Tests say themselves what is tried again; the library would do it twice, and wait.
      ...(isReplayed && { 'idempotent-replayed': 'true' }),
      ...(status >= 500 && { 'stripe-should-retry': 'false' }),
    });
    response.end(body);
  }

  private nextFault({ route }: StripeCall): SetFault | null {
    const fault = this.faults.find(
      (one) => one.calls > 0 && (one.route === undefined || one.route === route),
    );
    if (fault === undefined || fault.after-- > 0) return null;
    fault.calls--;
    this.failed++;
    return fault;
  }

  private async reply(
    call: StripeCall,
    { headers }: IncomingMessage,
    failure: SetFault | null,
  ): Promise<Reply> {
    const key = call.idempotencyKey;
    let isMine = false;
    try {
      if (headers.authorization !== `Bearer ${this.key}`) {
        throw new Refusal(401, 'api_key_invalid', 'Invalid API Key provided');
      }
      if (headers['stripe-version'] !== '2026-10-28.endive') {
        throw new Refusal(
          400,
          'api_version_invalid',
          `Invalid Stripe API version: ${headers['stripe-version']}`,
        );
      }
      if (failure !== null && !failure.isKept) return { status: failure.status, body: FAILURE };
      if (key !== undefined) {
        const before = this.idempotencyKeys.begin(key, `${call.route} ${call.id} ${call.sent}`);
        if (before !== null) return { ...before, isReplayed: true };
        isMine = true;
      }
      const reply =
        failure === null
          ? { status: 200, body: JSON.stringify(this.perform(call)) }
          : { status: failure.status, body: FAILURE };
      await this.answering?.(call);
      if (key !== undefined) this.idempotencyKeys.finish(key, reply);
      return reply;
    } catch (error) {
      // What is refused was not begun, so its key is free again.
      if (key !== undefined && isMine) this.idempotencyKeys.forget(key);
      if (error instanceof Refusal) return { status: error.status, body: error.body };
      throw error;
    }
  }

  private perform({ route, id, sent }: StripeCall): unknown {
    const work = ROUTES[route];
    if (work === undefined) throw noSuch('route', route, undefined, 404);
    const { form, paths } = parseForm(sent);
    refuseUnknown(route, paths);
    const expand = form['expand'];
    const expanded = typeof expand === 'object' ? Object.values(expand).map(String) : [];
    return this.account.store.expanded(work(this.account, form, id), expanded);
  }
}

const FAILURE = JSON.stringify({ error: { type: 'api_error', message: 'An error occurred' } });
