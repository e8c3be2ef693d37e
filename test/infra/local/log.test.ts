import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { log as functionsLog } from '../../../functions/log/log';
import { onEvent } from '../../../functions/log/on-event';
import { openLog } from '../../../infra/local/log';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();

function log() {
  const file = path.join(temporaryFolder(), 'newsreel.log');
  const shown: string[] = [];
  const target = { ...console };
  const { report } = openLog(file, target, (line) => shown.push(line));
  return { target, report, shown, written: () => readFileSync(file, 'utf8').trimEnd().split('\n') };
}

describe('the log', () => {
  test('takes all that libraries say, and shows errors in short', () => {
    const { target, shown, written } = log();
    target.log('{"level":"info","message":"fetched"}');
    target.info('plain %s', 'text');
    target.debug('detail');
    target.warn({ level: 'warn' });
    target.error('plain trouble\nand where it came from');
    expect(written()).toEqual([
      '{"level":"info","message":"fetched"}',
      'plain text',
      'detail',
      "{ level: 'warn' }",
      'plain trouble',
      'and where it came from',
    ]);
    expect(shown).toEqual(['error: plain trouble']);
  });

  test('takes all lines of the functions’ own log, and shows errors in short', () => {
    const { shown, written } = log();
    functionsLog.info('Sources were asked', { sources: 2 });
    functionsLog.warn('Odd', {}, new Error('why'));
    functionsLog.error('A message failed', new RangeError('too far\nby much'));
    functionsLog.error('A message failed', new RangeError('too far\nby much'));
    functionsLog.error('Nobody knows', undefined, { mail: '1' });
    expect(written().map((line) => JSON.parse(line).message)).toEqual([
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
    const { report, shown, written } = log();
    report('Error: no\n    at somewhere');
    expect(shown).toEqual(['error: Error: no']);
    expect(written()).toHaveLength(2);
  });

  test('is put aside when it is large', () => {
    const file = path.join(temporaryFolder(), 'newsreel.log');
    writeFileSync(file, 'x'.repeat(5_000_001));
    const target = { ...console };
    openLog(file, target, () => undefined);
    target.log('new');
    expect(readFileSync(file, 'utf8')).toBe('new\n');
    expect(statSync(`${file}.old`).size).toBe(5_000_001);
  });

  test('does not fail where nothing can be written', () => {
    const target = { ...console };
    openLog(path.join(temporaryFolder(), 'missing', 'newsreel.log'), target, () => undefined);
    expect(() => target.log('lost')).not.toThrow();
    expect(existsSync(path.join(temporaryFolder(), 'missing'))).toBe(false);
  });
});
