import { signAdminSession } from '../../../functions/admin/session';
import type { ApiHandler } from '../../../functions/http/api';
import { type Address, readerOf } from '../../../functions/readers/address';
import { openStripe } from '../../../functions/stripe/client';
import { syncCustomer } from '../../../functions/stripe/sync';
import { request } from '../../request';
import { type Service, startService } from '../../service';
import { StripeDouble } from '../../stripe-double';
import { HANDLERS } from './asker';
import { operationOf, operations } from './described-api';
import { signIn } from './sign-in';

let service: Service;
let stripe: StripeDouble;

beforeAll(async () => {
  [service, stripe] = await Promise.all([startService(), StripeDouble.start()]);
  stripe.setUp(service.secrets);
  const email = 'member@example.org';
  const { id } = stripe.account.createCustomer({ email });
  stripe.account.subscribe(id);
  const client = await openStripe();
  if (client === null) throw new Error('Stripe is set up here');
  await signIn(service.table, email);
  adminSessions.set('the-admin-token', await signAdminSession('the-admin-token', Date.now()));
  await syncCustomer({ table: service.table, stripe: client }, id, { reader: readerOf(email as Address) });
});

afterAll(() => Promise.all([service.stop(), stripe.stop()]));

/** Who there is, with the roles that they have. */
const PEOPLE: Record<string, { roles: string[]; signIn: () => Promise<string> }> = {
  'a reader': { roles: ['reader'], signIn: () => signIn(service.table, 'reader@example.org') },
  'a member': { roles: ['reader', 'member'], signIn: () => signIn(service.table, 'member@example.org') },
  'the admin': { roles: ['admin'], signIn: async () => 'the-admin-token' },
};

/** These end the sign-in that they come with. */
const LAST = ['POST /sign-out', 'DELETE /me', 'POST /account/delete'];

const tokens = new Map<string, string>();
/** What tokens are in a browser, by themselves, where that is not the same. */
const adminSessions = new Map<string, string>();

async function tokenOf(person: string, route: string): Promise<string> {
  const token = LAST.includes(route) ? undefined : tokens.get(person);
  if (token !== undefined) return token;
  const fresh = (await PEOPLE[person]?.signIn()) ?? '';
  tokens.set(person, fresh);
  return fresh;
}

interface Shown {
  headers?: Record<string, string>;
  cookies?: string[];
}

const SCHEMES: Record<string, (token: string) => Shown> = {
  bearer: (token) => ({ headers: { authorization: `Bearer ${token}` } }),
  basic: (token) => ({
    headers: { authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` },
  }),
  cookie: (token) => ({ cookies: [`__Host-newsreel=${token}`] }),
  adminCookie: (token) => ({ cookies: [`__Host-newsreel-admin=${adminSessions.get(token) ?? token}`] }),
};

/** What a request must have to come as far as to who asks, and does little then. */
const SAMPLES: Record<string, { query?: string; headers?: Record<string, string>; body?: string }> = {
  'POST /fetch': { query: '?source=nothing' },
  // Who wants none needs no plan for it.
  'PUT /me/digest': { body: '{"every":"day"}' },
  'POST /account/digest': { body: '{"every":"day"}' },
  'GET /checkout/return': { query: '?session_id=cs_test_none' },
  'POST /checkout': { body: '{"email":"reader@example.org"}' },
  'POST /passes': { headers: { 'idempotency-key': 'a-key' }, body: '{"email":"reader@example.org"}' },
};

const REFUSALS = [401, 402, 403];

/** Whether a route refuses to have anything to do with who shows this. */
async function isRefused(route: string, shown: Shown): Promise<boolean> {
  const { query = '', headers, body = '{}' } = SAMPLES[route] ?? {};
  const { handler } = (await import(`../../../functions/${HANDLERS[route]}/handler`)) as {
    handler: ApiHandler;
  };
  const { statusCode = 0 } = await handler(
    request(`${route}${query}`, {
      ...shown,
      headers: { ...headers, ...shown.headers },
      pathParameters: { id: 'nothing' },
      body,
    }),
  );
  return REFUSALS.includes(statusCode);
}

const requirementsOf = (route: string): Record<string, string[]>[] => operationOf(route).security ?? [{}];

/** As the document has it: one of the requirements is met. */
const isLetThrough = (route: string, scheme: string, roles: string[]): boolean =>
  requirementsOf(route).some((requirement) =>
    Object.entries(requirement).every(
      ([name, needed]) => name === scheme && needed.every((role) => roles.includes(role)),
    ),
  );

const isLast = (route: string): number => Number(LAST.includes(route));
const routes = [...operations.keys()].sort((one, other) => isLast(one) - isLast(other));

it.each(routes)('%s lets nobody through but where the document does', async (route) => {
  const isOpen = requirementsOf(route).some((requirement) => Object.keys(requirement).length === 0);
  expect(await isRefused(route, {})).toBe(!isOpen);
});

it.each(routes)('%s takes the tokens that the document says, in the ways that it says', async (route) => {
  const expected: Record<string, boolean> = {};
  const found: Record<string, boolean> = {};
  for (const [person, { roles }] of Object.entries(PEOPLE)) {
    for (const [scheme, show] of Object.entries(SCHEMES)) {
      expected[`${person} by ${scheme}`] = isLetThrough(route, scheme, roles);
      found[`${person} by ${scheme}`] = !(await isRefused(route, show(await tokenOf(person, route))));
    }
  }
  expect(found).toEqual(expected);
});
