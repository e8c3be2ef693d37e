import * as z from 'zod/mini';
import type { Client } from '../client';
import { Failure } from '../errors';
import { plain } from '../plain';
import type { Terminal } from '../terminal';

/** What is shown of an account; with `--json` all that the API says. */
export const accountShape = z.looseObject({
  email: z.string(),
  plan: z.string(),
  status: z.string(),
  accessUntil: z.nullable(z.string()),
  reason: z.string(),
  actionUrl: z.nullable(z.string()),
});
type Account = z.infer<typeof accountShape>;

const PLANS = new Map([
  ['free', 'No plan'],
  ['pass', 'Pass'],
  ['subscription', 'Subscription'],
]);

/** Those that a person would not say so. */
const STATUSES = new Map([
  ['none', ''],
  ['trialing', 'on trial'],
  ['canceling', 'cancelled'],
  ['past_due', 'payment due'],
]);

/** `news account`: what a reader has, until when, why, and where they can do what there is to do. */
export async function showAccount(
  client: Client,
  terminal: Terminal,
  { json }: { json?: boolean | undefined },
): Promise<void> {
  if (client.service.token === null) {
    throw new Failure(`Nobody is signed in at ${client.name}: \`news sign-in\` does it.`);
  }
  const account = await client.get(accountShape, client.url('me'));
  await terminal.print(json ? JSON.stringify(account, null, 2) : block(account, terminal));
}

function block(
  { email, plan, status, accessUntil, reason, actionUrl }: Account,
  { colors }: Terminal,
): string {
  const lines = [
    colors.cyan(plain(email)),
    ` ${colors.bold(`${inWords(plan, status)}${accessUntil === null ? '' : `, until ${dayOf(accessUntil)}`}`)}`,
    ` ${plain(reason)}`,
    ...(actionUrl === null ? [] : [` ${colors.dim('->')} ${plain(actionUrl)}`]),
  ];
  return lines.join('\n');
}

function inWords(plan: string, status: string): string {
  const state = STATUSES.get(status) ?? plain(status).replaceAll('_', ' ');
  return `${PLANS.get(plan) ?? plain(plan)}${state === '' ? '' : ` (${state})`}`;
}

/** The day of a time, where its reader is. */
function dayOf(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return plain(time);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(date);
}
