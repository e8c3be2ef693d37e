import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { sendLinesTo } from '../../../functions/log/output';
import { MailNotSetUpError, MailRefusedError, UncertainMailError } from '../../../functions/mail/errors';
import type { Mail } from '../../../functions/mail/mail';
import { isMailSetUp, makeReady, sendMail } from '../../../functions/mail/send';
import type { Address } from '../../../functions/readers/address';

const MAIL: Mail = {
  kind: 'test',
  to: 'reader@example.org' as Address,
  subject: 'A subject',
  html: '<p>Hello</p>',
  text: 'Hello\n',
};
const POSTING = { reader: 'r'.repeat(27), mail: 'm'.repeat(22) };
const TIME_LIMIT_MS = 400;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** What stands for SES: it answers as a test says, and keeps what it was sent. */
let server: Server;
let answer: Answer;
let sent: URLSearchParams[] = [];

beforeAll(async () => {
  sendLinesTo(() => undefined);
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    sent.push(new URLSearchParams(body));
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  sent = [];
  process.env['NEWSREEL_MAIL_FROM'] = 'Newsreel <news@newsreel.example>';
});

const NAMESPACE = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';
const TAKEN = `<SendRawEmailResponse ${NAMESPACE}><SendRawEmailResult><MessageId>0102-abc</MessageId></SendRawEmailResult></SendRawEmailResponse>`;
const refusal = (code: string, message: string) =>
  `<ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
const saying =
  (status: number, body: string): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'text/xml' }).end(body);

const send = async (mail = MAIL) => sendMail(await makeReady(mail, POSTING), TIME_LIMIT_MS);
const failure = (mail = MAIL) => send(mail).catch((error: unknown) => error);

describe('a mail', () => {
  test('goes raw to SES, once, to whom it is for', async () => {
    answer = saying(200, TAKEN);
    await expect(send()).resolves.toEqual({ messageId: '0102-abc' });
    expect(sent).toHaveLength(1);
    const [call] = sent;
    expect(call?.get('Action')).toBe('SendRawEmail');
    expect(call?.get('Source')).toBe('news@newsreel.example');
    expect(call?.get('Destinations.member.1')).toBe('reader@example.org');
    expect(call?.has('Destinations.member.2')).toBe(false);
    expect(call?.get('Tags.member.1.Name')).toBe('newsreel-mail');
    expect(call?.get('Tags.member.1.Value')).toBe(`${POSTING.reader}_${POSTING.mail}`);
    expect(call?.has('ConfigurationSetName')).toBe(false);
    const raw = Buffer.from(call?.get('RawMessage.Data') ?? '', 'base64');
    expect(await simpleParser(raw)).toMatchObject({ subject: 'A subject', html: '<p>Hello</p>' });
  });

  test.each([undefined, ''])('is not set up without a sender (%j)', async (from) => {
    if (from === undefined) delete process.env['NEWSREEL_MAIL_FROM'];
    else process.env['NEWSREEL_MAIL_FROM'] = from;
    expect(isMailSetUp()).toBe(false);
    await expect(makeReady(MAIL, POSTING)).rejects.toThrow(MailNotSetUpError);
    expect(sent).toHaveLength(0);
  });

  test('is not set up with a sender that is none', async () => {
    process.env['NEWSREEL_MAIL_FROM'] = 'Newsreel';
    await expect(makeReady(MAIL, POSTING)).rejects.toThrow(MailNotSetUpError);
    expect(sent).toHaveLength(0);
  });
});

describe('a mail that SES refuses', () => {
  test.each([
    ['MessageRejected', saying(400, refusal('MessageRejected', 'Email address is not verified.'))],
    ['Throttling', saying(400, refusal('Throttling', 'Maximum sending rate exceeded.'))],
    ['SignatureDoesNotMatch', saying(403, refusal('SignatureDoesNotMatch', 'No.'))],
    ['Error', saying(400, '{"message":"no XML"}')],
  ])('is not sent, for certain: %s', async (code, how) => {
    answer = how;
    const error = await failure();
    expect(error).toBeInstanceOf(MailRefusedError);
    expect(error).toMatchObject({ code });
    expect(sent).toHaveLength(1);
  });

  test('is told of without the address', async () => {
    const message = 'Not verified in EU-WEST-1: reader@example.org, &lt;o.reader+x@example.org&gt;';
    answer = saying(400, refusal('MessageRejected', message));
    const error = (await failure()) as Error;
    expect(error.message).toBe(
      'SES refused the mail (400 MessageRejected): Not verified in EU-WEST-1: (address), <(address)>',
    );
    expect(error.cause).toBeUndefined();
  });
});

describe('a mail of which nobody knows whether it was sent', () => {
  const reset: Answer = ({ socket }) => void socket.resetAndDestroy();
  test.each<[string, Answer]>([
    ['an answer of 500', saying(500, refusal('InternalFailure', 'Oops.'))],
    ['an answer of 503 that is none of SES', saying(503, '<html><br></html>')],
    ['no answer', () => undefined],
    ['a lost connection', reset],
    [
      'an answer that breaks off',
      (request, response) => {
        response.writeHead(200, { 'content-length': 500 }).write('<SendRawEmailResponse>');
        setTimeout(() => reset(request, response), 20);
      },
    ],
    [
      'an answer that never ends',
      (_, response) =>
        void response.writeHead(200, { 'content-length': 500 }).write('<SendRawEmailResponse>'),
    ],
    ['a page in place of an answer', saying(200, '<html><br>Welcome')],
    ['an empty answer', saying(200, '')],
  ])('after %s', async (_, how) => {
    answer = how;
    const before = Date.now();
    expect(await failure()).toBeInstanceOf(UncertainMailError);
    expect(Date.now() - before).toBeLessThan(TIME_LIMIT_MS * 5);
    expect(sent).toHaveLength(1);
  });
});
