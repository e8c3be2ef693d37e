import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Address, parseAddress, readerOf } from '../../../functions/readers/address';
import { type Reader, welcomeReader } from '../../../functions/readers/reader';
import { openSession } from '../../../functions/readers/session';
import type { Item } from '../../../functions/table/client';
import type { Fuse } from '../../fuse';
import { request } from '../../request';
import { type Service, startService } from '../../service';
import { StripeDouble } from '../../stripe-double';

/** Somebody who is signed in. */
export interface Person {
  reader: Reader;
  token: string;
}

export interface Sent {
  /** who is signed in, by their token */
  as?: Person | undefined;
  headers?: Record<string, string>;
  cookies?: string[];
  /** JSON where it is an object */
  body?: unknown;
  /** fields of a form on a page of ours */
  form?: Record<string, string>;
  /** IP address */
  from?: string;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  text: string;
  /** of JSON */
  body: Record<string, unknown>;
}

/** Handlers that sell, with a real table, real sign-ins and a Stripe of our own. */
export class Shop {
  private constructor(
    readonly service: Service,
    readonly stripe: StripeDouble,
  ) {}

  /** @param fuse what stands between the handlers and both table and Stripe */
  static async open(fuse?: Fuse): Promise<Shop> {
    const service = await startService();
    const stripe = await StripeDouble.start();
    stripe.setUp(service.secrets);
    for (const variable of fuse === undefined ? [] : ['AWS_ENDPOINT_URL_DYNAMODB', 'STRIPE_API_BASE']) {
      process.env[variable] = await fuse?.guard(process.env[variable] ?? '');
    }
    return new Shop(service, stripe);
  }

  async close(): Promise<void> {
    await this.stripe.stop();
    await this.service.stop();
  }

  /** Signs somebody in. */
  async signIn(email: string): Promise<Person> {
    const reader = await welcomeReader(this.service.table, addressOf(email));
    return { reader, token: await openSession(this.service.table, reader) };
  }

  /** Calls a handler by its folder's name. @param route such as `POST /checkout` */
  async call(name: string, route: string, sent: Sent = {}): Promise<Answered> {
    const { handler } = (await import(`../../../functions/${name}/handler`)) as { handler: Handler };
    const event = request(route, { headers: headersOf(sent), cookies: sent.cookies ?? [], ...bodyOf(sent) });
    if (sent.from !== undefined) event.requestContext.http.sourceIp = sent.from;
    const { statusCode = 0, headers = {}, cookies = [], body = '' } = await handler(event);
    const isJson = /json/.test(String(headers['content-type']));
    return {
      status: statusCode,
      headers: headers as Record<string, string>,
      cookies,
      text: body,
      body: isJson ? JSON.parse(body) : {},
    };
  }

  /** The items of a person's partition. */
  itemsOf({ reader }: Person): Promise<Item[]> {
    return this.service.table.items(`READER#${reader.id}`);
  }

  /** What the double has of a kind, such as `customer`. */
  all(kind: string) {
    return this.stripe.account.store.all(kind);
  }
}

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** Lets so many milliseconds pass for all that look at the clock. */
export function passTime(ms: number): void {
  const now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now + ms);
}

export function addressOf(email: string): Address {
  const address = parseAddress(email);
  if (address === null) throw new Error(`${email} is no address`);
  return address;
}

/** Whose access a payment for an address is to be. */
export const readerIdOf = (email: string): string => readerOf(addressOf(email));

const headersOf = ({ as, headers, body, form }: Sent): Record<string, string> => ({
  ...(as && { authorization: `Bearer ${as.token}` }),
  ...(body !== undefined && { 'content-type': 'application/json' }),
  ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
  ...headers,
});

function bodyOf({ body, form }: Sent): { body?: string } {
  if (form !== undefined) return { body: new URLSearchParams(form).toString() };
  if (body === undefined) return {};
  return { body: typeof body === 'string' ? body : JSON.stringify(body) };
}
