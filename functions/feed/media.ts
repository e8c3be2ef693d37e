import type { MediaNs } from 'feedsmith';

type Media = MediaNs.ItemOrFeed | undefined;

const IMAGE_FILE = /\.(?:avif|gif|jpe?g|png|webp)(?:[?#]|$)/i;

/** Addresses of an entry's pictures in Media RSS, the widest first, contents before thumbnails. */
export function mediaImages(media: Media): string[] {
  if (!media) return [];
  const parts = [media, ...(media.groups ?? [])];
  const contents = parts.flatMap((part) => part.contents ?? []);
  return [
    ...widestFirst(contents.filter(isImage)),
    ...widestFirst([...parts, ...contents].flatMap((part) => part.thumbnails ?? [])),
  ];
}

/** What Media RSS says of an entry (YouTube's only description). */
export function mediaDescription(media: Media): string | undefined {
  if (!media) return undefined;
  return [media, ...(media.groups ?? []), ...(media.contents ?? [])].find((part) => part.description)
    ?.description?.value;
}

/** Addresses of an entry's media files. */
export function mediaFiles(media: Media): string[] {
  return [media, ...(media?.groups ?? [])]
    .flatMap((part) => part?.contents ?? [])
    .flatMap((content) => content.url ?? []);
}

function isImage({ medium, type, url }: MediaNs.Content): boolean {
  if (medium) return medium === 'image';
  return type ? type.startsWith('image/') : IMAGE_FILE.test(url ?? '');
}

function widestFirst(pictures: { url?: string; width?: number }[]): string[] {
  return pictures
    .toSorted((one, other) => (other.width ?? 0) - (one.width ?? 0))
    .flatMap((picture) => picture.url ?? []);
}
