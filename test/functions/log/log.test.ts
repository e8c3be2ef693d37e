import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { request as httpRequest } from 'undici';
import { api, json } from '../../../functions/http/api';
import { log } from '../../../functions/log/log';
import { onEvent } from '../../../functions/log/on-event';
import { alsoNamed, during } from '../../../functions/log/work';
import { eachMessage, onMessages } from '../../../functions/queue/receive';
import { type KeptLog, keepLog } from '../../log';
import { request } from '../../request';
import { sqsEvent } from '../../service';

let kept: KeptLog;
beforeEach(() => {
  kept = keepLog();
});

test('a line is one JSON object with its time, level, message and facts', () => {
  log.info('Sources were asked', { sources: 2, failed: 0 });
  log.warn('Odd', { source: 'a' }, new Error('why'));
  log.error('Broken', new Error('why'));
  expect(kept.lines()).toMatchObject([
    { level: 'INFO', message: 'Sources were asked', sources: 2, failed: 0 },
    { level: 'WARN', message: 'Odd', source: 'a', error: { name: 'Error', message: 'why' } },
    { level: 'ERROR', message: 'Broken', error: { stack: expect.stringContaining('log.test.ts') } },
  ]);
  for (const { timestamp } of kept.lines()) expect(new Date(timestamp).toISOString()).toBe(timestamp);
  expect(kept.written.join('')).not.toContain('\n');
});

describe('every line names what was being worked on', () => {
  test('a request by its id and route, never its path or query', async () => {
    const handler = api(async () => {
      log.info('Inside');
      await sleep(1);
      throw new Error('broken');
    });
    const event = request('GET /unsubscribe?token=hunter2');
    event.requestContext.routeKey = 'GET /unsubscribe/{id}';
    await handler({ ...event, rawPath: '/unsubscribe/hunter2' });
    const work = { requestId: 'request-1', route: 'GET /unsubscribe/{id}' };
    expect(kept.lines()).toMatchObject([
      { ...work, message: 'Inside' },
      { ...work, message: 'A request failed' },
    ]);
    expect(kept.written.join()).not.toContain('hunter2');
  });

  test('a message by its id and its cycle’s, with many at once', async () => {
    const handler = onMessages((event) =>
      eachMessage(event, async ({ body }) => {
        alsoNamed({ cycle: `cycle-${body}` });
        await sleep(Math.random() * 20);
        log.info('Asked');
        if (body === '2') throw new Error('broken');
      }),
    );
    const messages = ['1', '2', '3'].map((body) => ({ id: `message-${body}`, body }));
    const answer = await handler(sqsEvent(messages));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-2' }] });
    const asked = kept.lines('INFO').map(({ messageId, cycle }) => `${messageId} ${cycle}`);
    expect(asked.sort()).toEqual(['message-1 cycle-1', 'message-2 cycle-2', 'message-3 cycle-3']);
    expect(kept.lines('ERROR')).toMatchObject([{ messageId: 'message-2', cycle: 'cycle-2' }]);
  });

  test('an event by its id; nothing of one is left for the next', async () => {
    const handler = onEvent(async (_: { id: string }) => log.info('Rung'));
    await handler({ id: 'event-1' });
    await onEvent(async () => log.info('Called by hand'))(undefined);
    log.info('Outside');
    expect(kept.lines().map(({ eventId }) => eventId)).toEqual(['event-1', undefined, undefined]);
  });

  test('also what goes on after the answer', async () => {
    let later: Promise<void> | undefined;
    await api(async () => {
      later = sleep(5).then(() => log.warn('Late'));
      return json(200, {});
    })(request('GET /me'));
    await during({ requestId: 'another' }, async () => later);
    expect(kept.lines()).toMatchObject([{ requestId: 'request-1' }]);
  });
});

