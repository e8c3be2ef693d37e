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
  digest: z.nullable(z.looseObject({ every: z.string(), hour: z.number(), timeZone: z.string() })),
  mail: z.string(),
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

const DAYS = new Map([
  ['day', 'every day'],
  ['week', 'every Monday'],
]);

/** How mail to them fares, where it does not. */
const MAIL_TROUBLES = new Map([
  ['bounced', 'Mail to you came back: no digest comes until you sign in by a mailed link again.'],
  ['complained', 'You called a mail from here spam: no digest comes until you ask for one anew.'],
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
  { email, plan, status, accessUntil, reason, actionUrl, digest, mail }: Account,
  { colors }: Terminal,
): string {
  const trouble = MAIL_TROUBLES.get(mail);
  const lines = [
    colors.cyan(plain(email)),
    ` ${colors.bold(`${inWords(plan, status)}${accessUntil === null ? '' : `, until ${dayOf(accessUntil)}`}`)}`,
    ` ${plain(reason)}`,
    ...(actionUrl === null ? [] : [` ${colors.dim('->')} ${plain(actionUrl)}`]),
    ...digestLines(digest),
    ...(trouble === undefined ? [] : [` ${trouble}`]),
  ];
  return lines.join('\n');
}

function inWords(plan: string, status: string): string {
  const state = STATUSES.get(status) ?? plain(status).replaceAll('_', ' ');
  return `${PLANS.get(plan) ?? plain(plan)}${state === '' ? '' : ` (${state})`}`;
}

function digestLines(digest: Account['digest']): string[] {
  const days = digest === null ? undefined : DAYS.get(digest.every);
  if (digest === null || days === undefined) return [];
  return [` Digest ${days} at ${String(digest.hour).padStart(2, '0')}:00 (${plain(digest.timeZone)})`];
}

/** The day of a time, where its reader is. */
function dayOf(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return plain(time);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(date);
}
