import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { anchorOf } from '../house/anchor';
import { resourcesOf, synthesize } from './synthesized';

const document = readFileSync(path.join(__dirname, '../../docs/operating.md'), 'utf8');
const template = synthesize();

/** The text of a chapter, without its heading. */
function chapter(heading: string): string {
  const [, rest] = document.split(`\n## ${heading}\n`);
  if (rest === undefined) throw new Error(`No chapter ${heading}`);
  return rest.split(/\n## /, 1)[0] ?? '';
}

/** What stands there for a shell. */
const scripts = [...document.matchAll(/```sh\n(.*?)```/gs)].map(([, script = '']) => script);

/** What a shell prints that runs a script after the first one of the document, with an `aws` that says what is given. */
function runWith(answer: string, script: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-operating-'));
  try {
    writeFileSync(path.join(folder, 'aws'), `#!/bin/sh\nprintf '${answer}'\n`);
    chmodSync(path.join(folder, 'aws'), 0o755);
    return execFileSync('sh', ['-euc', `${scripts[0]}\n${script}`], {
      env: { PATH: `${folder}:${process.env['PATH']}` },
      encoding: 'utf8',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('docs/operating.md', () => {
  const names = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()].map(({ Properties }) =>
    String(Properties.AlarmName).replace(/^Newsreel-/, ''),
  );
  const sections = chapter('Alarms')
    .split(/\n### /)
    .slice(1)
    .map((section) => ({ name: section.slice(0, section.indexOf('\n')), text: section }));

  it('has a section for each alarm, and none for what is none', () => {
    expect(sections.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it.each(sections)('$name says who is hurt, why, how it is healed, and a command', ({ text }) => {
    expect(text).toContain('**Who is hurt.**');
    expect(text).toMatch(/\*\*Why(\.| and)/);
    expect(text).toMatch(/\*\*(Heal\.|Why and how to heal\.)\*\*/);
    expect(text).toMatch(/```sh\n|`aws /);
  });

  const found = [...document.matchAll(/find_it (AWS::\w+::\w+) (\w+)/g)].map(([, type = '', name = '']) => ({
    type,
    name,
  }));
  const rules = [...document.matchAll(/for rule in ([\w ]+);/g)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  const queues = [...document.matchAll(/(?:for queue in|or) ((?:Fetching|Digests)\w+Queue)\b/g)].map(
    ([, name = '']) => name,
  );
  const logs = [...document.matchAll(/\berrors ([A-Z]\w+)/g)].map(([, name = '']) => `${name}Logs`);

  it.each([
    ...found,
    ...rules.map((name) => ({ type: 'AWS::Events::Rule', name })),
    ...queues.map((name) => ({ type: 'AWS::SQS::Queue', name })),
    ...queues.map((name) => ({ type: 'AWS::SQS::Queue', name: `${name}DeadLetters` })),
    ...logs.map((name) => ({ type: 'AWS::Logs::LogGroup', name })),
  ])('finds one $type by $name', ({ type, name }) => {
    const ids = [...resourcesOf(template, type).keys()];
    expect(ids.filter((id) => new RegExp(`^${name}[0-9A-F]+$`).test(id))).toHaveLength(1);
  });

  it('has shell scripts that a shell understands', () => {
    expect(scripts.length).toBeGreaterThan(20);
    for (const script of scripts) execFileSync('sh', ['-n'], { input: script });
  });

  it('finds by a name what it is the whole name of', () => {
    const listed =
      'FetchingFetchQueueAB12CD34\\tqueue\\nFetchingFetchQueueDeadLetters01234567\\tletters\\nFetchingFetch89ABCDEF\\tfetch\\n';
    expect(runWith(listed, 'find_it AWS::SQS::Queue FetchingFetchQueue')).toBe('queue\n');
    expect(runWith(listed, 'find_it AWS::SQS::Queue FetchingFetchQueueDeadLetters')).toBe('letters\n');
    expect(runWith(listed, 'find_it AWS::Lambda::Function FetchingFetch')).toBe('fetch\n');
    expect(runWith(listed, 'find_it AWS::Lambda::Function Fetching')).toBe('');
  });

  it('stops all that writes by itself: every rule', () => {
    const all = [...resourcesOf(template, 'AWS::Events::Rule').keys()].map((id) =>
      id.replace(/[0-9A-F]{8}$/, ''),
    );
    expect([...new Set(rules)].sort()).toEqual(all.sort());
  });

  it('sets of a restored table what the stack sets', () => {
    const [table] = resourcesOf(template, 'AWS::DynamoDB::Table').values();
    const text = chapter('Restore');
    expect(text).toContain(
      `MaxReadRequestUnits=${table?.['Properties'].OnDemandThroughput.MaxReadRequestUnits}`,
    );
    expect(text).toContain(`AttributeName=${table?.['Properties'].TimeToLiveSpecification.AttributeName}`);
  });

  it('links within itself to headings that are there', () => {
    const anchors = [...document.matchAll(/^#{1,3} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    const links = [...document.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.filter((link) => !anchors.includes(link ?? ''))).toEqual([]);
  });

  it('links to files that are there', () => {
    const files = [...document.matchAll(/\]\(((?!http|#)[^)#]+)/g)].map(([, file = '']) => file);
    for (const file of files) {
      expect(() => readFileSync(path.join(__dirname, '../../docs', file))).not.toThrow();
    }
  });
});
