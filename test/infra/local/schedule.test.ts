import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ScheduledEvent } from 'aws-lambda';
import { Schedule } from '../../../infra/local/schedule';
import { nextTime, ScheduleExpressionError } from '../../../infra/local/schedule-expression';
import { setClock } from '../../functions/readers/clock';

const next = (expression: string, after: string) =>
  nextTime(expression, new Date(after))?.toISOString() ?? null;

describe('a schedule expression', () => {
  test.each([
    // The examples of the EventBridge documentation.
    ['rate(1 minute)', '2026-11-23T10:00:30Z', '2026-11-23T10:01:30.000Z'],
    ['rate(30 minutes)', '2026-11-23T10:00:00Z', '2026-11-23T10:30:00.000Z'],
    ['rate(12 hours)', '2026-11-23T10:00:00Z', '2026-11-23T22:00:00.000Z'],
    ['rate(1 day)', '2026-11-23T10:00:00Z', '2026-11-24T10:00:00.000Z'],
    ['cron(0 10 * * ? *)', '2026-11-23T10:00:00Z', '2026-11-24T10:00:00.000Z'],
    ['cron(15 12 * * ? *)', '2026-11-23T10:00:00Z', '2026-11-23T12:15:00.000Z'],
    // 2026-11-23 is a Monday. EventBridge's Sunday is 1.
    ['cron(0 18 ? * MON-FRI *)', '2026-11-27T18:00:00Z', '2026-11-30T18:00:00.000Z'],
    ['cron(0 18 ? * 1 *)', '2026-11-23T10:00:00Z', '2026-11-29T18:00:00.000Z'],
    ['cron(0 18 ? * 2-6 *)', '2026-11-23T10:00:00Z', '2026-11-23T18:00:00.000Z'],
    ['cron(0 8 1 * ? *)', '2026-11-23T10:00:00Z', '2026-12-01T08:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-23T10:05:00Z', '2026-11-23T10:15:00.000Z'],
    ['cron(0/30 * * * ? *)', '2026-11-23T10:45:00Z', '2026-11-23T11:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2026-11-23T10:00:00Z', '2026-11-30T00:00:00.000Z'],
    ['cron(0 9 ? * 2#1 *)', '2026-11-23T10:00:00Z', '2026-12-07T09:00:00.000Z'],
    ['cron(0 0 1 1 ? 2030)', '2026-11-23T10:00:00Z', '2030-01-01T00:00:00.000Z'],
    ['cron(0 0 1 1 ? 2020)', '2026-11-23T10:00:00Z', null],
  ])('%s after %s is due at %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  test('is in UTC, whatever the zone of this machine', () => {
    // A process of its own: the zone is read when one starts.
    const code = `
      const { nextTime } = require('./infra/local/schedule-expression.ts');
      console.log(nextTime('cron(0 10 * * ? *)', new Date('2026-11-23T09:59:00Z')).toISOString());`;
    const { stdout } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', code], {
      cwd: path.resolve(__dirname, '../../..'),
      env: { ...process.env, TZ: 'Asia/Kolkata' },
      encoding: 'utf8',
    });
    expect(stdout.trim()).toBe('2026-11-23T10:00:00.000Z');
  });

  test.each(['rate(5 weeks)', 'cron(0 10 * * *)', 'cron(61 10 * * ? *)', 'at(2026-11-23T10:00:00)', ''])(
    '%j is refused by name',
    (expression) => {
      expect(() => next(expression, '2026-11-23T10:00:00Z')).toThrow(ScheduleExpressionError);
      expect(() => next(expression, '2026-11-23T10:00:00Z')).toThrow(expression);
    },
  );
});

/** A promise, and what fulfils it. */
function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

describe('a schedule', () => {
  const ignore = () => undefined;
  const rule = (expression: string) => ({ id: 'Rule', expression, functionIds: ['News', 'Other'] });

  test('calls the functions of its rule with the event of EventBridge', async () => {
    const calls: [string, ScheduledEvent][] = [];
    const schedule = new Schedule(
      rule('rate(1 day)'),
      async (id, event) => {
        calls.push([id, event]);
        return id;
      },
      ignore,
    );
    expect(await schedule.fire(new Date('2026-11-23T10:00:00.999Z'))).toEqual(['News', 'Other']);
    expect(calls.map(([id]) => id)).toEqual(['News', 'Other']);
    expect(calls[0]?.[1]).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: expect.stringMatching(/^\d{12}$/),
      time: '2026-11-23T10:00:00Z',
      region: expect.any(String),
      resources: [expect.stringMatching(/rule\/Rule$/)],
      detail: {},
    });
  });

  test('goes by the clock until it is stopped, through failures too', async () => {
    let fires = 0;
    const { promise: thrice, resolve } = deferred();
    const problems: string[] = [];
    // Seconds exist in rates here alone: no rule of EventBridge's is due within the time of a test.
    const schedule = new Schedule(
      rule('rate(0 minutes)'),
      async () => {
        fires++;
        await pause(1);
        throw new Error('no news today');
      },
      (problem) => {
        if (problems.push(problem) === 3) resolve();
      },
    );
    schedule.start();
    await thrice;
    await schedule.stop();
    expect(problems[0]).toContain('no news today');
    const atStop = fires;
    await pause(40);
    expect(fires).toBe(atStop);
  });

  test('goes on at its pace where the clock is set back while it waits', async () => {
    const times: string[] = [];
    const now = Date.now();
    const { promise: thrice, resolve } = deferred();
    const schedule = new Schedule(
      { ...rule('rate(0 minutes)'), functionIds: ['News'] },
      async (_, { time }) => {
        if (times.push(time) === 3) resolve();
      },
      ignore,
    );
    setClock(now + 86_400_000);
    schedule.start();
    setClock(now);
    await thrice;
    jest.useRealTimers();
    await schedule.stop();
    expect(times.every((time) => Date.parse(time) <= now)).toBe(true);
  });

  test('waits for what runs when it is stopped', async () => {
    let done = false;
    const schedule = new Schedule(
      { ...rule('rate(1 day)'), functionIds: ['News'] },
      async () => {
        await pause(40);
        done = true;
      },
      ignore,
    );
    schedule.start();
    void schedule.fire(new Date());
    await schedule.stop();
    expect(done).toBe(true);
  });

  test('can wait longer than one timer of Node’s', async () => {
    let fires = 0;
    const schedule = new Schedule(rule('rate(60 days)'), async () => void fires++, ignore);
    schedule.start();
    await pause(20);
    await schedule.stop();
    expect(fires).toBe(0);
  });
});
