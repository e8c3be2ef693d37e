import { generateOpml } from 'feedsmith';
import { listed, type Source } from '../sources/source';
import { formatCategories } from './categories';

/** What our own import reads back; other readers pass over it. */
const OWN_ATTRIBUTES = ['id', 'every', 'kind', 'map'] as const;

interface Outline {
  text: string;
  title?: string;
  isComment?: boolean;
  type?: string;
  xmlUrl?: string;
  htmlUrl?: string;
  category?: string;
  id?: string;
  every?: string;
  kind?: string;
  map?: string;
  /** of a folder */
  outlines?: Outline[];
}

/** Characters that XML cannot hold in any form. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * Sources as OPML 2.0: each in the folder of its first category, with all of them in an attribute. Logins,
 * headers and whatever else may be secret stay here.
 * @see http://opml.org/spec2.opml
 */
export function writeOpml(sources: readonly Source[], title: string): string {
  const folders = new Map<string, Outline[]>();
  for (const source of sources) {
    const [folder = ''] = source.categories;
    const outlines = folders.get(folder) ?? [];
    folders.set(folder, outlines);
    outlines.push(outlineOf(source));
  }
  const outlines = [...folders]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([folder, feeds]): Outline[] =>
      folder === '' ? feeds : [{ text: xmlText(folder), title: xmlText(folder), outlines: feeds }],
    );
  return generateOpml(
    {
      head: { title },
      // A body has one outline at least.
      body: { outlines: outlines.length > 0 ? outlines : [{ text: 'No sources yet', isComment: true }] },
    },
    { extraOutlineAttributes: OWN_ATTRIBUTES },
  );
}

function outlineOf(source: Source): Outline {
  const { id, url, homepage, kind, map, every, categories } = source;
  const title = xmlText(listed(source).title);
  return {
    text: title,
    title,
    type: kind === 'json' ? 'json' : 'rss',
    xmlUrl: xmlText(url),
    ...(homepage === null ? {} : { htmlUrl: xmlText(homepage) }),
    ...(categories.length === 0 ? {} : { category: xmlText(formatCategories(categories)) }),
    id,
    ...(every === null ? {} : { every: String(every) }),
    ...(kind === 'json' ? { kind, map: xmlText(JSON.stringify(map)) } : {}),
  };
}

const xmlText = (text: string): string => text.replace(NOT_IN_XML, '');
