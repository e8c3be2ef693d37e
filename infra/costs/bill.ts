import type { Deployed } from './deployed';
import { fetching } from './fetching';
import { membership } from './membership';
import { PRICES, type PriceName } from './prices';
import { reading } from './reading';
import { standing } from './standing';
import { ACCESS_LOG_BYTES, LOGS_PACKED_SHARE } from './units';
import { gigabytes, type Use, use } from './use';
import type { Workload } from './workload';

/** One line: something, how much of it, and what it costs. */
export interface Line extends Use {
  readonly dollars: number;
  /** less what an account has for nothing, shared by all lines of one price in proportion */
  readonly withAllowances: number;
}

/** A month. */
export interface Bill {
  /** the dearest first */
  readonly lines: readonly Line[];
  /** sums in dollars of all lines but Stripe's */
  readonly aws: Total;
  readonly all: Total;
}

export interface Total {
  readonly dollars: number;
  readonly withAllowances: number;
}

/** What a month costs once the archive is as large as it gets. */
export function billOf(workload: Workload, deployed: Deployed): Bill {
  const uses = [
    ...fetching(workload, deployed),
    ...reading(workload, deployed),
    ...membership(workload, deployed),
    ...standing(workload, deployed),
  ];
  const lines = priced(merged([...uses, ...logsBesides(uses)]));
  return {
    lines: lines.toSorted((one, other) => other.dollars - one.dollars),
    aws: totalOf(lines.filter(({ price }) => PRICES[price].service !== 'Stripe')),
    all: totalOf(lines),
  };
}

/** The API's own, and that logs are kept for a month, so that there is always one month of them. */
function logsBesides(uses: Use[]): Use[] {
  const total = (name: PriceName) =>
    sum(uses.filter(({ price }) => price === name).map(({ quantity }) => quantity));
  const ofApi = gigabytes(total('apiRequests') * ACCESS_LOG_BYTES);
  return [
    use('logs', 'logsIn', ofApi),
    use('logs', 'logsKept', (total('logsIn') + ofApi) * LOGS_PACKED_SHARE),
  ];
}

/** One line for what is the same; logs together, and nothing of what is not used. */
function merged(uses: Use[]): Use[] {
  const lines = new Map<string, Use>();
  for (const each of uses) {
    const what = each.price === 'logsIn' ? 'logs' : each.what;
    const key = `${each.price} ${what}`;
    const quantity = (lines.get(key)?.quantity ?? 0) + each.quantity;
    if (quantity > 0) lines.set(key, { ...each, what, quantity });
  }
  return [...lines.values()];
}

function priced(uses: Use[]): Line[] {
  const quantities = new Map<PriceName, number>();
  for (const { price, quantity } of uses) quantities.set(price, (quantities.get(price) ?? 0) + quantity);
  return uses.map((each) => {
    const { dollars: price, per, free } = PRICES[each.price];
    const dollars = (each.quantity / per) * price;
    const used = quantities.get(each.price) ?? 0;
    return { ...each, dollars, withAllowances: dollars * (Math.max(0, used - free) / used) };
  });
}

const totalOf = (lines: readonly Line[]): Total => ({
  dollars: sum(lines.map(({ dollars }) => dollars)),
  withAllowances: sum(lines.map(({ withAllowances }) => withAllowances)),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
