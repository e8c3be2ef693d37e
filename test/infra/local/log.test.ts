import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { log as functionsLog } from '../../../functions/log/log';
import { onEvent } from '../../../functions/log/on-event';
import { openLog } from '../../../infra/local/log';
import type { LogLine } from '../../log';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();

function log() {
  const file = path.join(temporaryFolder(), 'newsreel.log');
  const shown: string[] = [];
  const target = { ...console };
  const { report } = openLog(file, target, (line) => shown.push(line));
  const written = () => readFileSync(file, 'utf8').trimEnd().split('\n');
  return {
    target,
    report,
    shown,
    written,
    lines: () => written().map((line) => JSON.parse(line) as LogLine),
  };
}

describe('the log', () => {
  test('takes all that libraries say as lines of JSON, and shows errors in short', () => {
    const { target, shown, lines } = log();
    target.log('{"level":"info","message":"fetched"}');
    target.info('plain %s', 'text');
    target.debug('detail');
    target.warn({ level: 'warn' });
    target.error('plain trouble\nand where it came from');
    const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(lines()).toEqual([
      { timestamp, level: 'INFO', message: '{"level":"info","message":"fetched"}' },
      { timestamp, level: 'INFO', message: 'plain text' },
      { timestamp, level: 'INFO', message: 'detail' },
      { timestamp, level: 'WARN', message: "{ level: 'warn' }" },
      { timestamp, level: 'ERROR', message: 'plain trouble\nand where it came from' },
    ]);
    expect(shown).toEqual(['error: plain trouble']);
  });

  test('tells of what libraries and we say no address, secret or field of an error', () => {
    const { target, report, shown, written } = log();
    const failure = Object.assign(new Error('no such customer ada@example.org'), {
      raw: { body: 'hunter2' },
    });
    target.error('It failed:', failure);
    target.warn({ client_secret: 'hunter2' });
    report('Error: for ada@example.org at https://ada:hunter2@news.example/x');
    expect(written().join() + shown.join()).not.toMatch(/ada|hunter2/);
    expect(shown).toEqual([
      'error: It failed: Error: no such customer (address)',
      'error: Error: for (address) at https://news.example/…',
    ]);
  });

  test('takes all lines of the functions’ own log, and shows errors in short', () => {
    const { shown, lines } = log();
    functionsLog.info('Sources were asked', { sources: 2 });
    functionsLog.warn('Odd', {}, new Error('why'));
    functionsLog.error('A message failed', new RangeError('too far\nby much'));
    functionsLog.error('A message failed', new RangeError('too far\nby much'));
    functionsLog.error('Nobody knows', undefined, { mail: '1' });
    expect(lines().map(({ message }) => message)).toEqual([
      'Sources were asked',
      'Odd',
      'A message failed',
      'A message failed',
      'Nobody knows',
    ]);
    expect(shown).toEqual([
      'error: A message failed: RangeError: too far',
      'error: A message failed: RangeError: too far',
      'error: Nobody knows',
    ]);
  });

  test('shows once what a function logs and then throws', async () => {
    const { report, shown, written } = log();
    const handler = onEvent(async () => {
      throw new RangeError('too far');
    });
    for (let call = 0; call < 2; call++) await handler({}).catch((error: Error) => report(error.stack ?? ''));
    expect(shown).toEqual(Array(2).fill('error: A function failed: RangeError: too far'));
    report('RangeError: too far');
    expect(shown).toHaveLength(3);
    expect(written().join()).toContain('log.test.ts');
  });

  test('takes what we report ourselves', () => {
    const { report, shown, lines } = log();
    report('Error: no\n    at somewhere');
    expect(shown).toEqual(['error: Error: no']);
    expect(lines()).toMatchObject([{ level: 'ERROR', message: 'Error: no\n    at somewhere' }]);
  });

  test('is put aside when it is large', () => {
    const file = path.join(temporaryFolder(), 'newsreel.log');
    writeFileSync(file, 'x'.repeat(5_000_001));
    const target = { ...console };
    openLog(file, target, () => undefined);
    target.log('new');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ message: 'new' });
    expect(statSync(`${file}.old`).size).toBe(5_000_001);
  });

  test('does not fail where nothing can be written', () => {
    const target = { ...console };
    openLog(path.join(temporaryFolder(), 'missing', 'newsreel.log'), target, () => undefined);
    expect(() => target.log('lost')).not.toThrow();
    expect(existsSync(path.join(temporaryFolder(), 'missing'))).toBe(false);
  });
});
