import { readDigest } from '../../functions/digests/roster';
import { countTowards } from '../../functions/limits/window';
import type { Address } from '../../functions/readers/address';
import { readerOf } from '../../functions/readers/address';
import { readReader, welcomeReader } from '../../functions/readers/reader';
import { MAILS_TO_AN_ADDRESS } from '../../functions/sign-in/limits';
import { type Answered, bearer, startWorld, type World } from '../functions/readers/world';
import { Fuse } from '../fuse';
import { type Break, breakEverywhere } from './everywhere';

const fuse = new Fuse();
let world: World;

beforeAll(async () => {
  world = await startWorld();
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = await fuse.guard(process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
});
afterAll(async () => {
  fuse.stop();
  await world.stop();
});

const emailOf = (number: number): string => `person${number}@example.org`;
const idOf = (email: string): string => readerOf(email as Address);
const mailsTo = (email: string): number => world.ses.mails.filter(({ to }) => to === email).length;
const leftOf = async (email: string): Promise<string[]> =>
  (await world.table.items())
    .map((item) => JSON.stringify(item))
    .filter((item) => (item.includes(idOf(email)) || item.includes(email)) && !item.includes('LIMIT#'));

/** Asks for a link from this machine, whose calls nobody counts. */
const askForLink = (email: string): Promise<Answered> =>
  world.call('sign-in', 'POST /sign-in', { body: { email }, caller: '127.0.0.1' });

async function linkTo(email: string): Promise<string> {
  expect((await askForLink(email)).status).toBe(202);
  return lastLink();
}

function lastLink(): string {
  const [, token = ''] = /sign-in\?token=(\S+)/.exec(world.ses.mails.at(-1)?.text ?? '') ?? [];
  return decodeURIComponent(token);
}

/** Somebody who is signed in. */
async function member(number: number): Promise<{ email: string; token: string }> {
  const email = emailOf(number);
  const { body } = await confirm(await linkTo(email));
  return { email, ...(body as { token: string }) };
}

const confirm = (token: string): Promise<Answered> =>
  world.call('confirm-sign-in', 'POST /sign-in/confirm', { body: { token } });
const isSignedIn = async (token: string): Promise<boolean> =>
  (await world.call('me', 'GET /me', bearer(token))).status === 200;
const sessionsOf = async (email: string): Promise<number> =>
  (await world.table.items(`READER#${idOf(email)}`)).filter(({ SK }) => SK?.S?.startsWith('SESSION#')).length;

describe.each<Break>(['killed', 'unanswered'])('at each of its calls %s,', (how) => {
  const isKilled = how === 'killed';

  test('asking for a link mails one that signs in', async () => {
    const calls = await breakEverywhere(fuse, how, {
      prepare: async (number) => emailOf(number),
      work: askForLink,
      check: async ({ status }, email) => {
        expect(status).toBe(202);
        // Another try is another link.
        expect(mailsTo(email)).toBeLessThanOrEqual(isKilled ? 2 : 1);
        expect(world.ses.mails.at(-1)?.to).toBe(email);
        expect((await confirm(lastLink())).status).toBe(200);
      },
    });
    expect(calls).toBeGreaterThan(4);
  });

  test('the last link that somebody may have is mailed, and one more refused', async () => {
    await breakEverywhere(fuse, how, {
      prepare: async (number) => {
        const email = emailOf(number);
        const { times } = MAILS_TO_AN_ADDRESS;
        for (let mails = 1; mails < times; mails++)
          await countTowards(world.table, MAILS_TO_AN_ADDRESS, idOf(email), Date.now());
        return email;
      },
      work: askForLink,
      check: async ({ status }, email) => {
        // Where it was killed the first try may have counted: then nothing was mailed for it, or it was.
        expect(isKilled ? [202, 429] : [202]).toContain(status);
        if (!isKilled) expect(mailsTo(email)).toBe(1);
        expect((await askForLink(email)).status).toBe(429);
      },
    });
  });

  test('a link signs in, once', async () => {
    await breakEverywhere(fuse, how, {
      prepare: async (number) => ({
        email: emailOf(number),
        link: await linkTo(emailOf(number)),
      }),
      work: ({ link }) => confirm(link),
      check: async ({ status, body }, { email, link }) => {
        expect(status).toBe(200);
        expect(await isSignedIn((body as { token: string }).token)).toBe(true);
        expect((await confirm(link)).status).toBe(400);
        // One more is of a try that was killed: nobody has its token.
        expect(await sessionsOf(email)).toBeLessThanOrEqual(isKilled ? 2 : 1);
      },
    });
  });

  test('signing out ends the sign-in', async () => {
    await breakEverywhere(fuse, how, {
      prepare: member,
      work: ({ token }) => world.call('sign-out', 'POST /sign-out', bearer(token)),
      check: async ({ status }, { token }) => {
        expect(status).toBe(204);
        expect(await isSignedIn(token)).toBe(false);
      },
    });
  });

  test('a digest is set as it was asked for', async () => {
    const wanted = { every: 'day', hour: 7, timeZone: 'Europe/Berlin', search: 'rust' };
    await breakEverywhere(fuse, how, {
      prepare: member,
      work: ({ token }) => world.call('set-digest', 'PUT /me/digest', { ...bearer(token), body: wanted }),
      check: async ({ status }, { email }) => {
        expect(status).toBe(200);
        const reader = await readReader(world.table, idOf(email));
        expect(reader && (await readDigest(world.table, reader))).toMatchObject(wanted);
      },
    });
  });

  test('who wants to be forgotten is', async () => {
    await breakEverywhere(fuse, how, {
      prepare: member,
      work: ({ token }) => world.call('forget-me', 'DELETE /me', bearer(token)),
      check: async ({ status }, { email }) => {
        // Killed when all was done but the sweeping, they are nobody.
        expect(isKilled ? [204, 401] : [204]).toContain(status);
        expect(await leftOf(email)).toEqual([]);
        expect((await welcomeReader(world.table, email as Address)).mail).toBe('ok');
      },
    });
  });
});
