import type Stripe from 'stripe';
import type { Table } from '../table/client';

/** What whoever reads at Stripe and writes it down works with. */
export interface World {
  table: Table;
  stripe: Stripe;
}
