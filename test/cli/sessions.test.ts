import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../cli/errors';
import { Sessions, sessionsFile } from '../../cli/sessions';
import { temporaryFolders } from '../infra/local/temporary-folder';

const temporaryFolder = temporaryFolders();
const [ONE, OTHER] = ['https://one.example', 'http://127.0.0.1:3000'];

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

function inFolder(folder = path.join(temporaryFolder(), 'config', 'newsreel')) {
  const file = path.join(folder, 'sessions.json');
  return { folder, file, sessions: new Sessions(file) };
}

it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
  ['linux', {}, '/home/me/.config/newsreel/sessions.json'],
  ['linux', { XDG_CONFIG_HOME: '' }, '/home/me/.config/newsreel/sessions.json'],
  ['linux', { XDG_CONFIG_HOME: '/etc/mine' }, '/etc/mine/newsreel/sessions.json'],
  ['linux', { XDG_CONFIG_HOME: 'mine' }, '/home/me/.config/newsreel/sessions.json'],
  ['darwin', { APPDATA: '/app' }, '/home/me/.config/newsreel/sessions.json'],
  ['win32', { APPDATA: '/app', XDG_CONFIG_HOME: '/etc/mine' }, '/app/newsreel/sessions.json'],
])('lies where a user keeps what is theirs: %s %j', (platform, env, file) => {
  expect(sessionsFile({ platform, env, home: '/home/me' })).toBe(file);
});

it('keeps a token a service, for its user alone', () => {
  const { folder, file, sessions } = inFolder();
  expect(sessions.of(ONE)).toBeNull();
  sessions.keep(ONE, 'first');
  sessions.keep(OTHER, 'other');
  sessions.keep(ONE, 'second');
  expect([sessions.of(ONE), sessions.of(OTHER)]).toEqual(['second', 'other']);
  expect(readdirSync(folder)).toEqual(['sessions.json']);
  expect([modeOf(folder), modeOf(file)]).toEqual(['700', '600']);
  sessions.forget(ONE);
  expect([sessions.of(ONE), sessions.of(OTHER)]).toEqual([null, 'other']);
  expect(readFileSync(file, 'utf8')).not.toContain('second');
});

it('shuts what stood open', () => {
  const { folder, file, sessions } = inFolder();
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  writeFileSync(file, '{}', { mode: 0o644 });
  sessions.keep(ONE, 'token');
  expect([modeOf(folder), modeOf(file)]).toEqual(['700', '600']);
});

it.each(['', '{"https://one.exa', '[]', '"text"', `{"${ONE}":7}`, `{"${ONE}":"a\\nb"}`])(
  'has no sign-in in %j, and takes a new one',
  (content) => {
    const { folder, file, sessions } = inFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, content);
    expect(sessions.of(ONE)).toBeNull();
    sessions.keep(ONE, 'token');
    expect(sessions.of(ONE)).toBe('token');
  },
);

it('makes no file to forget what is not there', () => {
  const { folder, sessions } = inFolder();
  sessions.forget(ONE);
  expect(() => readdirSync(folder)).toThrow(/ENOENT/);
});

it('says where nothing can be kept, and leaves nothing behind', () => {
  const inTheWay = path.join(temporaryFolder(), 'file');
  writeFileSync(inTheWay, '');
  const { sessions } = inFolder(path.join(inTheWay, 'newsreel'));
  expect(() => sessions.prepare()).toThrow(Failure);
  expect(() => sessions.prepare()).toThrow(/sessions\.json cannot be written: .* is no folder\.$/);
  const { folder, file, sessions: others } = inFolder();
  mkdirSync(file, { recursive: true });
  expect(() => others.keep(ONE, 'token')).toThrow(/cannot be written/);
  expect(readdirSync(folder)).toEqual(['sessions.json']);
});
