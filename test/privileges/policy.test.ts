import fc from 'fast-check';
import { isAllowed, matches, type Statement } from './policy';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/news';
const parameter = (name: string) => `arn:aws:ssm:eu-central-1:111122223333:parameter/newsreel/${name}`;

const allow = (actions: string[], ...resources: string[]): Statement => ({
  effect: 'Allow',
  actions,
  resources,
  conditions: {},
});
const deny = (actions: string[], ...resources: string[]): Statement => ({
  ...allow(actions, ...resources),
  effect: 'Deny',
});
const asked = (action: string, resource: string, context: Record<string, string> = {}) => ({
  action,
  resource,
  context,
});

describe('a call', () => {
  test('is let through where a statement names its action and its resource', () => {
    const statements = [allow(['dynamodb:GetItem', 'dynamodb:Query'], TABLE)];
    expect(isAllowed(statements, asked('dynamodb:Query', TABLE))).toBe(true);
    expect(isAllowed(statements, asked('DynamoDB:query', TABLE))).toBe(true);
    expect(isAllowed(statements, asked('dynamodb:Scan', TABLE))).toBe(false);
    expect(isAllowed(statements, asked('dynamodb:Query', `${TABLE}s`))).toBe(false);
    expect(isAllowed(statements, asked('dynamodb:Query', '*'))).toBe(false);
    expect(isAllowed([], asked('dynamodb:Query', TABLE))).toBe(false);
  });

  test('needs its action and its resource in the same statement', () => {
    const statements = [allow(['sqs:SendMessage'], 'queue'), allow(['dynamodb:Query'], TABLE)];
    expect(isAllowed(statements, asked('sqs:SendMessage', TABLE))).toBe(false);
  });

  test('is stopped by a denial, whatever allows it and wherever that stands', () => {
    const every = allow(['ssm:GetParameter'], parameter('*'));
    const own = deny(['ssm:GetParameter'], parameter('session-key'));
    for (const statements of [
      [every, own],
      [own, every],
    ]) {
      expect(isAllowed(statements, asked('ssm:GetParameter', parameter('session-key')))).toBe(false);
      expect(isAllowed(statements, asked('ssm:GetParameter', parameter('github')))).toBe(true);
    }
  });

  test('must be as every condition has it', () => {
    const statements = [
      {
        ...allow(['ses:SendRawEmail'], '*'),
        conditions: { 'ses:FromAddress': ['a@example.com', 'b@example.com'] },
      },
    ];
    const from = (address: string) => asked('ses:SendRawEmail', 'identity', { 'ses:FromAddress': address });
    expect(isAllowed(statements, from('b@example.com'))).toBe(true);
    expect(isAllowed(statements, from('c@example.com'))).toBe(false);
    expect(isAllowed(statements, asked('ses:SendRawEmail', 'identity'))).toBe(false);
  });
});

describe('a pattern', () => {
  test.each([
    ['*', '', true],
    ['*', 'a\nb', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abbcd', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a.c', 'abc', false],
    ['(a|b)+[c]^$\\', '(a|b)+[c]^$\\', true],
  ])('%j of %j: %j', (pattern, text, isMatch) => {
    expect(matches(pattern, text)).toBe(isMatch);
  });

  test('without wildcards is the text itself and nothing else', () => {
    const plain = fc.string().filter((text) => !/[*?]/.test(text));
    fc.assert(fc.property(plain, plain, (one, other) => matches(one, other) === (one === other)));
  });

  test('takes whatever stands where its wildcard is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, between, after) => {
        const literal = (text: string) => text.replace(/[*?]/g, '-');
        return matches(`${literal(before)}*${literal(after)}`, literal(before) + between + literal(after));
      }),
    );
  });
});
