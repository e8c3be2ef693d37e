import type { Call, Thing } from './call';
import { arn } from './fill-in';
import { judge } from './judge';
import type { Statement } from './policy';
import { report } from './report';
import type { Role } from './roles';

const TABLE = arn('dynamodb', 'table/news');
const SECRETS = arn('ssm', 'parameter/newsreel/*');
const GITHUB = arn('ssm', 'parameter/newsreel/github');

const allow = (action: string, ...resources: string[]): Statement => ({
  effect: 'Allow',
  actions: [action],
  resources,
  conditions: {},
});

const role = (...statements: Statement[]): Role => ({
  statements,
  variables: {
    TABLE_NAME: 'news',
    WORK_QUEUE_URL: 'https://sqs.example/1/work',
    NEWSREEL_MAIL_FROM: 'News <news@example.com>',
  },
});

const call = (action: string, ...things: Thing[]): Call => ({
  function: 'list',
  action,
  things,
  test: 'a test',
});
const table: Thing = { kind: 'table', named: 'of-a-test', variables: ['npm_package_name', 'TABLE_NAME'] };
const parameter = (named: string): Thing => ({ kind: 'parameter', named, variables: [] });
const sender: Thing = { kind: 'sender', named: 'test@example.org', variables: ['NEWSREEL_MAIL_FROM'] };

const judged = (given: Role, ...calls: Call[]) => judge(new Map([['list', given]]), calls);

describe('what a function does and may do', () => {
  test('is the same where each call is granted and each grant used', () => {
    expect(judged(role(allow('dynamodb:Query', TABLE)), call('dynamodb:Query', table))).toEqual({
      calls: 1,
      functions: 1,
      grants: 1,
      usedAndNotGranted: [],
      grantedAndNotUsed: [],
    });
  });

  test('differs by a call that is not granted, said with its test', () => {
    const { usedAndNotGranted } = judged(role(), call('dynamodb:Scan', table), call('dynamodb:Scan', table));
    expect(usedAndNotGranted).toEqual([
      { function: 'list', action: 'dynamodb:Scan', resource: TABLE, context: {}, test: 'a test' },
    ]);
  });

  test('differs by an action or a resource that no call used', () => {
    const { grantedAndNotUsed } = judged(
      role(allow('dynamodb:Query', TABLE), allow('ssm:GetParameter', GITHUB)),
      call('dynamodb:Query', table),
    );
    expect(grantedAndNotUsed).toEqual([{ function: 'list', action: 'ssm:GetParameter', resource: GITHUB }]);
  });

  test('differs by a grant that is wider than a call which another grant lets through', () => {
    const given = role(allow('ssm:GetParameter', SECRETS), allow('ssm:GetParameter', GITHUB));
    const github = call('ssm:GetParameter', parameter('/newsreel/github'));
    const other = call('ssm:GetParameter', parameter('/newsreel/other'));
    expect(judged(given, github).grantedAndNotUsed).toEqual([expect.objectContaining({ resource: SECRETS })]);
    expect(judged(given, github, other).grantedAndNotUsed).toEqual([]);
  });

  test('differs by what another function uses', () => {
    const roles = new Map([
      ['list', role(allow('dynamodb:Query', TABLE))],
      ['article', role(allow('dynamodb:Query', TABLE))],
    ]);
    const verdict = judge(roles, [call('dynamodb:Query', table)]);
    expect(verdict.grantedAndNotUsed).toEqual([expect.objectContaining({ function: 'article' })]);
  });

  test('differs by a thing that no variable of the function names', () => {
    const queue: Thing = { kind: 'queue', named: 'http://127.0.0.1/1/other', variables: ['OTHER_QUEUE_URL'] };
    const { usedAndNotGranted } = judged(
      role(allow('sqs:SendMessage', arn('sqs', 'work'))),
      call('sqs:SendMessage', queue),
    );
    expect(usedAndNotGranted[0]?.resource).toBe(
      'the queue http://127.0.0.1/1/other, which no variable of the function names',
    );
  });

  test('differs by a call of a kind that is not known here yet', () => {
    const thing: Thing = { kind: 'unknown', named: '?', variables: [] };
    const { usedAndNotGranted } = judged(role(allow('kms:*', arn('kms', '*'))), call('kms:Decrypt', thing));
    expect(usedAndNotGranted[0]?.resource).toBe('what aws-request.ts has no name for yet');
  });

  test('differs by whatever a function does that is not in the stack', () => {
    expect(judge(new Map(), [call('dynamodb:Query', table)]).usedAndNotGranted).toHaveLength(1);
  });

  test('is a mail from the sender of the stack, under its configuration set', () => {
    const send = call('ses:SendRawEmail', sender);
    const from = (address: string) =>
      role({
        ...allow('ses:SendRawEmail', arn('ses', 'identity/*')),
        conditions: { 'ses:FromAddress': [address] },
      });
    expect(judged(from('news@example.com'), send).usedAndNotGranted).toEqual([]);
    expect(judged(from('else@example.com'), send).usedAndNotGranted).toHaveLength(1);
  });

  test('is not what Lambda does for it', () => {
    expect(judged(role(allow('logs:PutLogEvents', 'log'), allow('sqs:ReceiveMessage', 'queue'))).grants).toBe(
      0,
    );
  });
});

describe('a report', () => {
  const verdict = judged(role(allow('ssm:GetParameter', GITHUB)), call('dynamodb:Scan', table));

  test('names function, action, resource and test, and what to do', () => {
    expect(report(verdict, true)).toEqual({
      isClean: false,
      text: [
        'calls to AWS, different ones   1 of 1 functions',
        'granted                        1',
        'used and not granted           1',
        `  list: dynamodb:Scan on ${TABLE}`,
        '    in a test',
        '  Grant it where infra/ makes the function, or do without the call.',
        'granted and not used           1',
        `  list: ssm:GetParameter on ${GITHUB}`,
        '  Take it away where infra/ makes the function, or test what needs it.',
      ].join('\n'),
    });
  });

  test('says nothing of grants that were not used where not all tests ran', () => {
    const clean = judged(
      role(allow('dynamodb:Query', TABLE), allow('dynamodb:Scan', TABLE)),
      call('dynamodb:Scan', table),
    );
    expect(report(clean, true).isClean).toBe(false);
    expect(report(clean, false).isClean).toBe(true);
    expect(report(clean, false).text).toMatch(/granted and not used +not known, as not all tests ran$/);
  });
});
