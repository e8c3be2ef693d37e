import type { Address } from '../readers/address';
import { button, paragraph } from './blocks';
import { writeLetter } from './letter';
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
  const works = `The link works once, within ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`;
  return writeLetter({
    kind: 'sign-in',
    to,
    subject: `Sign in to ${service}`,
    preheader: works,
    content: [
      paragraph(`Somebody typed this address at ${service} to sign in. If that was you, go on here:`),
      button('Sign in', link),
      paragraph(works),
      paragraph(
        'If it wasn’t you, ignore this mail: without the link nobody gets in. Never pass it on to anybody.',
      ),
    ],
    footer: [paragraph(`Sent by Newsreel at ${service} because this address was typed there.`)],
  });
}
