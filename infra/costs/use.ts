import type { PriceName } from './prices';

/** Something that costs money: what for, and how much of it in a month. */
export interface Use {
  readonly what: string;
  readonly price: PriceName;
  readonly quantity: number;
}

const BYTES_A_GB = 1e9;

export const use = (what: string, price: PriceName, quantity: number): Use => ({ what, price, quantity });

export const gigabytes = (bytes: number): number => bytes / BYTES_A_GB;
