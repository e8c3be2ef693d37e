const PARAMETER =
  '(?:utm_[a-z_]+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|oly_(?:anon|enc)_id|vero_id|xtor|at_(?:medium|campaign)|ns_(?:campaign|mchannel|source|linkname|fee))';
const HAS_TRACKING = new RegExp(`[?&;]${PARAMETER}=`, 'i');
const TRACKING = new RegExp(`^(?:amp;)?${PARAMETER}=`, 'i');

const PIXEL_HOST =
  /^https?:\/\/(?:[^/]*\.)?(?:feedsportal\.com|feedblitz\.com|doubleclick\.net|google-analytics\.com|quantserve\.com|scorecardresearch\.com|statcounter\.com|pixel\.wp\.com|stats\.wordpress\.com|feeds\.wordpress\.com|feedads\.[a-z.]+|rss\.buysellads\.com|tynt\.com|imrworldwide\.com)\//i;
const FEEDBURNER = /^https?:\/\/(?:feeds\d?\.feedburner\.com|feedproxy\.google\.com)\/~|\/~(?:4|ff)\//i;

/** A URL without the parameters that only say where its reader came from. */
export function withoutTracking(url: string): string {
  if (!HAS_TRACKING.test(url)) return url;
  const [address = '', fragment] = split(url, '#');
  const [path, query = ''] = split(address, '?');
  const kept = query.split('&').filter((parameter) => !TRACKING.test(parameter));
  return (
    path + (kept.length > 0 ? `?${kept.join('&')}` : '') + (fragment === undefined ? '' : `#${fragment}`)
  );
}

/** Whether an image is there to count its readers, by its size or where it comes from. */
export function isTrackingPixel({ src = '', width, height }: Record<string, string | undefined>): boolean {
  return isPoint(width, height) || PIXEL_HOST.test(src) || FEEDBURNER.test(src);
}

function isPoint(width: string | undefined, height: string | undefined): boolean {
  const sides = [width, height].filter((side) => side !== undefined);
  return sides.length > 0 && sides.every((side) => Number.parseInt(side, 10) <= 1);
}

function split(text: string, separator: string): [string, string | undefined] {
  const index = text.indexOf(separator);
  return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
