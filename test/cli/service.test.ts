import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure, UsageError } from '../../cli/errors';
import { findService, type Role, type ServiceOptions } from '../../cli/service';
import { Sessions } from '../../cli/sessions';
import { temporaryFolders } from '../infra/local/temporary-folder';

const temporaryFolder = temporaryFolders();

/** A process that is gone. */
const GONE = spawnSync(process.execPath, ['--version']).pid;

let sessions: Sessions;
beforeEach(() => {
  sessions = new Sessions(path.join(temporaryFolder(), 'sessions.json'));
});

function runIn(folder: string, port: number, pid = process.pid): string {
  mkdirSync(folder, { recursive: true });
  const run = { url: `http://127.0.0.1:${port}`, adminToken: `token-${port}`, pid };
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify(run));
  return folder;
}

interface Found {
  url: string;
  token: string | null;
}

function find(
  options: ServiceOptions,
  env: NodeJS.ProcessEnv,
  cwd = temporaryFolder(),
  root = temporaryFolder(),
  role?: Role,
): Found {
  const { base, token } = findService(options, { env, sessions, cwd, root }, role);
  return { url: base.href, token };
}

it('takes the option, then the variable, then the local run', () => {
  const NEWSREEL_DATA = runIn(temporaryFolder(), 3001);
  const env = { NEWSREEL_DATA, NEWS_URL: 'https://b.example', NEWS_TOKEN: 'tb' };
  expect(find({ url: 'https://a.example', token: 'ta' }, env)).toEqual({
    url: 'https://a.example/',
    token: 'ta',
  });
  expect(find({}, env)).toEqual({ url: 'https://b.example/', token: 'tb' });
  expect(find({}, { NEWSREEL_DATA, NEWS_URL: '', NEWS_TOKEN: '' })).toEqual({
    url: 'http://127.0.0.1:3001/',
    token: 'token-3001',
  });
});

it('gives the token of the local run to its own origin alone', () => {
  const env = { NEWSREEL_DATA: runIn(temporaryFolder(), 3001) };
  expect(find({ url: 'http://127.0.0.1:3001/' }, env).token).toBe('token-3001');
  for (const url of [
    'http://127.0.0.1:3002',
    'https://127.0.0.1:3001',
    'http://localhost:3001',
    'https://a.example',
  ]) {
    expect(find({ url }, env).token).toBeNull();
  }
});

describe('a sign-in that is kept', () => {
  const LOCAL = 'http://127.0.0.1:3001';
  const REMOTE = 'https://a.example';
  let env: NodeJS.ProcessEnv;
  beforeEach(() => {
    env = { NEWSREEL_DATA: runIn(temporaryFolder(), 3001) };
    sessions.keep(LOCAL, 'session-local');
    sessions.keep(REMOTE, 'session-remote');
  });
  const tokenAt = (url: string, role?: Role, more: NodeJS.ProcessEnv = {}, token?: string) =>
    find({ url, token }, { ...env, ...more }, undefined, undefined, role).token;

  it('goes to its own origin alone', () => {
    expect(tokenAt(REMOTE)).toBe('session-remote');
    expect(tokenAt(`${REMOTE}/below`)).toBe('session-remote');
    for (const url of ['http://a.example', 'https://a.example:8443', 'https://b.a.example']) {
      expect(tokenAt(url)).toBeNull();
    }
  });

  it('comes after what is given, and after the local run but for what is a reader’s own', () => {
    expect(tokenAt(LOCAL)).toBe('token-3001');
    expect(tokenAt(LOCAL, 'reader')).toBe('session-local');
    for (const url of [LOCAL, REMOTE]) {
      expect(tokenAt(url, 'reader', { NEWS_TOKEN: 'tb' })).toBe('tb');
      expect(tokenAt(url, 'any', { NEWS_TOKEN: 'tb' }, 'ta')).toBe('ta');
      expect(tokenAt(url, 'nobody', { NEWS_TOKEN: 'tb' }, 'ta')).toBeNull();
    }
  });

  it('is all that there is for a reader’s own', () => {
    sessions.forget(LOCAL);
    expect(tokenAt(LOCAL, 'reader')).toBeNull();
    expect(tokenAt(LOCAL)).toBe('token-3001');
  });
});

it('looks in the folder of the data, else of the working directory, else of the project', () => {
  const [cwd, root] = [temporaryFolder(), temporaryFolder()];
  runIn(path.join(root, '.newsreel'), 3002);
  expect(find({}, {}, cwd, root).token).toBe('token-3002');
  runIn(path.join(cwd, '.newsreel'), 3001);
  expect(find({}, {}, cwd, root).token).toBe('token-3001');
  runIn(path.join(cwd, 'data'), 3003);
  expect(find({}, { NEWSREEL_DATA: 'data' }, cwd, root).token).toBe('token-3003');
  runIn(path.join(cwd, '.newsreel'), 3001, GONE);
  expect(find({}, {}, cwd, root).token).toBe('token-3002');
});

it('finds none where there is none, or it was killed, or is not written whole', () => {
  const folder = temporaryFolder();
  const none = () => find({}, { NEWSREEL_DATA: folder });
  expect(none).toThrow(Failure);
  runIn(folder, 3001, GONE);
  expect(none).toThrow(/npm start/);
  expect(find({ url: 'http://127.0.0.1:3001' }, { NEWSREEL_DATA: folder }).token).toBeNull();
  writeFileSync(path.join(folder, 'run.json'), '{"url":');
  expect(none).toThrow(/npm start/);
});

it.each([
  ['https://a.example', 'https://a.example/'],
  ['https://a.example/news', 'https://a.example/news/'],
  ['https://a.example/news///', 'https://a.example/news/'],
  ['HTTP://A.example:80/?q#h', 'http://a.example/'],
])('takes %s for a URL', (url, base) => expect(find({ url }, {}).url).toBe(base));

it.each([
  '',
  'a.example',
  'localhost:3000',
  'ftp://a.example',
  'javascript:alert(1)',
  'http://',
  'https://u:p@a.example',
])('does not take %j for one', (url) => {
  expect(() => find({ url }, {})).toThrow(UsageError);
  if (url !== '') expect(() => find({}, { NEWS_URL: url })).toThrow(/^NEWS_URL/);
});
