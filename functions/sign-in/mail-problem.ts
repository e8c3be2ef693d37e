import { Problem } from '../http/problem';
import { log } from '../log/log';
import { MailNotSetUpError, MailRefusedError, UncertainMailError } from '../mail/errors';
import { noMail } from '../mail/no-mail';

/** The owner's business is in the log; the person only hears that nobody can sign in. */
export const noLink = (): Problem => noMail('no link can be sent');

/** What to do about a mail that failed, for the person who waits for it. Anything else is given back as it is. */
export function mailProblem(error: unknown): unknown {
  if (error instanceof MailNotSetUpError) return logged(error, noLink());
  if (error instanceof MailRefusedError) return logged(error, notSent());
  if (error instanceof UncertainMailError) return logged(error, maybeSent());
  return error;
}

const notSent = (): Problem =>
  new Problem(
    502,
    'Mail not sent',
    'The mail could not be sent. Check the address, and try again in a few minutes',
  );

const maybeSent = (): Problem =>
  new Problem(
    502,
    'Mail uncertain',
    'The mail may be on its way, or not. Look into your mailbox; if nothing comes within five minutes, ask again',
  );

function logged(error: Error, problem: Problem): Problem {
  log.error('A sign-in mail failed', error);
  return problem;
}
