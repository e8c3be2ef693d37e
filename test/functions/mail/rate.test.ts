import fc from 'fast-check';
import { Pace } from '../../../functions/mail/pace';
import { sendingRate } from '../../../functions/mail/quota';
import { setClock } from '../readers/clock';
import { type SesServer, startSes } from '../readers/ses-server';

describe('what the account may send a second', () => {
  let ses: SesServer;
  beforeAll(async () => {
    ses = await startSes();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SES: ses.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
  });
  afterAll(async () => {
    jest.useRealTimers();
    await ses.stop();
  });

  test('is what SES says, asked for now and then; where it says nothing, what we are told, else what is usual', async () => {
    ses.rate = 37;
    setClock(Date.parse('2026-11-23T08:00:00Z'));
    expect(await sendingRate()).toBe(37);
    ses.rate = 0;
    expect(await sendingRate()).toBe(37);
    setClock(Date.parse('2026-11-23T08:16:00Z'));
    expect(await sendingRate()).toBe(14);
    process.env['NEWSREEL_MAILS_A_SECOND'] = '99';
    setClock(Date.parse('2026-11-23T08:32:00Z'));
    expect(await sendingRate()).toBe(99);
  });
});

test('turns come at their pace, in order, however many wait and whenever they come', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 2, maxLength: 50 }),
      fc.constantFrom(0.4, 1, 5.6, 14, 1_000),
      (pauses, perSecond) => {
        const pace = new Pace();
        let now = 1_000_000;
        const turns = pauses.map((pause) => {
          now += pause;
          return now + pace.reserve(now, perSecond);
        });
        const gaps = turns.slice(1).map((turn, index) => turn - (turns[index] ?? 0));
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000 / perSecond - 0.001);
        expect(new Pace().reserve(now, perSecond)).toBe(0);
      },
    ),
  );
});

test('a turn is waited for', async () => {
  const pace = new Pace();
  const order: string[] = [];
  await Promise.all([
    pace.turn(20).then(() => order.push('first')),
    pace.turn(20).then(() => order.push('second')),
    new Promise((resolve) => setTimeout(resolve, 10)).then(() => order.push('meanwhile')),
  ]);
  expect(order).toEqual(['first', 'meanwhile', 'second']);
});