describe('errors', () => {
  test('with their causes and those that failed together, as deep as it helps', () => {
    let chain = new Error('deepest');
    for (let depth = 0; depth < 10; depth++) chain = new Error(`level ${depth}`, { cause: chain });
    log.error('Broken', chain);
    log.error(
      'Broken',
      new AggregateError(
        [1, 2, 3, 4, 5].map((count) => new Error(`no. ${count}`)),
        'all',
      ),
    );
    const [first, second] = kept.lines();
    expect(first?.error?.cause?.cause?.cause?.message).toBe('level 6');
    expect(first?.error?.cause?.cause?.cause?.cause).toBeUndefined();
    expect(second?.error?.errors?.map(({ message }) => message)).toEqual(['no. 1', 'no. 2', 'no. 3']);
  });

  test('of any shape', () => {
    const thrown = [null, 'word', 7, Symbol('s'), Object.create(null), { message: 'like one' }, [], () => 1];
    for (const error of thrown) log.error('Broken', error);
    expect(kept.lines()).toHaveLength(thrown.length);
    expect(kept.lines()[5]?.error).toEqual({ name: 'Error', message: 'like one' });
  });

  test('of a source are logged without its URL, its address or its body', async () => {
    const failure = await httpRequest('http://ada:hunter2@127.0.0.1:1/feed?token=f00d').catch(
      (e: unknown) => e,
    );
    log.error('Broken', failure);
    const invalid = (() => {
      try {
        return new URL('not a url with hunter2');
      } catch (error) {
        return error;
      }
    })();
    log.error('Broken', invalid);
    expect(kept.lines('ERROR')).toHaveLength(2);
    expect(kept.written.join()).not.toMatch(/hunter2|f00d|127\.0\.0\.1/);
  });

  test('of Stripe and the SDK are logged without the answer that lies in their other fields', () => {
    const error = Stripe.errors.StripeError.generate({
      type: 'invalid_request_error',
      message: 'No such customer for ada@example.org; a similar object exists',
      payment_intent: { client_secret: 'pi_1_secret_2', receipt_email: 'ada@example.org' } as never,
    } as never);
    log.error('Broken', error);
    log.error('Broken', Object.assign(new Error('Denied'), { $response: { body: 'hunter2' } }));
    expect(kept.lines()[0]?.error?.message).toContain('No such customer for (address)');
    expect(kept.written.join()).not.toMatch(/ada|_secret_|hunter2/);
  });
});

test('what a handler throws reaches the runtime, which logs every field of it, without these', async () => {
  const { cause, ...thrown } = await onEvent(async () => {
    throw Object.assign(new TypeError('for ada@example.org', { cause: new Error('hunter2') }), {
      raw: 'hunter2',
    });
  })({ id: 'event-1' }).catch((error: Error) => ({
    name: error.name,
    message: error.message,
    stack: error.stack,
    cause: error.cause,
    fields: Object.keys(error),
  }));
  expect(thrown).toEqual({
    name: 'TypeError',
    message: 'for (address)',
    stack: expect.stringMatching(/^TypeError: for \(address\)\n\s+at .*log\.test\.ts/),
    fields: [],
  });
  expect(cause).toBeUndefined();
  expect(kept.lines('ERROR')).toMatchObject([{ eventId: 'event-1', error: { name: 'TypeError' } }]);
});

test('a fact that is no id is left out, and no log is forged by one', () => {
  log.info('Odd', { source: 'ada@example.org' });
  log.info('Odd', { kind: 'https://example.org/?token=1', result: 'one\n{"level":"ERROR"}' });
  log.info('Odd', { source: 'hello this is a line of text', mail: 'https://h.example/private/hunter2' });
  log.info('Odd', {
    cycles: Array.from({ length: 100 }, () => 'two words'),
    occasions: ['payment-failed:in_1:2'],
  });
  expect(kept.written.join()).not.toMatch(/ada|token|hello|hunter2|\n/);
  expect(kept.lines()[3]).toMatchObject({ occasions: ['payment-failed:in_1:2'] });
  expect(kept.lines()[3]?.['cycles']).toHaveLength(20);
});

test.each([
  ['GET /articles/{id}'],
  ['$default'],
  ['payment-failed:in_1NxYz:2'],
  ['sign-in'],
  ['checkout.session.completed'],
  ['sources#lobsters-1a2b'],
])('a fact is %s', (id) => {
  log.info('Odd', { kind: id });
  expect(kept.lines()).toMatchObject([{ kind: id }]);
});
