import type { Client } from '../client';
import { Failure, RequestFailure } from '../errors';
import type { Sessions } from '../sessions';
import type { Terminal } from '../terminal';

const UNAUTHORIZED = 401;

/**
 * `news sign-out`: ends a session, that of a token which was given or else the one that is kept. What is kept is
 * forgotten even where the service can't be told.
 */
export async function signOut(client: Client, terminal: Terminal, sessions: Sessions): Promise<void> {
  const { token, isKept, base } = client.service;
  if (token === null) return terminal.note(`Nobody is signed in at ${client.name}.`);
  if (isKept) await endKept(client, () => sessions.forget(base.origin));
  else await end(client);
  await terminal.print(`Signed out at ${client.name}`);
  if (!isKept && sessions.of(base.origin) !== null) {
    terminal.note('That was the token given by NEWS_TOKEN or --token; the sign-in that is kept here stays.');
  }
}

async function endKept(client: Client, forget: () => void): Promise<void> {
  try {
    await end(client);
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    if (error.status === UNAUTHORIZED) return; // It was over already.
    throw new Failure(`${error.message} The sign-in is forgotten here; there it lasts until it runs out.`);
  } finally {
    forget();
  }
}

const end = (client: Client): Promise<void> => client.sendOnly(client.url('sign-out'), { method: 'POST' });
