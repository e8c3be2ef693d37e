import { all, childrenOf, type Elements, firstText, textsOf, valuesOf } from './elements';
import type { Names } from './namespaces';
import { attributesOf, textIn } from './xml';

const IMAGE_FILE = /\.(?:avif|gif|jpe?g|png|webp)(?:[?#]|$)/i;

/** What Media RSS says of an entry (rssboard.org/media-rss). */
export interface Media {
  title: string | undefined;
  /** YouTube's only one */
  description: string | undefined;
  /** Addresses of its files */
  files: string[];
  /** Addresses of its pictures, the widest first, contents before thumbnails */
  images: string[];
  /** Who made it */
  authors: string[];
  categories: string[];
}

const NONE: Media = {
  title: undefined,
  description: undefined,
  files: [],
  images: [],
  authors: [],
  categories: [],
};

/** Reads an entry's media elements, those in groups and in contents too. */
export function mediaOf(entry: Elements, names: Names): Media {
  if (!hasMedia(entry)) return NONE;
  const parts = [entry, ...all(entry, 'media:group').map((group) => childrenOf(group, names))];
  const contents = parts.flatMap((part) => all(part, 'media:content'));
  const described = [...parts, ...contents.map((content) => childrenOf(content, names))];
  const first = (name: string) => described.map((part) => firstText(part, name)).find(Boolean);
  return {
    title: first('media:title'),
    description: first('media:description'),
    files: valuesOf(contents, 'url'),
    images: [
      ...widestFirst(contents.map(attributesOf).filter(isImage)),
      ...widestFirst(described.flatMap((part) => all(part, 'media:thumbnail')).map(attributesOf)),
    ],
    authors: described
      .flatMap((part) => all(part, 'media:credit'))
      .filter((credit) => attributesOf(credit)['role'] === 'author')
      .map(({ inner }) => textIn(inner)),
    categories: described.flatMap((part) => textsOf(part, 'media:category')),
  };
}

function hasMedia(entry: Elements): boolean {
  for (const name of entry.keys()) if (name.startsWith('media:')) return true;
  return false;
}

function isImage({ medium, type, url }: Partial<Record<string, string>>): boolean {
  if (medium) return medium === 'image';
  return type ? type.startsWith('image/') : IMAGE_FILE.test(url ?? '');
}

function widestFirst(pictures: Partial<Record<string, string>>[]): string[] {
  return pictures
    .toSorted((one, other) => (Number(other['width']) || 0) - (Number(one['width']) || 0))
    .flatMap(({ url }) => url || []);
}
