import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GetSendQuotaCommand, SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { sendLinesTo } from '../../../functions/log/output';
import { samples } from '../../../functions/mail/kinds';
import type { Mail } from '../../../functions/mail/mail';
import { composeMime } from '../../../functions/mail/mime';
import { makeReady, sendMail } from '../../../functions/mail/send';
import type { Address } from '../../../functions/readers/address';
import { type KeptMail, type Mailbox, startMailbox } from '../../../infra/local/mailbox';
import { Messages } from '../../../infra/local/mailbox-messages';
import { isAlive } from '../../../infra/local/run-file';
import { temporaryFolders } from './temporary-folder';

const PROGRAM = path.resolve(__dirname, '../../../infra/local/mailbox-process.mjs');
const POSTING = { reader: 'r'.repeat(27), mail: 'm'.repeat(22) };
const FROM = { name: 'Newsreel', address: 'news@newsreel.example' as Address };

const temporaryFolder = temporaryFolders();
const started: Mailbox[] = [];
const clients: SESClient[] = [];
const children: ChildProcess[] = [];

Object.assign(process.env, {
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  NEWSREEL_MAIL_FROM: 'Newsreel <news@newsreel.example>',
});

async function start(folder: string): Promise<Mailbox> {
  const mailbox = await startMailbox(folder);
  started.push(mailbox);
  return mailbox;
}

const mailOf = (subject: string): Mail => ({
  kind: 'test',
  to: 'reader@example.org' as Address,
  subject,
  html: `<p>${subject}</p>`,
  text: `${subject}\n`,
});

function clientOf({ endpoint }: Mailbox): SESClient {
  const client = new SESClient({ endpoint, maxAttempts: 1 });
  clients.push(client);
  return client;
}

async function send(client: SESClient, subject: string): Promise<string | undefined> {
  const data = await composeMime(mailOf(subject), FROM);
  return (await client.send(new SendRawEmailCommand({ RawMessage: { Data: data } }))).MessageId;
}

const readMessages = (from: string) => new Messages(from).read();
const subjectsIn = async (folder: string) => (await readMessages(folder)).map(({ subject }) => subject);

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(started.splice(0).map((mailbox) => mailbox.close()));
});

/** The library behind it takes a second of two busy cores to load, so that most tests share one. */
let shared: Mailbox;
let folder: string;

beforeAll(async () => {
  sendLinesTo(() => undefined);
  folder = path.join(temporaryFolder(), 'new', 'mailbox');
  shared = await startMailbox(folder);
  process.env['AWS_ENDPOINT_URL_SES'] = shared.endpoint;
});
afterAll(() => shared.close());

