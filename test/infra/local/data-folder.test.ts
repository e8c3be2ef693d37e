import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { prepareDataFolder, StartError } from '../../../infra/local/data-folder';
import { listen } from '../../../infra/local/listen';
import { RUN_PAGE, refuseSecondRun, removeRunFile, writeRunFile } from '../../../infra/local/run-file';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const onUnix = process.platform === 'win32' ? test.skip : test;
const modeOf = (file: string) => statSync(file).mode & 0o777;

describe('the data folder', () => {
  test('is made, and says which layout it has', () => {
    const folder = path.join(temporaryFolder(), 'a', 'b');
    prepareDataFolder(folder);
    expect(JSON.parse(readFileSync(path.join(folder, 'version.json'), 'utf8'))).toEqual({ version: 1 });
    prepareDataFolder(folder);
  });

  onUnix('is for its owner alone', () => {
    const folder = path.join(temporaryFolder(), 'data');
    prepareDataFolder(folder);
    expect(modeOf(folder)).toBe(0o700);
  });

  test('of a newer program is refused and not touched', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'version.json'), '{"version":2}');
    expect(() => prepareDataFolder(folder)).toThrow(StartError);
    expect(() => prepareDataFolder(folder)).toThrow(/newer Newsreel \(data version 2\)/);
    expect(readdirSync(folder)).toEqual(['version.json']);
  });

  test.each(['{', '{"version":"one"}'])('with a broken version.json (%s) is refused', (text) => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'version.json'), text);
    expect(() => prepareDataFolder(folder)).toThrow('broken');
  });

  test('that cannot be one is refused', () => {
    expect(() => prepareDataFolder(path.join(__filename, 'data'))).toThrow(StartError);
  });
});

describe('run.json', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** Somebody who answers at a URL as the process with this id. */
  async function answerAs(pid: number): Promise<string> {
    server = createServer((request, response) => {
      if (request.url === RUN_PAGE) response.end(JSON.stringify({ pid }));
      else response.writeHead(404).end();
    });
    return `http://127.0.0.1:${await listen(server, 0)}`;
  }

  test('says where Newsreel runs, and goes away', () => {
    const folder = temporaryFolder();
    const run = { url: 'http://127.0.0.1:3000', adminToken: 'secret', pid: process.pid };
    writeRunFile(folder, run);
    expect(JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8'))).toEqual(run);
    expect(readdirSync(folder)).toEqual(['run.json']);
    removeRunFile(folder);
    expect(readdirSync(folder)).toEqual([]);
    removeRunFile(folder);
  });

  onUnix('is for its owner alone, even where a looser one was left', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'run.json');
    writeFileSync(file, '{}');
    chmodSync(file, 0o644);
    writeRunFile(folder, { url: '', adminToken: 'secret', pid: 1 });
    expect(modeOf(file)).toBe(0o600);
  });

  test('of a process that answers refuses a second start, with its URL', async () => {
    const folder = temporaryFolder();
    const url = await answerAs(process.ppid);
    writeRunFile(folder, { url, adminToken: 'secret', pid: process.ppid });
    await expect(refuseSecondRun(folder)).rejects.toThrow(StartError);
    await expect(refuseSecondRun(folder)).rejects.toThrow(url);
  });

  test('of a process that is dead, or whose number is another’s by now, does not', async () => {
    const folder = temporaryFolder();
    await refuseSecondRun(folder);
    const url = await answerAs(process.ppid);
    writeRunFile(folder, { url, adminToken: 'secret', pid: 2 ** 30 });
    await refuseSecondRun(folder);
    writeRunFile(folder, { url: `${url}/gone`, adminToken: 'secret', pid: process.pid });
    await refuseSecondRun(folder);
    writeRunFile(folder, { url: 'http://127.0.0.1:9', adminToken: 'secret', pid: process.ppid });
    await refuseSecondRun(folder);
    server?.close();
    const other = await answerAs(12345);
    writeRunFile(folder, { url: other, adminToken: 'secret', pid: process.ppid });
    await refuseSecondRun(folder);
  });

  test('that is broken is as none', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'run.json'), '{"url"');
    await refuseSecondRun(folder);
  });
});
