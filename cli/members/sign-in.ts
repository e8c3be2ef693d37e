import * as z from 'zod/mini';
import { type Address, parseAddress } from '../../functions/readers/address';
import { Client } from '../client';
import { Failure, RequestFailure, UsageError } from '../errors';
import { plain } from '../plain';
import type { Sessions } from '../sessions';
import type { Terminal } from '../terminal';
import { isTokenText } from '../token';
import { accountShape } from './account';
import { tokenOfLink } from './link';

const LINK_PROMPT = 'Link or token from the mail: ';

const sentShape = z.looseObject({});
const confirmedShape = z.object({ token: z.string().check(z.refine(isTokenText)) });

export interface SignInOptions {
  /** the mailed link or its token, `-` for stdin: then no mail is asked for */
  link?: string | undefined;
  /** prints the session's token and keeps nothing */
  print?: boolean | undefined;
}

/**
 * `news sign-in`: by a link that is mailed to an address. The link comes by the option, else by stdin; where none
 * does, it can be given later.
 * @param client shows no token
 * @param env where NEWS_TOKEN would come before what is kept
 */
export async function signIn(
  client: Client,
  terminal: Terminal,
  sessions: Sessions,
  env: NodeJS.ProcessEnv,
  email: string | undefined,
  { link, print = false }: SignInOptions,
): Promise<void> {
  if (!print) prepare(sessions);
  const token =
    link === undefined ? await mailLink(client, terminal, email) : await given(client, terminal, link);
  if (token === null && (print || link !== undefined)) throw new Failure('No link came: give it by --link.');
  if (token === null) return terminal.note('Go on with `news sign-in --link LINK`.');
  const session = await confirm(client, token);
  if (print) return terminal.print(session);
  sessions.keep(client.service.base.origin, session);
  await terminal.print(`Signed in${await nameOf(client, session)} at ${client.name}`);
  if (env['NEWS_TOKEN']) terminal.note('NEWS_TOKEN is set, and comes before this sign-in: unset it.');
}

/** Before anything is asked for: a link that can't be made use of would be lost. @throws Failure */
function prepare(sessions: Sessions): void {
  try {
    sessions.prepare();
  } catch (error) {
    throw error instanceof Failure ? new Failure(`${error.message} Or keep nothing: --print.`) : error;
  }
}

async function given(client: Client, terminal: Terminal, link: string): Promise<string | null> {
  const text = link === '-' ? await terminal.ask(LINK_PROMPT, client.stop) : link;
  return text === null ? null : tokenOfLink(text, client.service.base.origin);
}

/** Has a link mailed. @returns its token once it is given, null where it is not */
async function mailLink(
  client: Client,
  terminal: Terminal,
  email: string | undefined,
): Promise<string | null> {
  const address = await addressOf(client, terminal, email);
  await askForMail(client, address);
  const { base, isLocalRun } = client.service;
  terminal.note(`A mail to ${address} is on its way. Its link works once, within 15 minutes.`);
  if (isLocalRun) terminal.note(`The mails of this local run are at ${base.href}_local/mailbox`);
  if (!terminal.canAsk) terminal.note('The link is awaited on stdin.');
  return askForToken(client, terminal);
}

/** @throws UsageError where none is given, or it is none */
async function addressOf(client: Client, terminal: Terminal, email: string | undefined): Promise<Address> {
  if (email === undefined && !terminal.canAsk) {
    throw new UsageError('A mail address is missing, or --link with the link from the mail', 'news sign-in');
  }
  const typed = email ?? (await terminal.ask('Your mail address: ', client.stop)) ?? '';
  const address = parseAddress(typed);
  if (address !== null) return address;
  // It may be the link, which is a secret: it is not repeated in the message.
  throw new UsageError(
    'The mail address must be one, such as you@example.com; a link goes behind --link',
    'news sign-in',
  );
}

async function askForMail(client: Client, email: Address): Promise<void> {
  try {
    await client.send(sentShape, client.url('sign-in'), jsonPost({ email }));
  } catch (error) {
    throw error instanceof RequestFailure ? (troubleOf(error, client) ?? error) : error;
  }
}

/** What a refusal means here, where its own words don't say it. */
function troubleOf({ status, retryAfterMs }: RequestFailure, { name }: Client): Failure | null {
  switch (status) {
    case 404:
      return new Failure(
        `${name} has no sign-in: it is an older Newsreel. Its owner can bring it up to date.`,
      );
    case 429:
      return new Failure(
        `${name} was asked for too many links. Use the latest one, or try again ${later(retryAfterMs)}.`,
      );
    default:
      return null;
  }
}

function later(ms: number | null): string {
  if (ms === null) return 'later';
  const minutes = Math.ceil(ms / 60_000);
  return minutes <= 1 ? 'in a minute' : `in ${minutes} minutes`;
}

/** A person who pasted something else may paste again. */
async function askForToken({ service, stop }: Client, terminal: Terminal): Promise<string | null> {
  for (;;) {
    const pasted = await terminal.ask(LINK_PROMPT, stop);
    if (pasted === null) return null;
    try {
      return tokenOfLink(pasted, service.base.origin);
    } catch (error) {
      if (!terminal.canAsk || !(error instanceof UsageError)) throw error;
      terminal.note(error.message);
    }
  }
}

/** @returns the token of the session that a link begins */
async function confirm(client: Client, token: string): Promise<string> {
  try {
    const confirmed = await client.send(confirmedShape, client.url('sign-in/confirm'), jsonPost({ token }));
    return confirmed.token;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new Failure('This link was used or has run out. Ask for another: `news sign-in`.');
  }
}

/** Whom a session signs in, where that can be told. Signed in they are in any case. */
async function nameOf({ service, stop, patience }: Client, token: string): Promise<string> {
  const client = new Client({ ...service, token, isKept: true }, stop, patience);
  try {
    const { email } = await client.get(accountShape, client.url('me'));
    return ` as ${plain(email)}`;
  } catch (error) {
    if (error instanceof Failure) return '';
    throw error;
  }
}

const jsonPost = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