describe('the mailbox', () => {
  test('takes what we send, as it was sent', async () => {
    const before = Date.now();
    const mail: Mail = {
      ...mailOf('Grüße, 世界 🗞️'),
      headers: { 'List-Unsubscribe': '<https://news.example.org/unsubscribe?token=abc>' },
    };
    const { messageId } = await sendMail(await makeReady(mail, POSTING));
    expect(messageId).toMatch(/./);
    const [message, ...others] = await readMessages(folder);
    expect(others).toEqual([]);
    expect(message).toEqual({
      to: ['reader@example.org'],
      from: '"Newsreel" <news@newsreel.example>',
      subject: mail.subject,
      headers: {
        From: 'Newsreel <news@newsreel.example>',
        To: 'reader@example.org',
        Subject: expect.stringMatching(/^=\?UTF-8\?/),
        'Message-ID': expect.stringMatching(/^<.+@newsreel\.example>$/),
        Date: expect.any(String),
        'MIME-Version': '1.0',
        'Auto-Submitted': 'auto-generated',
        'List-Unsubscribe': '<https://news.example.org/unsubscribe?token=abc>',
        'Content-Type': expect.stringMatching(/^multipart\/alternative; boundary="[^"\r\n]+"$/),
      },
      html: mail.html,
      text: mail.text,
      sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(Date.parse(message?.sentAt ?? '')).toBeGreaterThanOrEqual(before);
  });

  test.each(Object.keys(samples))('keeps a mail of %s, link and all', async (kind) => {
    const mail = samples[kind]?.() ?? mailOf('none');
    await sendMail(await makeReady(mail, POSTING));
    const { html, text } = (await readMessages(folder)).at(-1) ?? {};
    // A message need not end with the end of a line.
    expect(html?.trim()).toBe(mail.html.trim());
    expect(text?.trim()).toBe(mail.text.trim());
  });

  test('tells of each mail that it keeps', async () => {
    const own = await start(temporaryFolder());
    const told: KeptMail[] = [];
    own.onKept((mail) => told.push(mail));
    const client = clientOf(own);
    const before = Date.now();
    const tags = [
      { Name: 'newsreel-mail', Value: 'reader_mail' },
      { Name: 'second', Value: '2' },
    ];
    const { MessageId } = await client.send(
      new SendRawEmailCommand({
        Source: FROM.address,
        Destinations: ['reader+x@example.org'],
        RawMessage: { Data: await composeMime(mailOf('told'), FROM) },
        Tags: tags,
      }),
    );
    await send(client, 'without');
    // It tells by another way than it answers.
    for (let tries = 0; told.length < 2 && tries < 100; tries++) await pause(20);
    expect(told).toEqual([
      {
        messageId: MessageId,
        sentAt: expect.any(String),
        source: FROM.address,
        destination: 'reader+x@example.org',
        tags: { 'newsreel-mail': 'reader_mail', second: '2' },
      },
      expect.objectContaining({ source: '', destination: '', tags: {} }),
    ]);
    expect(Date.parse(told[0]?.sentAt ?? '')).toBeGreaterThanOrEqual(before);
  });

  test('says how fast it takes mails, which the library never does', async () => {
    expect(await clientOf(shared).send(new GetSendQuotaCommand())).toMatchObject({
      Max24HourSend: 1_000_000,
      MaxSendRate: 1_000,
      SentLast24Hours: 0,
    });
  });

  test('takes many at once, and raw mail alone, as that is all that it keeps', async () => {
    const before = await readMessages(folder);
    const client = clientOf(shared);
    const subjects = Array.from({ length: 30 }, (_, index) => `mail ${index}`);
    const simple = new SendEmailCommand({
      Source: FROM.address,
      Destination: { ToAddresses: ['reader@example.org'] },
      Message: { Subject: { Data: 'x' }, Body: { Text: { Data: 'x' } } },
    });
    const refused = expect(client.send(simple)).rejects.toThrow();
    await Promise.all(subjects.map((subject) => send(client, subject)));
    await refused;
    expect((await subjectsIn(folder)).slice(before.length).sort()).toEqual(subjects.sort());
  });

  test('says no where it can’t keep a mail, and goes on', async () => {
    const aside = `${folder}-aside`;
    renameSync(folder, aside);
    await expect(send(clientOf(shared), 'lost')).rejects.toThrow();
    renameSync(aside, folder);
    await send(clientOf(shared), 'kept');
    expect((await subjectsIn(folder)).slice(-1)).toEqual(['kept']);
    expect(await subjectsIn(folder)).not.toContain('lost');
  });

  test('is there again after a restart, oldest first, and after a kill right after it took a mail', async () => {
    const own = temporaryFolder();
    const first = await start(own);
    for (const subject of ['one', 'two', 'three']) await send(clientOf(first), subject);
    await first.close();
    const second = await start(own);
    await send(clientOf(second), 'four');
    process.kill(second.pid, 'SIGKILL');
    await second.ended;
    expect(await subjectsIn(own)).toEqual(['one', 'two', 'three', 'four']);
  });
});

describe('the mailbox’s files', () => {
  test('are for their owner alone, and whole', async () => {
    await send(clientOf(shared), 'mine');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const files = readdirSync(folder).sort();
    expect(files.filter((name) => !name.endsWith('.eml'))).toEqual([]);
    const last = path.join(folder, files.at(-1) ?? '');
    expect(statSync(last).mode & 0o777).toBe(0o600);
    expect(readFileSync(last, 'utf8')).toContain('\r\nSubject: mine\r\n');
  });

  test('that are none of it, or not whole, are passed over; a folder that is missing is empty', async () => {
    const own = temporaryFolder();
    writeFileSync(path.join(own, '1764000000000-000001-abc.eml.part'), 'Subject: ha');
    writeFileSync(path.join(own, '.DS_Store'), '');
    expect(await readMessages(own)).toEqual([]);
    expect(await readMessages(path.join(own, 'none'))).toEqual([]);
  });

  test('of mails that others wrote are read, whatever they lack', async () => {
    const own = temporaryFolder();
    const write = (time: number, mail: string) =>
      writeFileSync(path.join(own, `${time}-000001-abc.eml`), mail.replaceAll('\n', '\r\n'));
    write(1764000000000, 'X-Twice: a\nX-Twice: b\nX-Folded: a\n b\n\tc\n\nJust text');
    write(
      1764000000001,
      'To: A <a@example.org>, b@example.org\nTo: c@example.org\nContent-Type: text/html\n\n<b>x</b>',
    );
    expect(await readMessages(own)).toEqual([
      {
        to: [],
        from: '',
        subject: '',
        headers: { 'X-Twice': 'a, b', 'X-Folded': 'a b\tc' },
        html: '',
        text: 'Just text',
        sentAt: '2025-11-24T16:00:00.000Z',
      },
      expect.objectContaining({
        to: ['a@example.org', 'b@example.org', 'c@example.org'],
        html: '<b>x</b>',
        text: '',
      }),
    ]);
  });
});

describe('the mailbox’s process', () => {
  /** A request as a page in a browser could make it, or somebody who guesses. */
  const ask = (method: string, to: string, headers: Record<string, string> = {}) =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(shared.endpoint);
      const request = httpRequest({ host: '127.0.0.1', port, method, path: to, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject);
      request.end();
    });

  test('answers nobody but us: no other name of this machine, no other path, none of the library’s pages', async () => {
    const { host, pathname } = new URL(shared.endpoint);
    const authorization = 'AWS4-HMAC-SHA256 x';
    expect(await ask('POST', pathname, { host, authorization })).not.toBe(403);
    for (const other of ['evil.example', `localhost:${new URL(shared.endpoint).port}`, '127.0.0.1']) {
      expect(await ask('POST', pathname, { host: other, authorization })).toBe(403);
    }
    for (const to of ['/', '/store', '/clear-store', `${pathname}/store`, `${pathname}/clear-store`]) {
      expect(await ask('POST', to, { host, authorization })).toBe(403);
    }
    expect(await ask('GET', pathname, { host, authorization })).toBe(403);
  });

  test('does not mind a terminal’s signals, or a sender that breaks off', async () => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(shared.pid, signal);
    const { host, port, pathname } = new URL(shared.endpoint);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: AWS4\r\nContent-Length: 99\r\n` +
        'Content-Type: application/x-www-form-urlencoded\r\n\r\nAction=',
    );
    await pause(50);
    socket.resetAndDestroy();
    await send(clientOf(shared), 'still there');
    expect((await subjectsIn(folder)).slice(-1)).toEqual(['still there']);
  });

  test('ends with its parent, however that ended', async () => {
    const code = `
      const child = require('node:child_process').fork(process.argv[1], [process.argv[2]]);
      child.once('message', () => process.send(child.pid));`;
    const parent = fork('-e', [], { execArgv: ['-e', code, PROGRAM, temporaryFolder()], silent: true });
    children.push(parent);
    const [pid] = await once(parent, 'message');
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let tries = 0; isAlive(pid) && tries < 100; tries++) await pause(20);
    expect(isAlive(pid)).toBe(false);
  });

  test('in a place that is none says why', async () => {
    await expect(startMailbox(path.join(__filename, 'mailbox'))).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});
