import { html } from 'hono/html';
import type { Mail } from '../../functions/mail/mail';
import { localDocument } from './local-document';

/** The page that leads to every kind of mail. @param samples of each kind, with sample data */
export const mailKindsPage = (samples: Readonly<Record<string, () => Mail>>): string =>
  localDocument(
    'Kinds of mail',
    html`<p>Every mail that Newsreel sends, with sample data. What was sent is in <a href="/_local/mailbox">the mailbox</a>.</p>
<ul>
${Object.entries(samples).map(([kind, sample]) => item(kind, sample().subject))}</ul>`,
  );

const item = (kind: string, subject: string) =>
  html`<li><a href="/_local/mail/${kind}">${kind}</a> (<a href="/_local/mail/${kind}?part=text">text</a>): ${subject}</li>
`;
