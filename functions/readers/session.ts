import { randomBytes } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { sessionKey } from '../secrets/session-key';
import { isExpired } from '../table/attributes';
import { readItems } from '../table/batch';
import type { Table } from '../table/client';
import { READER, readerKey, sessionKey as sessionItemKey } from '../table/keys';
import { parseReader, type Reader } from './reader';
import {
  isTokenShaped,
  SESSION_SECONDS,
  signSessionToken,
  sinceOf,
  verifySessionToken,
} from './session-token';

/** Somebody who is signed in, and by which of their sign-ins. */
export interface SignedIn {
  kind: 'reader';
  reader: Reader;
  /** the id of the sign-in */
  session: string;
}

/** Signs a reader in. @returns the token that says so, for `SESSION_SECONDS` */
export async function openSession(table: Table, reader: Reader): Promise<string> {
  const now = Date.now();
  const session = randomBytes(16).toString('base64url');
  const token = await signSessionToken(await sessionKey(), reader, session, now);
  const expiresAt = Math.floor(now / 1000) + SESSION_SECONDS;
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: { ...sessionItemKey(reader.id, session), expiresAt: { N: String(expiresAt) } },
    }),
  );
  return token;
}

/**
 * Who a token signs in: where it is ours, and the table still has both its session and its reader.
 * @returns null for whatever else; only a token of ours costs a read
 */
export async function readSession(table: Table, token: string): Promise<SignedIn | null> {
  if (!isTokenShaped(token)) return null;
  const now = Date.now();
  const claims = await verifySessionToken(await sessionKey(), token, now);
  if (claims === null) return null;
  const keys = [readerKey(claims.reader), sessionItemKey(claims.reader, claims.session)];
  const items = await readItems(table, keys, { fresh: true });
  const session = items.find(({ SK }) => SK?.S !== READER);
  const person = items.find(({ SK }) => SK?.S === READER);
  if (session === undefined || isExpired(session, now) || person === undefined) return null;
  const reader = parseReader(claims.reader, person);
  return sinceOf(reader) === claims.since ? { kind: 'reader', reader, session: claims.session } : null;
}

/** Signs out; nothing where that was done before. */
export async function endSession(table: Table, { reader, session }: SignedIn): Promise<void> {
  await table.client.send(
    new DeleteItemCommand({ TableName: table.name, Key: sessionItemKey(reader.id, session) }),
  );
}
