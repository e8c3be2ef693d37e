import type Stripe from 'stripe';
import { readCustomers } from '../entitlement/customers';
import { unauthorized } from '../http/problem';
import { type Address, readerOf } from '../readers/address';
import type { Reader } from '../readers/reader';
import { awaitStranger } from '../stripe/awaited';
import { ensureCustomer } from '../stripe/customers';
import type { StripeClient } from '../stripe/parts';
import { expectPayment } from '../stripe/refresh';
import type { World } from '../stripe/world';
import { createOnce } from './create-once';
import { offerOf, type Plan, termsOf } from './offer';
import { once } from './once';
import { closeSession, isOpen, openSessions } from './open-sessions';
import { isAsGood, type Order, sellsTheSame, sessionParameters } from './session';

/** Where somebody pays. */
export interface Checkout {
  /** `cs_…` */
  id: string;
  url: string;
}

/** Clicks that follow each other are one; what comes later looks through what is open at Stripe. */
const CLICKS_SECONDS = 5;

/** An anonymous Checkout can't be looked for: it is remembered, for as long as somebody may come back to it. */
const WINDOW_SECONDS = 10 * 60;

/**
 * A Checkout for a reader, of their one customer. While one of the plan is open it is given again; one on terms
 * that are no longer ours is closed first. So a reader never has two of a plan to pay.
 * @param origin of our pages
 */
export async function openForReader(
  world: World,
  reader: Reader,
  plan: Plan,
  origin: string,
): Promise<Checkout> {
  const offer = offerOf(plan);
  const customer = await ensureCustomer(world, reader);
  const order: Order = { offer, reader: reader.id, payer: { customer }, origin };
  const known = await readCustomers(world.table, reader.id);
  const customers = [...new Set([customer, ...known.map((one) => one.customer)])];
  const parts = ['checkout of a reader', reader.id, reader.since, plan];
  const checkout = await once(
    world.table,
    { parts, asked: '', keptFor: CLICKS_SECONDS },
    (attempt) => giveOrOpen(world.stripe, customers, order, attempt),
    (kept) => isOpen(world.stripe, kept),
  );
  if (await expectPayment(world.table, reader.id, customer)) return checkout;
  // Forgotten meanwhile: what would be paid now would be nobody's.
  await closeSession(world.stripe, checkout);
  throw unauthorized('You were forgotten here meanwhile: sign in again');
}

/** @param customers all of the reader's */
async function giveOrOpen(
  stripe: StripeClient,
  customers: string[],
  order: Order,
  attempt: string,
): Promise<Checkout> {
  const parameters = sessionParameters(order);
  const all = await Promise.all(customers.map((one) => openSessions(stripe, one)));
  const open = all.flat().filter((session) => sellsTheSame(session, parameters));
  const now = Date.now();
  const kept = open.find((session) => isAsGood(session, parameters, now));
  const others = open.filter((session) => session !== kept);
  for (const session of others) await closeSession(stripe, session);
  // One that was just closed may have come of this very attempt: a new one is another thing.
  const afresh = [attempt, ...others.map(({ id }) => id)].join(' ');
  return checkoutOf(kept ?? (await create(stripe, order, afresh)));
}

/**
 * A Checkout for whoever types an address: nothing is looked up of it, nothing of it shows.
 * @param caller IP address
 */
export async function openForAddress(
  { table, stripe }: World,
  address: Address,
  { plan, origin, caller }: { plan: Plan; origin: string; caller: string },
): Promise<Checkout> {
  const offer = offerOf(plan);
  const order: Order = { offer, reader: readerOf(address), payer: { customer_email: address }, origin };
  const parts = ['checkout of an address', caller, address, plan, termsOf(offer), origin];
  return once(
    table,
    { parts, asked: '', keptFor: WINDOW_SECONDS },
    async (attempt) => {
      const opened = checkoutOf(await create(stripe, order, attempt));
      await awaitStranger(table, order.reader, { session: opened.id });
      return opened;
    },
    (kept) => isOpen(stripe, kept),
  );
}

const create = (stripe: StripeClient, order: Order, attempt: string): Promise<Stripe.Checkout.Session> =>
  createOnce(attempt, sessionParameters(order), (parameters, options) =>
    stripe.checkout.sessions.create(parameters, options),
  );

function checkoutOf({ id, url }: Stripe.Checkout.Session): Checkout {
  if (url === null) throw new Error(`The Checkout ${id} has no page`);
  return { id, url };
}
