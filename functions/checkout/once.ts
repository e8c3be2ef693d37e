import { hash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { Problem } from '../http/problem';
import { isExpired, optionalNumber, optionalText, text } from '../table/attributes';
import type { Item, Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { type Key, requestKey } from '../table/keys';

/** What is to be done once, however often it is asked for. */
export interface OnceRequest {
  /** who asks, and what names the request: equal parts are one request */
  parts: readonly string[];
  /** what is asked for under that name; something else under it is refused */
  asked: string;
  /** how long the answer is given again, in seconds; a day at most, as that is how long Stripe knows a key */
  keptFor: number;
}

/** Whether an answer that was kept may be given again; where it may not, the work is done anew. */
type IsStillGood<Answer> = (answer: Answer) => Promise<boolean>;

/** As long as Stripe keeps a key. @see https://docs.stripe.com/api/idempotent_requests */
export const DAY = 24 * 60 * 60;

/** Longer than Stripe usually takes. Whoever takes over from one who is only slow does no harm: the attempt is the same. */
const TURN_MS = 5_000;
const PAUSE_MS = 100;
const LONGEST_WAIT_MS = 15_000;

/** The work of one request; all tries of it have the same attempt, which its keys at Stripe are made from. */
type Work<Answer> = (attempt: string) => Promise<Answer>;

/**
 * Does a piece of work once: those who ask at the same time wait for who was first, those who ask later are given
 * its answer, and after a crash or a failure the next one goes on with the same attempt.
 * @param work gives an answer that JSON can hold
 * @throws Problem 409 where something else was asked for under this name, 503 where it takes too long, and what the work throws
 */
export async function once<Answer>(
  table: Table,
  { parts, asked, keptFor }: OnceRequest,
  work: Work<Answer>,
  isStillGood: IsStillGood<Answer> = async () => true,
): Promise<Answer> {
  const request: Request = {
    key: requestKey(hash('sha256', JSON.stringify(parts), 'base64url')),
    asked: hash('sha256', asked, 'base64url'),
    keptFor,
  };
  const until = Date.now() + LONGEST_WAIT_MS;
  while (Date.now() < until) {
    const turn = await takeTurn(table, request);
    if (turn === 'wait') await sleep(PAUSE_MS);
    else if ('answer' in turn) {
      const answer = JSON.parse(turn.answer) as Answer;
      if (await isStillGood(answer)) return answer;
      await drop(table, request, turn.answer);
    } else {
      const answer = await workOn(table, request, turn.attempt, work);
      if (answer !== null) return answer.value;
    }
  }
  throw new Problem(503, 'Busy', 'The same request is at work still. Please try again in a moment.', [], {
    'retry-after': '5',
  });
}

interface Request {
  key: Key;
  asked: string;
  keptFor: number;
}

type Turn = 'wait' | { attempt: string } | { answer: string };

async function takeTurn(table: Table, request: Request): Promise<Turn> {
  const now = Date.now();
  const attempt = randomUUID();
  if (await begin(table, request, attempt, now)) return { attempt };
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: request.key, ConsistentRead: true }),
  );
  if (Item === undefined || isExpired(Item, now)) return 'wait';
  if (text(Item, 'asked') !== request.asked) throw keyReused();
  const answer = optionalText(Item, 'answer');
  if (answer !== null) return { answer };
  return (await takeOver(table, Item, now)) ? { attempt: text(Item, 'attempt') } : 'wait';
}

const keyReused = (): Problem =>
  new Problem(409, 'Key used already', 'This Idempotency-Key came with another body before; use a new one.');

async function begin(table: Table, request: Request, attempt: string, now: number): Promise<boolean> {
  const put = new PutItemCommand({
    TableName: table.name,
    Item: {
      ...request.key,
      asked: { S: request.asked },
      attempt: { S: attempt },
      busyUntil: { N: String(now + TURN_MS) },
      expiresAt: { N: String(Math.floor(now / 1000) + DAY) },
    },
    // Or it is this very write, and its answer was lost.
    ConditionExpression: 'attribute_not_exists(PK) OR expiresAt <= :now OR attempt = :attempt',
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) }, ':attempt': { S: attempt } },
  });
  return (await unlessConditionFails(table.client.send(put))) !== null;
}

async function takeOver(table: Table, item: Item, now: number): Promise<boolean> {
  const busyUntil = optionalNumber(item, 'busyUntil') ?? 0;
  // A turn that ends much later than any can was taken by a clock that was wrong.
  if (busyUntil > now && busyUntil <= now + 2 * TURN_MS) return false;
  const update = new UpdateItemCommand({
    TableName: table.name,
    Key: { PK: { S: text(item, 'PK') }, SK: { S: text(item, 'SK') } },
    UpdateExpression: 'SET busyUntil = :until',
    ConditionExpression: 'attempt = :attempt AND busyUntil = :before AND attribute_not_exists(answer)',
    ExpressionAttributeValues: {
      ':until': { N: String(now + TURN_MS) },
      ':before': { N: String(busyUntil) },
      ':attempt': { S: text(item, 'attempt') },
    },
  });
  return (await unlessConditionFails(table.client.send(update))) !== null;
}

/** @returns null where another's answer stands already */
async function workOn<Answer>(
  table: Table,
  request: Request,
  attempt: string,
  work: Work<Answer>,
): Promise<{ value: Answer } | null> {
  try {
    const value = await work(attempt);
    return (await keep(table, request, attempt, JSON.stringify(value))) ? { value } : null;
  } catch (error) {
    // Where this fails as well the turn ends by itself.
    await giveBack(table, request, attempt).catch(() => undefined);
    throw error;
  }
}

async function keep(table: Table, request: Request, attempt: string, answer: string): Promise<boolean> {
  const update = new UpdateItemCommand({
    TableName: table.name,
    Key: request.key,
    UpdateExpression: 'SET answer = :answer, expiresAt = :end REMOVE busyUntil',
    ConditionExpression: 'attempt = :attempt AND attribute_not_exists(answer)',
    ExpressionAttributeValues: {
      ':answer': { S: answer },
      ':end': { N: String(Math.floor(Date.now() / 1000) + request.keptFor) },
      ':attempt': { S: attempt },
    },
  });
  return (await unlessConditionFails(table.client.send(update))) !== null;
}

/** Forgets an answer, so that the next one begins another attempt. */
async function drop(table: Table, { key }: Request, answer: string): Promise<void> {
  const remove = new DeleteItemCommand({
    TableName: table.name,
    Key: key,
    ConditionExpression: 'answer = :answer',
    ExpressionAttributeValues: { ':answer': { S: answer } },
  });
  await unlessConditionFails(table.client.send(remove));
}

/** Lets the next one try at once. */
async function giveBack(table: Table, request: Request, attempt: string): Promise<void> {
  const update = new UpdateItemCommand({
    TableName: table.name,
    Key: request.key,
    UpdateExpression: 'SET busyUntil = :over',
    ConditionExpression: 'attempt = :attempt AND attribute_not_exists(answer)',
    ExpressionAttributeValues: { ':over': { N: '0' }, ':attempt': { S: attempt } },
  });
  await unlessConditionFails(table.client.send(update));
}
