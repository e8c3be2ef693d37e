import type { Posting } from './ledger';

/** The name under which SES's events say which mail they are about. */
export const MAIL_TAG = 'newsreel-mail';

/** A tag's value: SES takes letters, digits, `_` and `-`, which the two ids are of; their lengths tell them apart. */
const VALUE = /^([\w-]{27})_([\w-]{22})$/;

/** What a mail is tagged with. */
export const tagOf = ({ reader, mail }: Posting): string => `${reader}_${mail}`;

/** The mail that a tag names; null where it is none of ours. */
export function postingOf(tag: string): Posting | null {
  const [, reader, mail] = VALUE.exec(tag) ?? [];
  return reader === undefined || mail === undefined ? null : { reader, mail };
}
