import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StripeDouble } from '../stripe-double';

/** Where the double says that its pages are. */
const PAGES = /https:\/\/(?:checkout|billing)\.stripe\.test/g;

/** What a card's payment is before it is through. */
const UNDER_WAY = { status: 'complete', payment_status: 'unpaid' };

/**
 * The Stripe double with pages that a browser can open, at one origin with its API: its Checkout, which a click
 * pays, and the place of its customer portal.
 */
export class StripePages {
  /** How often the next Checkout is looked at before its payment is through. */
  looksBeforePaid = 0;

  private constructor(
    private readonly server: Server,
    readonly double: StripeDouble,
  ) {}

  static async start(): Promise<StripePages> {
    const server = createServer();
    const pages = new StripePages(server, await StripeDouble.start());
    server.on('request', (request, response) => {
      pages.answer(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return pages;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What sets a local run up with it. */
  get settings(): Record<string, string> {
    const { key, webhookSecret } = this.double;
    return {
      STRIPE_API_BASE: this.url,
      STRIPE_SECRET_KEY: key,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_PRICE_ID: 'price_newsreel',
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await Promise.all([new Promise((done) => this.server.close(done)), this.double.stop()]);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', this.url);
    const checkout = /^\/c\/pay\/(\w+)$/.exec(pathname)?.[1];
    if (checkout !== undefined && request.method === 'POST') this.pay(checkout, response);
    else if (checkout !== undefined)
      show(response, 'Checkout', '<form method="post"><button>Pay</button></form>');
    else if (pathname.startsWith('/p/session/')) show(response, 'Customer portal', '');
    else await this.pass(request, response);
  }

  /** Leads back at once, as Stripe does, though the payment may take until somebody has looked for it. */
  private pay(id: string, response: ServerResponse): void {
    const { account } = this.double;
    const session = account.store.get('checkout.session', id);
    const location = String(session['success_url']).replace('{CHECKOUT_SESSION_ID}', id);
    if (this.looksBeforePaid === 0) account.pay(id);
    else this.underWay.set(id, this.looksBeforePaid);
    this.looksBeforePaid = 0;
    response.writeHead(303, { location }).end();
  }

  private readonly underWay = new Map<string, number>();

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { host: _, connection: __, ...headers } = request.headers as Record<string, string>;
    const answer = await fetch(this.double.url + request.url, {
      method: request.method ?? 'GET',
      headers,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const text = (await answer.text()).replace(PAGES, this.url);
    const looked = /^\/v1\/checkout\/sessions\/(\w+)/.exec(request.url ?? '')?.[1] ?? '';
    response.writeHead(answer.status, withoutLength(answer.headers));
    response.end(this.underWay.has(looked) ? this.stillUnderWay(looked, text) : text);
  }

  private stillUnderWay(id: string, text: string): string {
    const left = (this.underWay.get(id) ?? 0) - 1;
    this.underWay.set(id, left);
    if (left <= 0) {
      this.underWay.delete(id);
      this.double.account.pay(id);
    }
    return JSON.stringify({ ...JSON.parse(text), ...UNDER_WAY });
  }
}

const withoutLength = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    [...headers].filter(([name]) => !['content-length', 'connection', 'transfer-encoding'].includes(name)),
  );

const show = (response: ServerResponse, title: string, content: string): void =>
  void response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(
      `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>${title}</title><h1>${title}</h1>${content}</html>`,
    );
