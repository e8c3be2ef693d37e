import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

/**
 * What takes our mails in the place of SES: a process of its own, as a library for development does it. Each mail
 * that it takes is in a file before the sender is told so; the library itself would forget it at its end.
 * Plain JavaScript, which starts faster and takes less memory than TypeScript would.
 * Its argument is the folder of those files. It tells its parent `{ url }` or `{ error }`, then `{ kept }` of each
 * mail, and ends with it.
 */

// The terminal's signals reach the whole process group, but handlers that are still at work send mail.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

// The library doesn't wait for its own handlers; one that failed is no reason to end.
process.on('unhandledRejection', (error) => console.error('The mailbox failed:', error));

const [, , folder] = process.argv;

/** A mail holds a link that signs in, and the library shows mails to whoever asks: so it is asked by us alone. */
const secret = `/${randomUUID()}`;
let authority;

const server = createServer((request, response) => {
  // A sender that goes away in the middle is no error of ours.
  for (const stream of [request, response]) stream.on('error', () => {});
  // A page in a browser could reach us under a name of its own that leads to this machine (DNS rebinding).
  const isOurs = request.headers.host === authority && request.method === 'POST';
  if (!isOurs || request.url.replace(/\/$/, '') !== secret) return void response.writeHead(403).end();
  take(request, response).catch((error) => giveUp(response, error));
});

// The parent closes the channel when it is done, and the system does when the parent was killed.
process.once('disconnect', () => {
  server.closeAllConnections();
  server.close(() => process.exit(0));
});

server.once('error', (error) => process.send({ error: error.message }, () => process.exit(1)));
server.listen(0, '127.0.0.1', () => {
  authority = `127.0.0.1:${server.address().port}`;
  process.send({ url: `http://${authority}${secret}` });
});

const XML = { 'content-type': 'text/xml' };
const NAMESPACE = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';

/** More than anybody sends from a laptop. */
const QUOTA = `<GetSendQuotaResponse ${NAMESPACE}><GetSendQuotaResult>
<Max24HourSend>1000000</Max24HourSend><MaxSendRate>1000</MaxSendRate><SentLast24Hours>0</SentLast24Hours>
</GetSendQuotaResult></GetSendQuotaResponse>`;

/** The library would never answer to what it doesn't know; and what is not sent raw is no file. */
const UNKNOWN = `<ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type><Code>InvalidAction</Code>
<Message>Mail is taken by SendRawEmail alone.</Message></Error></ErrorResponse>`;

/** Lets the library judge a mail, and holds back its yes until the mail is kept. */
async function take(request, response) {
  const parameters = await read(request);
  if (parameters === null) return;
  const action = parameters.get('Action');
  if (action === 'GetSendQuota') return void response.writeHead(200, XML).end(QUOTA);
  if (action !== 'SendRawEmail') return void response.writeHead(400, XML).end(UNKNOWN);
  const answer = await library();
  const end = response.end.bind(response);
  response.end = (...answered) => {
    const kept = response.statusCode === 200 ? keep(parameters, String(answered[0])) : Promise.resolve();
    kept.then(
      () => end(...answered),
      (error) => giveUp(response, error),
    );
    return response;
  };
  // What was read already its parser leaves alone.
  request.body = Object.fromEntries(parameters);
  request.url = '/';
  answer(request, response);
}

/** The parameters of a call; null where its sender went away before the end. */
async function read(request) {
  const chunks = await request.toArray().catch(() => null);
  return chunks && new URLSearchParams(Buffer.concat(chunks).toString());
}

/** Without an answer the sender takes the mail for uncertain. */
function giveUp(response, error) {
  console.error(`A mail could not be kept: ${error.message}`);
  response.destroy();
}

let loading;

/** The library's listener. It is loaded for the first mail: many a run sends none. */
function library() {
  loading ??= load();
  return loading;
}

async function load() {
  const [{ default: ses }, { clearStore }] = await Promise.all([
    import('aws-ses-v2-local'),
    import('aws-ses-v2-local/dist/store.js'),
  ]);
  const theirs = await ses.default({ host: '127.0.0.1', port: 0 });
  const [answer] = theirs.listeners('request');
  theirs.close();
  return (request, response) => {
    // What it keeps in memory nobody asks for.
    clearStore();
    answer(request, response);
  };
}

let sequence = 0;

/** A file a mail, named by when it came: `<ms since 1970>-<sequence>-<random>.eml`. */
async function keep(parameters, answered) {
  const now = Date.now();
  const order = String(++sequence).padStart(6, '0');
  const file = path.join(folder, `${now}-${order}-${randomUUID().slice(0, 8)}.eml`);
  // Only whole mails have the name of one.
  await writeFile(`${file}.part`, Buffer.from(parameters.get('RawMessage.Data'), 'base64'), { mode: 0o600 });
  await rename(`${file}.part`, file);
  const [, messageId = ''] = /<MessageId>([^<]+)</.exec(answered) ?? [];
  const kept = {
    messageId,
    sentAt: new Date(now).toISOString(),
    source: parameters.get('Source') ?? '',
    destination: parameters.get('Destinations.member.1') ?? '',
    tags: tagsOf(parameters),
  };
  if (process.connected) process.send({ kept });
}

/** SES's message tags, as its Query API writes a list: `Tags.member.1.Name`, `Tags.member.1.Value`. */
function tagsOf(parameters) {
  const tags = {};
  for (let member = 1; parameters.has(`Tags.member.${member}.Name`); member++) {
    tags[parameters.get(`Tags.member.${member}.Name`)] = parameters.get(`Tags.member.${member}.Value`) ?? '';
  }
  return tags;
}
