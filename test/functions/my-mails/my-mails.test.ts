import type { MailOutcome, MailState } from '../../../functions/mail/ledger';
import { type Address, readerOf } from '../../../functions/readers/address';
import { openTable } from '../../../functions/table/client';
import { countUnits } from '../../read-units';
import { signIn } from '../openapi/sign-in';
import { bearer, startWorld, type World } from '../readers/world';
import { putMail } from './ledger-item';

let world: World;
let units: () => number;
beforeAll(async () => {
  world = await startWorld();
  units = countUnits(openTable().client);
});
afterAll(() => world.stop());

interface Listed {
  kind: string;
  subject: string;
  sentAt: string;
  state: string;
}

const idOf = (email: string) => readerOf(email as Address);
const mailsOf = async (token: string): Promise<Listed[]> => {
  const answer = await world.call('my-mails', 'GET /me/mails', bearer(token));
  expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  return (answer.body as { mails: Listed[] }).mails;
};

let people = 0;
/** Signs somebody in to whom nothing was mailed. */
async function newcomer(): Promise<{ token: string; id: string }> {
  const email = `person${++people}@example.org`;
  return { token: await signIn(world.table, email), id: idOf(email) };
}

test('the mail that somebody has signed in by is there', async () => {
  expect(await mailsOf(await world.signIn('ada@example.org'))).toEqual([
    { kind: 'sign-in', subject: world.ses.mails.at(-1)?.subject, sentAt: expect.any(String), state: 'sent' },
  ]);
});

test.each<[string, MailState, MailOutcome | undefined]>([
  ['sending', 'sending', undefined],
  ['sent', 'sent', undefined],
  ['refused', 'refused', undefined],
  ['uncertain', 'uncertain', undefined],
  ['delivered', 'sent', 'delivered'],
  ['delayed', 'sent', 'delayed'],
  ['bounced', 'sent', 'bounced'],
  ['complained', 'sent', 'complained'],
  ['rejected', 'sent', 'rejected'],
  // SES was heard before its answer to us was, or though that got lost.
  ['delivered', 'sending', 'delivered'],
  ['bounced', 'uncertain', 'bounced'],
])('says %s where we are at %s and SES says %s', async (said, state, outcome) => {
  const { token, id } = await newcomer();
  const at = new Date().toISOString();
  const subject = `${said} ${state} <b>&`;
  await putMail(world.table, id, { at, subject, state, outcome });
  expect(await mailsOf(token)).toEqual([{ kind: 'digest', subject, sentAt: at, state: said }]);
});

test('the newest hundred, newest first, as long as they are kept', async () => {
  const { token, id } = await newcomer();
  const times = Array.from({ length: 130 }, (_, hour) => new Date(Date.UTC(2026, 10, 1, hour)).toISOString());
  // As a hash would have it: in no order.
  for (const at of times.toSorted((one, other) => (one.slice(11) < other.slice(11) ? -1 : 1))) {
    await putMail(world.table, id, { at });
  }
  await putMail(world.table, id, { at: '2026-11-07T00:00:00.000Z', expiresAt: 1 });
  units();
  const mails = await mailsOf(token);
  // Two for who it is, 131 mails of some 150 bytes in one Query.
  expect(units()).toBeLessThanOrEqual(6);
  expect(mails.map(({ sentAt }) => sentAt)).toEqual(times.toReversed().slice(0, 100));
});

test('are nobody else’s', async () => {
  const { id } = await newcomer();
  await putMail(world.table, id);
  const { token } = await newcomer();
  expect(await mailsOf(token)).toEqual([]);
  expect((await world.call('my-mails', 'GET /me/mails')).status).toBe(401);
  expect((await world.call('my-mails', 'GET /me/mails', bearer('the-admin-token'))).status).toBe(403);
  expect((await world.call('my-mails', 'GET /me/mails?limit=1', bearer(token))).status).toBe(400);
});
