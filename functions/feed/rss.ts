import { alternateLinks } from './atom';
import { bodyOf } from './body';
import { type RawEntry, textOf } from './channel';
import { all, type Elements, firstText, textsOf, valuesOf } from './elements';
import { isAddress } from './links';
import { mediaOf } from './media';
import type { Names } from './namespaces';
import { namesOf } from './people';
import { unwrapped } from './xhtml';
import { attributesOf, textIn } from './xml';

/**
 * Chooses from an item of RSS 0.9x, 1.0 or 2.0 (rssboard.org/rss-specification, web.resource.org/rss/1.0/spec,
 * Dublin Core, Media RSS, iTunes).
 *
 * @param attributes source of the item's own
 */
export function readItem(item: Elements, attributes: string, names: Names): RawEntry {
  const own = attributesOf({ attributes });
  const about = own['rdf:about'] ?? own['about'];
  const media = mediaOf(item, names);
  const enclosures = all(item, 'enclosure').map(attributesOf);
  const html =
    firstText(item, 'content:encoded') ??
    inlineHtml(item, names) ??
    firstText(item, 'atom:content', 'content', 'fullitem', 'fulltext');
  return {
    id: firstText(item, 'guid') ?? about ?? firstText(item, 'atom:id', 'id'),
    links: [
      ...textsOf(item, 'link'),
      ...alternateLinks(all(item, 'atom:link', 'link')),
      ...permaLinks(item),
      ...(isAddress(about) ? [about] : []),
      ...textsOf(item, 'feedburner:origlink'),
      ...enclosures.flatMap(({ url }) => url || []),
      ...media.files,
      ...(own['href'] ? [own['href']] : []),
    ],
    title: textOf(
      firstText(item, 'title', 'dc:title') ?? media.title ?? firstText(item, 'itunes:title'),
      'either',
    ),
    summary: bodyOf(
      firstText(item, 'description', 'atom:summary', 'dc:description', 'summary', 'abstract') ??
        firstText(item, 'itunes:summary', 'itunes:subtitle') ??
        media.description,
    ),
    content: bodyOf(html),
    dates: [
      ...textsOf(item, 'pubdate', 'atom:published', 'published', 'dcterms:issued', 'issued', 'dc:date'),
      ...textsOf(item, 'date', 'dcterms:created', 'created', 'atom:updated', 'updated', 'dcterms:modified'),
      ...textsOf(item, 'lastbuilddate'),
      ...(own['lastmod'] ? [own['lastmod']] : []),
    ],
    authors: authorsOf(item, names, media.authors),
    categories: [
      ...textsOf(item, 'category', 'dc:subject'),
      ...media.categories,
      ...textsOf(item, 'itunes:keywords').flatMap((keywords) => keywords.split(',')),
    ],
    images: [
      ...media.images,
      ...enclosures.filter(({ type }) => type?.startsWith('image/')).flatMap(({ url }) => url || []),
      ...valuesOf(all(item, 'itunes:image', 'googleplay:image'), 'href'),
    ],
    base: own['xml:base'],
    contentBase: valuesOf(all(item, 'content:encoded', 'description').slice(0, 1), 'xml:base')[0],
  };
}

/** XHTML that stands in an item as it is. */
function inlineHtml(item: Elements, names: Names): string | undefined {
  const [body] = all(item, 'xhtml:body', 'body', 'xhtml:div');
  if (!body?.inner.includes('<')) return body && textIn(body.inner);
  return unwrapped(body.inner, names).markup;
}

/** Guids that are addresses: those that look so, unless they say that they are not. */
function permaLinks(item: Elements): string[] {
  return all(item, 'guid').flatMap((guid) => {
    const says = attributesOf(guid)['ispermalink']?.toLowerCase();
    const id = textIn(guid.inner);
    return id !== '' && (says === 'true' || (says !== 'false' && isAddress(id))) ? [id] : [];
  });
}

function authorsOf(item: Elements, names: Names, media: string[]): string[] {
  const creators = textsOf(item, 'dc:creator');
  if (creators.length > 0) return creators;
  const named = namesOf(all(item, 'author', 'atom:author'), names);
  if (named.length > 0) return named;
  const itunes = textsOf(item, 'itunes:author');
  return itunes.length > 0 ? itunes : media;
}
