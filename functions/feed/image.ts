import { absoluteUrl } from './links';
import { isTrackingPixel } from './tracking';

/** Narrower or lower ones are icons. */
const SMALLEST = 60;

/** Pictures of authors, smileys and buttons. */
const DECORATION = /gravatar\.com\/|\/emoji\/|\/smilies\/|s\.w\.org\/images\/core|\/feed-?icon|\/badges?\//i;

const IMAGE = '<img ';
const SRC = / src="([^"]*)"/;
const WIDTH = / width="([^"]*)"/;
const HEIGHT = / height="([^"]*)"/;

/** The picture of an entry: the first that its feed names, else the first in its content that is large enough. */
export function pictureOf(named: string[], content: string | null, base: string): string | null {
  for (const link of named) {
    const url = absoluteUrl(link, base);
    if (url && isPicture({ src: url })) return url;
  }
  return content ? pictureIn(content, base) : null;
}

/** @param content sanitised, so that its attributes are all written in one way */
function pictureIn(content: string, base: string): string | null {
  for (let at = content.indexOf(IMAGE); at !== -1; at = content.indexOf(IMAGE, at + 1)) {
    const tag = content.slice(at + IMAGE.length - 1, content.indexOf('>', at));
    const url = absoluteUrl(SRC.exec(tag)?.[1], base);
    if (url && isPicture({ src: url, width: WIDTH.exec(tag)?.[1], height: HEIGHT.exec(tag)?.[1] }))
      return url;
  }
  return null;
}

function isPicture(image: { src: string; width?: string | undefined; height?: string | undefined }): boolean {
  const sides = [image.width, image.height].filter((side) => side !== undefined);
  const isSmall = sides.some((side) => Number.parseInt(side, 10) < SMALLEST && !side.endsWith('%'));
  return !isSmall && !DECORATION.test(image.src) && !isTrackingPixel(image);
}
