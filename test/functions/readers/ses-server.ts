import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';

/** A mail as SES got it. */
export interface TakenMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** by their names in lower case */
  headers: Record<string, string>;
  /** what SES names it by in its events: `<reader>.<mail>` */
  tag: string;
}

/** What SES says instead of taking a mail: that it refuses it, or nothing at all; or it takes it, and says nothing. */
type Failure = 'refuse' | 'throttle' | 'hang up' | 'take and hang up';

export interface SesServer {
  url: string;
  /** oldest first */
  mails: TakenMail[];
  /** how the next mails fail */
  failures: Failure[];
  /** what it says that may be sent a second; 0 says nothing */
  rate: number;
  stop(): Promise<void>;
}

/**
 * A server that takes mail as SES does.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export async function startSes(): Promise<SesServer> {
  const mails: TakenMail[] = [];
  const failures: Failure[] = [];
  const quota = { rate: 1000 };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const sent = new URLSearchParams(Buffer.concat(chunks).toString());
    if (sent.get('Action') === 'GetSendQuota') return answer(outgoing, 200, quotaXml(quota.rate));
    const failure = failures.shift();
    if (failure === 'hang up') return void incoming.socket.destroy();
    if (failure === 'throttle') {
      return answer(outgoing, 400, errorXml('Throttling', 'Maximum sending rate exceeded.'));
    }
    if (failure === 'refuse') {
      const message = 'Email address is not verified: ada@example.org';
      return answer(outgoing, 400, errorXml('MessageRejected', message));
    }
    const mail = await simpleParser(Buffer.from(sent.get('RawMessage.Data') ?? '', 'base64'));
    mails.push({
      to: sent.get('Destinations.member.1') ?? '',
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html || '',
      headers: Object.fromEntries(
        mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
      ),
      tag: sent.get('Tags.member.1.Value') ?? '',
    });
    if (failure === 'take and hang up') return void incoming.socket.destroy();
    answer(
      outgoing,
      200,
      `<SendRawEmailResponse><SendRawEmailResult><MessageId>${mails.length}</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    failures,
    get rate() {
      return quota.rate;
    },
    set rate(rate) {
      quota.rate = rate;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const answer = (outgoing: ServerResponse, status: number, xml: string): void =>
  void outgoing.writeHead(status, { 'content-type': 'text/xml' }).end(xml);

const errorXml = (code: string, message: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

const quotaXml = (rate: number): string =>
  `<GetSendQuotaResponse><GetSendQuotaResult><Max24HourSend>50000</Max24HourSend><MaxSendRate>${rate}</MaxSendRate><SentLast24Hours>0</SentLast24Hours></GetSendQuotaResult></GetSendQuotaResponse>`;
