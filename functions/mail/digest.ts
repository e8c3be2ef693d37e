import type { Address } from '../readers/address';
import { collapse } from '../text/collapse';
import { cut } from '../text/cut';
import { type Block, link, paragraph } from './blocks';
import { LENGTHS, type Lengths, SHORTEST } from './digest-lengths';
import { type DigestArticle, type DigestSection, sectionBlock } from './digest-section';
import { timesIn } from './digest-time';
import { writeLetter } from './letter';
import { webLink } from './link';
import { listId } from './list-id';
import type { Mail } from './mail';
import { sentLength } from './sent-length';

export type { DigestSection } from './digest-section';

/** What a digest says. */
export interface Digest {
  to: Address;
  every: 'day' | 'week';
  /** in their order; at least one article in all, at most 50 */
  sections: DigestSection[];
  /** an IANA time zone */
  timeZone: string;
  /** ends these digests, by one click as well; absolute, http or https */
  unsubscribeUrl: string;
  /** absolute URL, http or https */
  accountUrl: string;
  /** absolute URL, http or https */
  homeUrl: string;
  /** host of this Newsreel, with its port where it has one */
  service: string;
}

/** Of the first title in a subject: there is to be room for what comes behind it. */
const LONGEST_LEAD = 80;

/** Gmail cuts at 102 KB, and the link that ends the digests would be gone; a twentieth is for the ends of lines. */
const LARGEST_HTML = 95_000;

/**
 * The mail that brings the news.
 * @throws RangeError where `Intl` does not know the time zone
 */
export function digestMail(digest: Digest): Mail {
  for (const lengths of LENGTHS) {
    const mail = writeDigest(digest, lengths);
    if (sentLength(mail.html) <= LARGEST_HTML) return mail;
  }
  return writeDigest(digest, SHORTEST);
}

function writeDigest(digest: Digest, lengths: Lengths): Mail {
  const { to, every, sections, timeZone, homeUrl, service } = digest;
  const timeOf = timesIn(timeZone);
  const articles = sections.flatMap((section) => section.articles);
  return writeLetter({
    kind: 'digest',
    to,
    subject: subjectOf(articles),
    title: `Your news of the ${every}`,
    preheader: preheaderOf(articles),
    content: [
      paragraph(`${counted(articles.length, 'article')} from ${counted(sections.length, 'source')}`),
      ...sections.map((section) => sectionBlock(section, lengths, timeOf)),
      link(`All the news at ${service}`, homeUrl),
    ],
    footer: footerOf(digest),
    headers: headersOf(digest),
  });
}

function subjectOf([first, ...others]: DigestArticle[]): string {
  const lead = cut(collapse(first?.title ?? ''), LONGEST_LEAD);
  return others.length === 0 ? lead : `${lead}, and ${others.length} more`;
}

/** What comes behind the title in the subject. */
function preheaderOf([first, ...others]: DigestArticle[]): string {
  return others.length === 0 ? (first?.summary ?? '') : others.map(({ title }) => title).join(' · ');
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

const footerOf = ({ every, timeZone, unsubscribeUrl, accountUrl, service }: Digest): Block[] => [
  paragraph(
    `Sent by Newsreel at ${service} because you asked for its news by mail every ${every}. Times are those of ${timeZone}.`,
  ),
  link(`Unsubscribe from the ${every === 'day' ? 'daily' : 'weekly'} digest`, unsubscribeUrl),
  link('Change what comes, and when', accountUrl),
  paragraph('Mails that sign you in, and those about payments, come all the same.'),
];

/** @see https://www.rfc-editor.org/rfc/rfc8058 */
function headersOf({ unsubscribeUrl, service }: Digest): Record<string, string> {
  const href = webLink(unsubscribeUrl);
  return {
    'List-Id': listId(service),
    ...(href !== null && {
      'List-Unsubscribe': `<${href}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  };
}
