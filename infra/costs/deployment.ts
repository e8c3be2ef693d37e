import type { Config } from '../settings/config';
import { type Deployed, readDeployed } from './deployed';
import { hasMail, isPaid, type Workload } from './workload';

/** Makes a template, as parsed JSON. */
export type Synthesize = (config: Config) => unknown;

/** All that can be set up. Whoever looks at costs is told of them too. */
export const ALL_SET_UP = {
  stripePriceId: 'price_1',
  mailDomain: 'example.org',
  alarmEmail: 'you@example.org',
} satisfies Config;

/** What would be deployed for such work: with Stripe and mail where it has to do with them. */
export function deployedFor(workload: Workload, synthesize: Synthesize): Deployed {
  const [paid, mail] = [isPaid(workload), hasMail(workload)];
  const { stripePriceId, mailDomain, ...settings } = ALL_SET_UP;
  const template = synthesize({ ...settings, ...(paid && { stripePriceId }), ...(mail && { mailDomain }) });
  return readDeployed(template, { paid, mail });
}
