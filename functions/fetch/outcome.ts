import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterFailure, afterNews, afterNothingNew } from '../schedule/pace';
import { moveOf } from '../sources/moved';
import type { Source } from '../sources/source';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { sourceKey } from '../table/keys';
import { updateOf } from '../table/update';
import type { Answer } from './ask';

/** When a source was asked, by whom, and what else its next visit depends on. */
export interface Visit {
  /** the message, `cycle/message` */
  owner: string;
  /** ms since 1970 */
  at: number;
  /** minutes between two looks of the schedule */
  usual: number;
}

/**
 * Writes down how a source did. Only whoever claimed it does, and only while it is there: a source that was
 * removed meanwhile stays away, and of one that was changed nobody has the claim any more.
 * @param hasNews whether it brought articles, new or edited
 */
export async function recordOutcome(
  table: Table,
  source: Source,
  visit: Visit,
  answer: Answer,
  hasNews: boolean,
): Promise<void> {
  const changes = Object.entries(outcomeOf(source, visit, answer, hasNews));
  if (changes.length === 0) return;
  const update = updateOf(Object.fromEntries(changes.map(([name, value]) => [name, attribute(value)])));
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: sourceKey(source.id),
        ...update,
        ConditionExpression: 'attribute_exists(PK) AND askedBy = :owner',
        ExpressionAttributeValues: {
          ...update.ExpressionAttributeValues,
          ':owner': { S: visit.owner },
        },
      }),
    ),
  );
}

/** New values by attribute; null takes one away. */
type Outcome = Record<string, string | number | null>;

/**
 * What to change in a source after a visit: nothing where all is as the claim left it, which has said already
 * when it is due if nothing is new.
 */
function outcomeOf(source: Source, visit: Visit, answer: Answer, hasNews: boolean): Outcome {
  if (answer.kind === 'failed') return failed(source, visit, answer);
  const { at, usual } = visit;
  const move = moveOf(source, answer.permanentUrl, at);
  const freshMinutes = Math.ceil((answer.freshSeconds ?? 0) / 60);
  const mended: Outcome =
    source.status === 'ok'
      ? {}
      : { status: 'ok', lastError: null, retryAfter: null, leaseUntil: null, failures: null };
  if (answer.kind === 'unchanged') {
    const changes: Outcome = { ...move, ...mended };
    if (freshMinutes <= (source.leastMinutes ?? 0)) return changes;
    const next = afterNothingNew({ ...source, leastMinutes: freshMinutes }, at);
    if (iso(next) <= (source.nextFetchAt ?? '')) return changes;
    return { ...changes, nextFetchAt: iso(next) };
  }
  const { reading, validators, bodyHash } = answer;
  const leastMinutes = Math.max(reading.leastMinutes ?? 0, freshMinutes) || null;
  const asked = {
    ...source,
    leastMinutes,
    skipHours: reading.skipHours,
    skipDays: reading.skipDays,
  };
  const next = hasNews ? afterNews(asked, at, usual) : afterNothingNew(asked, at);
  return {
    ...move,
    ...mended,
    leaseUntil: null,
    entries: reading.entries.length,
    feedTitle: reading.title,
    homepage: reading.homepage,
    etag: validators.etag,
    lastModified: validators.lastModified,
    bodyHash,
    readBy: visit.owner,
    leastMinutes,
    skipHours: list(reading.skipHours),
    skipDays: list(reading.skipDays),
    nextFetchAt: iso(next),
    ...(hasNews ? { newsAt: iso(at) } : {}),
  };
}

function failed(source: Source, { at, usual }: Visit, answer: Answer & { kind: 'failed' }): Outcome {
  const failures = source.failures + 1;
  const again = afterFailure({ ...source, failures }, at, usual, Math.random());
  return {
    status: answer.gone ? 'gone' : 'failing',
    lastError: answer.reason,
    failures,
    leaseUntil: null,
    retryAfter: answer.retryAfter === null ? null : iso(answer.retryAfter),
    nextFetchAt: iso(Math.max(again, answer.retryAfter ?? 0)),
  };
}

const iso = (time: number): string => new Date(time).toISOString();

const list = (numbers: number[]): string | null => (numbers.length === 0 ? null : JSON.stringify(numbers));

function attribute(value: string | number | null): AttributeValue | null {
  if (value === null) return null;
  return typeof value === 'number' ? { N: String(value) } : { S: value };
}
