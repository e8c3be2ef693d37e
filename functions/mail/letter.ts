import { collapse } from '../text/collapse';
import { cut } from '../text/cut';
import type { Block } from './blocks';
import { layOut } from './layout';
import type { Mail } from './mail';

/** A mail as its template says it, before it is written as HTML and as text. */
export interface Letter extends Pick<Mail, 'kind' | 'to' | 'subject' | 'headers'> {
  /** what stands above it; the subject where it is left out */
  title?: string;
  /** what a list of mails shows beside the subject */
  preheader: string;
  content: Block[];
  /** which service this is from, and why it came */
  footer: Block[];
}

/** What a list of mails has no room for, nor a title. */
const LONGEST_SUBJECT = 150;
const LONGEST_PREHEADER = 150;

/** Writes a letter. Whatever stands in it is text: no markup, and nothing that ends a line or turns it about. */
export function writeLetter({ kind, to, subject, title, preheader, content, footer, headers }: Letter): Mail {
  const line = shortLine(subject, LONGEST_SUBJECT);
  const heading = title === undefined ? line : shortLine(title, LONGEST_SUBJECT);
  return {
    kind,
    to,
    subject: line,
    html: layOut({
      title: heading,
      preheader: shortLine(preheader, LONGEST_PREHEADER),
      content: content.map((block) => block.html),
      footer: footer.map((block) => block.html),
    }),
    // What follows two hyphens and a space is a signature (RFC 3676, section 4.3).
    text: `${[heading, ...texts(content)].join('\n\n')}\n\n-- \n${texts(footer).join('\n\n')}\n`,
    ...(headers !== undefined && { headers }),
  };
}

const texts = (blocks: Block[]): string[] => blocks.map(({ text }) => text);

const shortLine = (text: string, longest: number): string => cut(collapse(text), longest);
