import type { Table } from '../table/client';
import type { StripeClient } from './parts';

/** What whoever reads at Stripe and writes it down works with. */
export interface World {
  table: Table;
  stripe: StripeClient;
}
