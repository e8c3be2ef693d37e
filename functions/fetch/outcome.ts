import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterFailure, afterNews, afterNothingNew } from '../schedule/pace';
import { moveOf } from '../sources/moved';
import type { Source } from '../sources/source';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { sourceKey } from '../table/keys';
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
 * Writes down how a source did. Only whoever claimed it does, and only while it is there and is read from
 * where it was asked: a source that was removed or changed meanwhile stays so.
 * @param hasNews whether it brought articles, new or edited
 */
export async function recordOutcome(
  table: Table,
  source: Source,
  visit: Visit,
  answer: Answer,
  hasNews: boolean,
): Promise<void> {
  const changes = outcomeOf(source, visit, answer, hasNews);
  const names = Object.keys(changes);
  if (names.length === 0) return;
  const set = names.filter((name) => changes[name] !== null);
  const remove = names.filter((name) => changes[name] === null);
  const values: Record<string, AttributeValue> = {
    ':owner': { S: visit.owner },
    ':askedUrl': { S: source.url },
  };
  for (const name of set) values[`:${name}`] = attribute(changes[name]);
  await unlessConditionFails(
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: sourceKey(source.id),
        UpdateExpression: [
          set.length > 0 ? `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}` : '',
          remove.length > 0 ? `REMOVE ${remove.map((name) => `#${name}`).join(', ')}` : '',
        ].join(' '),
        ConditionExpression: 'attribute_exists(PK) AND askedBy = :owner AND #url = :askedUrl',
        ExpressionAttributeNames: Object.fromEntries(['url', ...names].map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: values,
      }),
    ),
  );
}

/** New values by attribute; null takes one away. Empty where all is as the claim left it. */
type Changes = Record<string, string | number | null>;

/** What to change in a source after a visit. Its claim has said already when it is due if nothing is new. */
export function outcomeOf(source: Source, visit: Visit, answer: Answer, hasNews: boolean): Changes {
  if (answer.kind === 'failed') return failed(source, visit, answer);
  const { at, usual } = visit;
  const move = moveOf(source, answer.permanentUrl, at);
  const freshMinutes = Math.ceil((answer.freshSeconds ?? 0) / 60);
  const mended: Changes =
    source.status === 'ok'
      ? {}
      : { status: 'ok', lastError: null, retryAfter: null, leaseUntil: null, failures: null };
  if (answer.kind === 'unchanged') {
    const changes: Changes = { ...move, ...mended };
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

function failed(source: Source, { at, usual }: Visit, answer: Answer & { kind: 'failed' }): Changes {
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

const attribute = (value: string | number | null | undefined): AttributeValue =>
  typeof value === 'number' ? { N: String(value) } : { S: value ?? '' };
