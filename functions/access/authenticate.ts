import { isAdminByCookie } from '../admin/by-cookie';
import type { ApiRequest } from '../http/api';
import { givenToken } from '../http/authorization';
import { Problem, unauthorized } from '../http/problem';
import { isSafe } from '../http/safe-method';
import { requireSameOrigin } from '../http/same-origin';
import { accountUrl, actionUrlOf, readEntitlement } from '../readers/membership';
import type { Reader } from '../readers/reader';
import { readSession, type SignedIn } from '../readers/session';
import { SESSION_COOKIE } from '../readers/session-cookie';
import { isAdminToken } from '../secrets/admin-token';
import type { Table } from '../table/client';

export interface Admin {
  kind: 'admin';
}

/** Who makes a request. */
export type Caller = { kind: 'nobody' } | Admin | SignedIn;

type Credentials = Pick<ApiRequest, 'method' | 'url' | 'headers' | 'cookies'>;

/**
 * Who makes a request: by the Authorization header, or where there is none by the cookie: a reader's, else the
 * admin's. A cookie that is no longer good is nobody's.
 * @throws Problem 401 for a header that is none or no longer good, 403 where another site made a browser send the cookie
 */
export async function authenticate(request: Credentials, table: Table): Promise<Caller> {
  const given = givenToken(request.headers);
  if (given.kind === 'nothing') return byCookie(request, table);
  if (given.kind === 'unreadable') throw unauthorized(HOW_TO_SHOW_A_TOKEN);
  if (await isAdminToken(given.token)) return { kind: 'admin' };
  const reader = await readSession(table, given.token);
  if (reader === null)
    throw unauthorized('This token is not good, or no longer: sign in again', 'invalid_token');
  return reader;
}

async function byCookie(request: Credentials, table: Table): Promise<Caller> {
  const token = SESSION_COOKIE.read(request);
  const reader = token === null ? null : await readSession(table, token);
  if (reader === null) return (await isAdminByCookie(request)) ? { kind: 'admin' } : { kind: 'nobody' };
  if (!isSafe(request)) requireSameOrigin(request);
  return reader;
}

/**
 * Lets readers through.
 * @throws Problem 401 where nobody is signed in, 403 for the admin, who is no reader
 */
export async function requireReader(request: Credentials, table: Table): Promise<SignedIn> {
  const caller = await authenticate(request, table);
  if (caller.kind === 'reader') return caller;
  // Who is signed in as the admin in a browser may sign in there as a reader besides.
  if (caller.kind === 'nobody' || givenToken(request.headers).kind === 'nothing')
    throw unauthorized(`This needs you to be signed in. ${HOW_TO_SIGN_IN}`);
  throw new Problem(
    403,
    'Forbidden',
    'This belongs to a reader, and the admin token to none: sign in as the reader',
  );
}

/**
 * Lets members through, and the admin.
 * @param lookAgain reads anew at Stripe what a reader has
 * @throws Problem 401 where nobody is signed in, 402 where a reader only lacks a plan
 */
export async function requireMember(
  request: Credentials,
  table: Table,
  lookAgain: LookAgain,
): Promise<Admin | SignedIn> {
  const caller = await authenticate(request, table);
  if (caller.kind === 'nobody') throw unauthorized(`This is for members. ${HOW_TO_SIGN_IN}`);
  if (caller.kind === 'reader') await requirePlan(caller.reader, request, table, lookAgain);
  return caller;
}

/** Reads anew at Stripe what a reader has: nobody who has paid is sent away for what got lost. */
export type LookAgain = (table: Table, reader: Reader) => Promise<void>;

/**
 * Lets a reader through who has what members have.
 * @throws Problem 402
 */
export async function requirePlan(
  reader: Reader,
  { url }: Credentials,
  table: Table,
  lookAgain: LookAgain,
): Promise<void> {
  if ((await readEntitlement(table, reader, Date.now())).isMember) return;
  await lookAgain(table, reader);
  const entitlement = await readEntitlement(table, reader, Date.now());
  if (entitlement.isMember) return;
  const actionUrl = actionUrlOf(entitlement, url.origin) ?? accountUrl(url.origin);
  const detail = `This is for members. ${entitlement.reason} Go on at ${actionUrl}`;
  throw new Problem(402, 'Members only', detail, [], {}, { actionUrl });
}

const HOW_TO_SIGN_IN =
  'Ask for a link by POST /sign-in, or show a token as Bearer or as the user name of Basic';
const HOW_TO_SHOW_A_TOKEN = 'A token goes as Bearer, or as the user name of Basic with no password';
