import { html } from 'hono/html';
import { type Answer, type ApiRequest, api, json } from '../http/api';
import { NO_PARAMETERS, readParameters } from '../http/parameters';
import { refuseCallerPast, refusePast, type Words } from '../limits/refuse';
import { takeBack } from '../limits/window';
import { MailRefusedError } from '../mail/errors';
import { isMailSetUp } from '../mail/send';
import { pageAnswer } from '../pages/answer';
import { readFields } from '../pages/form';
import { isForm } from '../pages/is-form';
import { problemPage } from '../pages/problem-page';
import { readerOf } from '../readers/address';
import { LINK_MINUTES } from '../readers/sign-in-link';
import { openTable } from '../table/client';
import { signInFields } from './fields';
import { LINKS_FOR_A_CALLER, MAILS_TO_AN_ADDRESS } from './limits';
import { mailSignInLink } from './mail-link';
import { mailProblem, noLink } from './mail-problem';

/** `POST /sign-in`: mails a link that signs in. The same answer for every address, known or not. */
export const handler = api(signIn, problemPage);

async function signIn(request: ApiRequest): Promise<Answer> {
  readParameters(NO_PARAMETERS, request.query);
  const { email } = readFields(signInFields, request);
  if (!isMailSetUp()) throw noLink();
  const table = openTable();
  const now = Date.now();
  await refuseCallerPast(table, LINKS_FOR_A_CALLER, request.caller, now, TOO_MANY);
  await refusePast(table, MAILS_TO_AN_ADDRESS, readerOf(email), now, TOO_MANY);
  try {
    await mailSignInLink(table, email, request.url);
  } catch (error) {
    // What was certainly not sent is no mail.
    if (error instanceof MailRefusedError) await takeBack(table, MAILS_TO_AN_ADDRESS, readerOf(email), now);
    throw mailProblem(error);
  }
  return isForm(request) ? lookIntoYourMailbox() : json(202, { sent: true }, { 'cache-control': 'no-store' });
}

const TOO_MANY: Words = { title: 'Too many links', advice: 'Use the latest link that came, or ask again' };

const lookIntoYourMailbox = (): Promise<Answer> =>
  pageAnswer({
    title: 'Look into your mailbox',
    place: 'account',
    status: 202,
    content: html`<p>A mail with a link is on its way. The link works once, within ${LINK_MINUTES} minutes.</p>
<p class="quiet-text">Nothing there? Look into the spam folder, or <a href="/sign-in">ask again</a>.</p>`,
  });
