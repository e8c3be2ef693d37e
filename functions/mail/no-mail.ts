import { Problem } from '../http/problem';

/**
 * What somebody is told who asks for a mail where none can be sent.
 * @param consequence what that means for them, such as `no link can be sent`
 */
export const noMail = (consequence: string): Problem =>
  new Problem(
    503,
    'No mail',
    `Mail is not set up here, so ${consequence}. The owner sets NEWSREEL_MAIL_FROM`,
  );
