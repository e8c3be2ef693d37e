import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { InvalidSecretsError, Secrets } from '../../../infra/local/secrets';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();

describe('secrets.json', () => {
  test('may be edited while it is in use', () => {
    const file = path.join(temporaryFolder(), 'secrets.json');
    const secrets = new Secrets(file, {});
    expect(secrets.get('key')).toBeNull();
    writeFileSync(file, '{"key":"one"}');
    expect(secrets.get('key')).toBe('one');
    secrets.set('other', 'two');
    expect([secrets.get('key'), secrets.get('other')]).toEqual(['one', 'two']);
  });

  test.each(['{', '[]', '{"key":1}', '"hunter2"'])('that is %s is refused without being quoted', (text) => {
    const file = path.join(temporaryFolder(), 'secrets.json');
    writeFileSync(file, text);
    expect(() => new Secrets(file, {})).toThrow(InvalidSecretsError);
    expect(() => new Secrets(file, {})).toThrow(file);
    expect(() => new Secrets(file, {})).not.toThrow(/hunter2/);
  });

  test('may lose what the process holds', () => {
    const file = path.join(temporaryFolder(), 'secrets.json');
    const secrets = new Secrets(file, {});
    secrets.set('admin-token', 'held');
    secrets.hold('admin-token', 'held');
    writeFileSync(file, '{"key":"one"}');
    expect([secrets.get('admin-token'), secrets.get('key')]).toEqual(['held', 'one']);
    writeFileSync(file, '{broken');
    expect(secrets.get('admin-token')).toBe('held');
  });

  test('may begin with a byte order mark', () => {
    const file = path.join(temporaryFolder(), 'secrets.json');
    writeFileSync(file, '\uFEFF{"key":"one"}');
    expect(new Secrets(file, {}).get('key')).toBe('one');
  });

  test('gives way to a variable', () => {
    const file = path.join(temporaryFolder(), 'secrets.json');
    writeFileSync(file, '{"feed-key.v2":"file"}');
    expect(new Secrets(file, { NEWSREEL_SECRET_FEED_KEY_V2: 'variable' }).get('feed-key.v2')).toBe(
      'variable',
    );
    expect(new Secrets(file, { NEWSREEL_SECRET_FEED_KEY_V2: '' }).get('feed-key.v2')).toBe('file');
  });

  test('that cannot be read says so', () => {
    expect(() => new Secrets(temporaryFolder(), {})).toThrow('cannot be read');
  });
});
