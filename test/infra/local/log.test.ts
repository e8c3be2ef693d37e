import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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
  test('takes all that functions log, and shows errors in short', () => {
    const { target, shown, written } = log();
    target.log('{"level":"info","message":"fetched"}');
    target.info('plain %s', 'text');
    target.debug('detail');
    target.warn({ level: 'warn' });
    target.error(
      JSON.stringify({ level: 'error', message: 'a message failed', id: '1', error: 'Error: broken' }),
    );
    target.error(JSON.stringify({ message: 'a request failed', reason: 'Error: worse\n    at here' }));
    target.error('plain trouble\nand where it came from');
    expect(written()).toEqual([
      '{"level":"info","message":"fetched"}',
      'plain text',
      'detail',
      "{ level: 'warn' }",
      '{"level":"error","message":"a message failed","id":"1","error":"Error: broken"}',
      '{"message":"a request failed","reason":"Error: worse\\n    at here"}',
      'plain trouble',
      'and where it came from',
    ]);
    expect(shown).toEqual([
      'error: a message failed: Error: broken',
      'error: a request failed: Error: worse',
      'error: plain trouble',
    ]);
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
