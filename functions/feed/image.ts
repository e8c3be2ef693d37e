import { absoluteUrl } from './links';
import { isTrackingPixel } from './tracking';

/** Narrower or lower ones are icons. */
const SMALLEST = 60;

/** Pictures of authors, smileys and buttons. */
const DECORATION = /gravatar\.com\/|\/emoji\/|\/smilies\/|s\.w\.org\/images\/core|\/feed-?icon|\/badges?\//i;

const IMAGE = /<img ([^>]*)>/g;
const ATTRIBUTE = /(src|width|height)="([^"]*)"/g;

/** The picture of an entry: the first that its feed names, else the first in its content that is large enough. */
export function pictureOf(named: string[], content: string | null, base: string): string | null {
  for (const link of named) {
    const url = absoluteUrl(link, base);
    if (url && isPicture({ src: url })) return url;
  }
  for (const [, attributes = ''] of content?.matchAll(IMAGE) ?? []) {
    const image = Object.fromEntries(
      [...attributes.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value]),
    );
    const url = absoluteUrl(image['src'], base);
    if (url && isPicture({ ...image, src: url })) return url;
  }
  return null;
}

function isPicture(image: { src: string; width?: string; height?: string }): boolean {
  const sides = [image.width, image.height].filter((side) => side !== undefined);
  const isSmall = sides.some((side) => Number.parseInt(side, 10) < SMALLEST && !side.endsWith('%'));
  return !isSmall && !DECORATION.test(image.src) && !isTrackingPixel(image);
}
