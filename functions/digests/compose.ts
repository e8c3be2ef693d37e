import type { Article } from '../article/article';
import { type DigestSection, digestMail } from '../mail/digest';
import type { Mail } from '../mail/mail';
import { accountUrl } from '../readers/membership';
import { sourceOf } from '../sources/origin';
import { isSample } from '../sources/sample';
import type { Claimed } from './claim';
import type { DigestParts } from './parts';
import { unsubscribeToken } from './unsubscribe-token';

/** A reader's digest as a mail. */
export async function composeDigest(
  { names, url }: DigestParts,
  { reader, rhythm, subscription, news }: Claimed,
): Promise<Mail> {
  const ids = news.map(({ source }) => sourceOf(source));
  const sources = await names.read(ids, Date.now());
  const unsubscribe = new URL('/unsubscribe', url);
  unsubscribe.searchParams.set('token', unsubscribeToken(subscription));
  return digestMail({
    to: reader.address,
    every: rhythm.every,
    sections: sectionsOf(news, (id) => sources.get(id)?.title ?? id),
    timeZone: rhythm.timeZone,
    unsubscribeUrl: unsubscribe.href,
    accountUrl: accountUrl(url),
    homeUrl: new URL('/', url).href,
    service: new URL(url).host,
  });
}

/** Articles by their sources, of which the one with the newest comes first. */
function sectionsOf(news: readonly Article[], titleOf: (source: string) => string): DigestSection[] {
  const sections = new Map<string, DigestSection>();
  for (const { source, title, url, summary, author, publishedAt } of news) {
    const id = sourceOf(source);
    const section = sections.get(id) ?? {
      title: titleOf(id),
      isSample: isSample(id),
      articles: [],
    };
    section.articles.push({ title, url, summary, author, publishedAt });
    sections.set(id, section);
  }
  return [...sections.values()];
}
