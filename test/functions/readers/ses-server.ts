import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';

/** A mail as SES got it. */
export interface TakenMail {
  to: string;
  subject: string;
  text: string;
}

/** What SES says instead of taking a mail: that it refuses it, or nothing at all. */
type Failure = 'refuse' | 'hang up';

export interface SesServer {
  url: string;
  /** oldest first */
  mails: TakenMail[];
  /** how the next mails fail */
  failures: Failure[];
  stop(): Promise<void>;
}

/**
 * A server that takes mail as SES does.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export async function startSes(): Promise<SesServer> {
  const mails: TakenMail[] = [];
  const failures: Failure[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const sent = new URLSearchParams(Buffer.concat(chunks).toString());
    const failure = failures.shift();
    if (failure === 'hang up') {
      incoming.socket.destroy();
      return;
    }
    if (failure === 'refuse') {
      outgoing.writeHead(400, { 'content-type': 'text/xml' });
      outgoing.end(
        '<ErrorResponse><Error><Type>Sender</Type><Code>MessageRejected</Code><Message>Email address is not verified: ada@example.org</Message></Error></ErrorResponse>',
      );
      return;
    }
    const mail = await simpleParser(Buffer.from(sent.get('RawMessage.Data') ?? '', 'base64'));
    mails.push({
      to: sent.get('Destinations.member.1') ?? '',
      subject: mail.subject ?? '',
      text: mail.text ?? '',
    });
    outgoing.writeHead(200, { 'content-type': 'text/xml' });
    outgoing.end(
      `<SendRawEmailResponse><SendRawEmailResult><MessageId>${mails.length}</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    failures,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
