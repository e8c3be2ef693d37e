import { setTimeout as pause } from 'node:timers/promises';
import { parseMailEvent } from '../../../functions/mail-events/event';
import { MailEvents } from '../../../infra/local/mail-events';
import type { KeptMail } from '../../../infra/local/mailbox';
import { type SesEvent, sesEventsOf } from '../../../infra/local/ses-events';

const POSTING = { reader: 'r'.repeat(27), mail: 'm'.repeat(22) };
const RULES = [
  { id: 'Mail', sources: ['aws.ses'], functionIds: ['MailEvents'] },
  { id: 'Uploads', sources: ['aws.s3'], functionIds: ['Other'] },
];

const mailTo = (destination: string): KeptMail => ({
  messageId: '0102-abc',
  sentAt: '2026-11-23T10:00:00.000Z',
  source: 'news@newsreel.example',
  destination,
  tags: { 'newsreel-mail': `${POSTING.reader}_${POSTING.mail}` },
});

describe('what SES says of a mail', () => {
  const NOW = new Date('2026-11-23T10:00:01.000Z');
  const saidOf = (destination: string) =>
    sesEventsOf(mailTo(destination), NOW).map((event) => {
      const said = parseMailEvent(event);
      expect(said?.posting).toEqual(POSTING);
      return [said?.outcome, said?.standing];
    });

  test.each([
    ['ada@example.org', [['delivered', null]]],
    ['success@simulator.amazonses.com', [['delivered', null]]],
    ['bounce@simulator.amazonses.com', [['bounced', 'bounced']]],
    ['bounce+ada@simulator.amazonses.com', [['bounced', 'bounced']]],
    ['Bounce+a.b+c@Simulator.AmazonSES.com', [['bounced', 'bounced']]],
    ['suppressionlist@simulator.amazonses.com', [['bounced', 'bounced']]],
    [
      'ooto@simulator.amazonses.com',
      [
        ['delivered', null],
        ['bounced', null],
      ],
    ],
    [
      'complaint@simulator.amazonses.com',
      [
        ['delivered', null],
        ['complained', 'complained'],
      ],
    ],
    ['bounce@simulator.amazonses.com.example.org', [['delivered', null]]],
    ['no-bounce@simulator.amazonses.com', [['delivered', null]]],
    ['', [['delivered', null]]],
  ])('to %s is what the address stands for', (destination, expected) => {
    expect(saidOf(destination)).toEqual(expected);
  });

  test('comes as EventBridge brings it', () => {
    const [event] = sesEventsOf(mailTo('bounce@simulator.amazonses.com'), NOW);
    expect(event).toMatchObject({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Email Bounced',
      source: 'aws.ses',
      account: expect.stringMatching(/^\d{12}$/),
      time: '2026-11-23T10:00:01Z',
      detail: {
        eventType: 'Bounce',
        mail: {
          timestamp: '2026-11-23T10:00:00.000Z',
          messageId: '0102-abc',
          source: 'news@newsreel.example',
          destination: ['bounce@simulator.amazonses.com'],
          tags: { 'newsreel-mail': [`${POSTING.reader}_${POSTING.mail}`] },
        },
        bounce: {
          timestamp: '2026-11-23T10:00:01.000Z',
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }],
        },
      },
    });
  });

  test('comes one after the other, in time too', () => {
    const times = sesEventsOf(mailTo('complaint@simulator.amazonses.com'), NOW).map(
      (event) => parseMailEvent(event)?.at ?? '',
    );
    expect(times).toEqual([...times].sort());
    expect(new Set(times).size).toBe(2);
  });
});

describe('events of mails', () => {
  /** Functions that do as a test says, what they were called with, and what was reported. */
  function world(answer: (event: SesEvent) => Promise<unknown>, tryAgainAfterMs?: number[]) {
    const calls: [string, SesEvent][] = [];
    const problems: string[] = [];
    const events = new MailEvents(
      RULES,
      (id, event) => {
        calls.push([id, event]);
        return answer(event);
      },
      (problem) => problems.push(problem),
      tryAgainAfterMs,
    );
    return { events, calls, problems };
  }

  test('reach the functions that wait for SES, and no others', async () => {
    const { events, calls, problems } = world(async () => undefined);
    await events.tell(mailTo('complaint@simulator.amazonses.com'));
    expect(calls.map(([id, event]) => [id, event['detail-type']])).toEqual([
      ['MailEvents', 'Email Delivered'],
      ['MailEvents', 'Email Complaint Received'],
    ]);
    expect(problems).toEqual([]);
  });

  test('come again where a function fails, some times, and each failure is told', async () => {
    let failures = 2;
    const recovering = world(async () => {
      if (failures-- > 0) throw new Error('no table');
    }, [1, 1]);
    await recovering.events.tell(mailTo('ada@example.org'));
    expect(recovering.calls).toHaveLength(3);
    expect(new Set(recovering.calls.map(([, { id }]) => id)).size).toBe(1);
    expect(recovering.problems).toEqual([
      expect.stringContaining('Email Delivered: Error: no table'),
      expect.stringContaining('no table'),
    ]);

    const failing = world(() => Promise.reject(new Error('never')), [1, 1]);
    await failing.events.tell(mailTo('ada@example.org'));
    expect(failing.calls).toHaveLength(3);
  });

  test('of many mails go four at a time', async () => {
    let running = 0;
    let most = 0;
    const { events, calls } = world(async () => {
      most = Math.max(most, ++running);
      await pause(1);
      running--;
    });
    await Promise.all(Array.from({ length: 500 }, (_, n) => events.tell(mailTo(`reader-${n}@example.org`))));
    expect(calls).toHaveLength(500);
    expect(most).toBe(4);
  });

  test('that wait for another try let others by', async () => {
    const { events, calls } = world(
      async ({ detail }) => {
        if (detail.eventType === 'Bounce') throw new Error('no');
      },
      [60_000],
    );
    for (let n = 0; n < 8; n++) void events.tell(mailTo(`bounce+${n}@simulator.amazonses.com`));
    await events.tell(mailTo('ada@example.org'));
    expect(calls).toHaveLength(9);
    await events.stop();
  });

  test('are over when it is stopped: what runs ends, what was to be tried again is given up', async () => {
    let done = 0;
    const { events, calls } = world(
      async ({ detail }) => {
        await pause(20);
        if (detail.eventType === 'Bounce') throw new Error('no');
        done++;
      },
      [60_000],
    );
    for (let n = 0; n < 6; n++) void events.tell(mailTo('ada@example.org'));
    void events.tell(mailTo('bounce@simulator.amazonses.com'));
    await pause(5);
    await events.stop();
    expect(done).toBe(6);
    expect(calls).toHaveLength(7);
  });
});
