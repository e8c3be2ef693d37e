/** Nobody said whom mail is to be from, or what was said is no sender: nothing can be sent. */
export class MailNotSetUpError extends Error {
  override name = 'MailNotSetUpError';
}

/** The mail was not sent, for certain: SES refused it, or could not be asked. */
export class MailRefusedError extends Error {
  override name = 'MailRefusedError';

  /** @param code what SES or the system calls it, such as `MessageRejected` or `ECONNREFUSED` */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Nobody knows whether the mail was sent: to send it again could send it twice. */
export class UncertainMailError extends Error {
  override name = 'UncertainMailError';
}
