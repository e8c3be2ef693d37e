import { html } from 'hono/html';
import { collapse } from '../text/collapse';
import { cut } from '../text/cut';
import type { Block } from './blocks';
import type { Lengths } from './digest-lengths';
import type { Markup } from './layout';
import { webLink } from './link';
import { sentLength } from './sent-length';
import { LIGHT, SERIF } from './style';

/** What a digest has of one source, in its order. */
export interface DigestSection {
  /** of the source */
  title: string;
  /** whether it is one of those that come with Newsreel */
  isSample: boolean;
  articles: DigestArticle[];
}

export interface DigestArticle {
  title: string;
  /** absolute, http or https: another is no link */
  url: string;
  summary: string;
  author: string | null;
  /** ISO 8601 */
  publishedAt: string;
}

/** An article as it is shown: each text in one line, and not too long. */
interface Item {
  title: string;
  href: string | null;
  author: string;
  time: string;
  summary: string;
}

/**
 * A source's part of a digest. What others wrote stands in elements that find their own direction.
 * @param timeOf a moment, ISO 8601, as its reader has it
 */
export function sectionBlock(
  { title, isSample, articles }: DigestSection,
  lengths: Lengths,
  timeOf: (moment: string) => string,
): Block {
  const source = cut(collapse(title), lengths.source);
  const heading = isSample ? `${source} · sample` : source;
  const items = articles.map((article) => itemOf(article, lengths, timeOf));
  return {
    html: html`<h2 class="faint line" dir="auto" style="margin:32px 0 0;padding-top:12px;border-top:1px solid ${LIGHT.line};font-size:13px;line-height:1.5;font-weight:600;letter-spacing:.02em;color:${LIGHT.faint}">${heading}</h2>
${items.map(itemHtml)}`,
    text: [underlined(heading), ...items.map(itemText)].join('\n\n'),
  };
}

function itemOf(
  { title, url, summary, author, publishedAt }: DigestArticle,
  lengths: Lengths,
  timeOf: (moment: string) => string,
): Item {
  const href = webLink(url);
  const isShort = href !== null && sentLength(String(html`${href}`)) <= lengths.link;
  return {
    title: cut(collapse(title), lengths.title),
    href: isShort ? href : null,
    author: cut(collapse(author ?? ''), lengths.author),
    time: timeOf(publishedAt),
    summary: lengths.summary === 0 ? '' : cut(collapse(summary), lengths.summary),
  };
}

const itemHtml = ({ title, href, author, time, summary }: Item): Markup =>
  html`<div dir="auto"><h3 style="margin:16px 0 2px;${SERIF};font-size:19px;line-height:1.3;font-weight:normal">${href === null ? title : html`<a class="ink" href="${href}" style="color:${LIGHT.ink};text-decoration:none">${title}</a>`}</h3>
<p class="faint" style="margin:0 0 ${summary === '' ? 24 : 6}px;font-size:13px;color:${LIGHT.faint}">${author === '' ? '' : html`<span dir="auto">${author}</span> · `}${time}</p>
${summary === '' ? '' : html`<p dir="auto" style="margin:0 0 24px">${summary}</p>`}</div>
`;

function itemText({ title, href, author, time, summary }: Item): string {
  const byline = author === '' ? time : `${author} · ${time}`;
  return [title, byline, href, summary].filter(Boolean).join('\n');
}

/** Lines of mail were of 72 characters once. */
const underlined = (line: string): string => `${line}\n${'-'.repeat(Math.min([...line].length, 72))}`;
