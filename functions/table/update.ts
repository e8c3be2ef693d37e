import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** New values of attributes by their names; null takes one away. */
export type Changes = Record<string, AttributeValue | null>;

/** The parts of an UpdateItem that makes changes; names are `#name`, values `:name`. At least one is needed. */
export function updateOf(changes: Changes): {
  UpdateExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Record<string, AttributeValue>;
} {
  const set: string[] = [];
  const remove: string[] = [];
  const values: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) {
      remove.push(`#${name}`);
    } else {
      set.push(`#${name} = :${name}`);
      values[`:${name}`] = value;
    }
  }
  const clauses = [
    ...(set.length > 0 ? [`SET ${set.join(', ')}`] : []),
    ...(remove.length > 0 ? [`REMOVE ${remove.join(', ')}`] : []),
  ];
  return {
    UpdateExpression: clauses.join(' '),
    ExpressionAttributeNames: Object.fromEntries(Object.keys(changes).map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: values,
  };
}
