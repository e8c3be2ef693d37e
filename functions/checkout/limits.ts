import type { ApiRequest } from '../http/api';
import { refuseCallerPast } from '../limits/refuse';
import type { Limit } from '../limits/window';
import type { Table } from '../table/client';

/**
 * What a stranger begins at Stripe: whoever tries stolen cards begins hundreds. A front end of one's own that sells
 * more than that in an hour has its buyers sign in, or their browsers call.
 */
export const PAYMENTS_OF_A_STRANGER: Limit = { name: 'stranger-payment', times: 100, seconds: 60 * 60 };

/** Counts a payment that somebody begins who is not signed in. @throws Problem 429 */
export const refuseManyOf = (table: Table, { caller }: ApiRequest): Promise<void> =>
  refuseCallerPast(table, PAYMENTS_OF_A_STRANGER, caller, Date.now(), {
    title: 'Too many payments begun',
    advice: 'Sign in to go on at once, or try again',
  });
