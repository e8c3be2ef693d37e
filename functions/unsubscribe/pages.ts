import { html } from 'hono/html';
import type { Answer } from '../http/api';
import { pageAnswer } from '../pages/answer';
import type { Page } from '../pages/page';

/** A page on the way out. Its address ends a digest: no other page is told it. */
export const unsubscribePage = (page: Page): Promise<Answer> =>
  pageAnswer({ ...page, headers: { 'referrer-policy': 'no-referrer' } });

/** What a person sees whose link ends nothing. */
export const notOurLink = (): Promise<Answer> =>
  unsubscribePage({
    title: 'This link ends nothing',
    status: 400,
    content: html`<p>${NOT_OUR_LINK}.</p>
<p>If digests still come, use the link in the latest one, or see <a href="/account#digest">your account</a>.</p>`,
  });

export const NOT_OUR_LINK = 'This link is none of ours, or its reader was forgotten';

/** What a person sees whose digests have ended. */
export const ended = (title: string): Promise<Answer> =>
  unsubscribePage({
    title,
    content: html`<p>No digest comes any more. Mails about signing in and payments still do.</p>
<p>To have it again, see <a href="/account#digest">your account</a>.</p>`,
  });
