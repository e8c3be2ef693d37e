import { html } from 'hono/html';
import type { Address } from '../readers/address';
import { button, layOut, paragraph } from './layout';
import type { Mail } from './mail';

/** What a mail with a sign-in link says. */
export interface SignIn {
  to: Address;
  /** absolute URL, http or https */
  link: string;
  /** how long the link works */
  minutes: number;
  /** host name of this Newsreel */
  service: string;
}

/** The mail that lets somebody in who has shown that an address is theirs by opening it. */
export function signInMail({ to, link, minutes, service }: SignIn): Mail {
  const subject = `Sign in to ${service}`;
  const asked = `Somebody typed this address at ${service} to sign in. If that was you, go on here:`;
  const works = `The link works once, within ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`;
  const otherwise =
    'If it wasn’t you, ignore this mail: without the link nobody gets in. Never pass it on to anybody.';
  const from = `Sent by Newsreel at ${service} because this address was typed there.`;
  return {
    kind: 'sign-in',
    to,
    subject,
    html: layOut({
      lang: 'en',
      title: subject,
      preheader: works,
      content: html`${paragraph(asked)}${button('Sign in', link)}${paragraph(works)}${paragraph(otherwise)}`,
      footer: html`${from}`,
    }),
    text: `${[subject, asked, link, works, otherwise, `-- \n${from}`].join('\n\n')}\n`,
  };
}
