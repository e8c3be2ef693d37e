import * as z from 'zod/mini';
import { MailRefusedError, UncertainMailError } from './errors';

/** With these the system says that there was no connection, so nothing was sent. */
const UNREACHED = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];

/** What the SDK throws: an answer of SES, the system's error, or one of the SDK's own. */
const failureShape = z.object({
  name: z.string(),
  message: z.string(),
  code: z.optional(z.string()),
  $metadata: z.optional(z.object({ httpStatusCode: z.optional(z.number()) })),
});

/**
 * What a failed call says of the mail. Refused is only what SES refused in so many words, or what can't have
 * reached it: of anything else nobody knows, an answer of 5xx included.
 * @param thrown by the SDK
 */
export function toMailError(thrown: unknown): MailRefusedError | UncertainMailError {
  const failure = failureShape.safeParse(thrown);
  if (!failure.success) return new UncertainMailError('Sending broke off: nobody knows whether it was sent.');
  const { name, message, code = name, $metadata } = failure.data;
  const status = $metadata?.httpStatusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    return new MailRefusedError(
      name,
      `SES refused the mail (${status} ${name}): ${withoutAddresses(message)}`,
    );
  }
  if (UNREACHED.includes(code)) return new MailRefusedError(code, `SES could not be reached: ${code}.`);
  if (name === 'CredentialsProviderError') {
    return new MailRefusedError(name, 'SES could not be asked: there are no AWS credentials.');
  }
  if (name === 'AbortError')
    return new UncertainMailError('SES took too long to say whether it has the mail.');
  return new UncertainMailError(
    `The connection to SES failed, so nobody knows whether the mail was sent: ${status ?? code}.`,
  );
}

/** The first line of what SES says, which names who a mail was to: no business of a log. */
const withoutAddresses = (message: string): string =>
  (message.split('\n', 1)[0] ?? '').replace(/[^\s<>,:;]+@[^\s<>,:;]+/g, '(address)');
