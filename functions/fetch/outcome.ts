import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Source } from '../sources/source';
import type { Table } from '../table/client';
import { unlessConditionFails } from '../table/condition';
import { sourceKey } from '../table/keys';
import type { Answer } from './ask';

/**
 * Writes down how a source did. Only whoever claimed it does, and only while it is there: a source that was
 * removed meanwhile stays away.
 */
export async function recordOutcome(
  table: Table,
  source: Source,
  owner: string,
  answer: Answer,
): Promise<void> {
  const changes = outcome(source, owner, answer);
  if (changes === null) return;
  const names = Object.keys(changes);
  const set = names.filter((name) => changes[name] !== null);
  const remove = names.filter((name) => changes[name] === null);
  const values: Record<string, AttributeValue> = { ':owner': { S: owner } };
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
        ConditionExpression: 'attribute_exists(PK) AND askedBy = :owner',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: values,
      }),
    ),
  );
}

type Changes = Record<string, string | number | null>;

/** What to change in a source; null values are taken away, null as a whole: all is as the claim left it. */
function outcome(source: Source, owner: string, answer: Answer): Changes | null {
  switch (answer.kind) {
    case 'unchanged':
      return source.status === 'ok'
        ? null
        : { status: 'ok', lastError: null, retryAfter: null, leaseUntil: null };
    case 'failed': {
      const retryAfter = answer.retryAfter === null ? null : new Date(answer.retryAfter).toISOString();
      const changes: Changes = {
        status: answer.gone ? 'gone' : 'failing',
        lastError: answer.reason,
        leaseUntil: null,
        retryAfter,
      };
      if (retryAfter !== null && retryAfter > (source.nextFetchAt ?? '')) changes['nextFetchAt'] = retryAfter;
      return changes;
    }
    case 'read':
      return {
        status: 'ok',
        lastError: null,
        leaseUntil: null,
        retryAfter: null,
        entries: answer.reading.entries.length,
        feedTitle: answer.reading.title,
        homepage: answer.reading.homepage,
        etag: answer.validators.etag,
        lastModified: answer.validators.lastModified,
        bodyHash: answer.bodyHash,
        readBy: owner,
      };
  }
}

const attribute = (value: string | number | null | undefined): AttributeValue =>
  typeof value === 'number' ? { N: String(value) } : { S: value ?? '' };
