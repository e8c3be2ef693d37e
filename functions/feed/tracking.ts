/**
 * Parameters that say where a reader came from and nothing else: those that browsers strip (the lists of Firefox and
 * Brave), and those of the usual analytics.
 */
const PARAMETER = [
  'utm_[a-z_]+|dclid|fbclid|gbraid|gclid|gclsrc|li_fat_id|msclkid|rb_clickid|srsltid|ttclid|twclid|wbraid|wickedid|yclid|ysclid',
  'igsh(?:id)?|mc_[ce]id|_hs(?:enc|mi)|__hs(?:fp|sc|tc)|hsctatracking|mkt_tok|oly_(?:anon|enc)_id|vero_(?:conv|id)|_openstat',
  'ml_subscriber(?:_hash)?|oft_(?:c|ck|d|id|ids|k|lk|sid)|(?:mtm|pk|piwik)_(?:campaign|cid|content|keyword|kwd|medium|source)',
  'xtor|at_(?:campaign|medium)|ns_(?:campaign|mchannel|source|linkname|fee)|guccounter|guce_referrer(?:_sig)?',
].join('|');
const HAS_TRACKING = new RegExp(`[?&;#](?:${PARAMETER})=`, 'i');
const TRACKING = new RegExp(`^(?:amp;)?(?:${PARAMETER})=`, 'i');

const PIXEL_HOSTS = [
  String.raw`feedsportal\.com|feedblitz\.com|feedads\.[a-z.]+|(?:ads|api)\.pheedo\.com|rss\.buysellads\.com`,
  String.raw`doubleclick\.net|google-analytics\.com|googlesyndication\.com|bat\.bing\.com|pixel\.facebook\.com`,
  String.raw`pixel\.wp\.com|stats\.wordpress\.com|feeds\.wordpress\.com|statcounter\.com|analytics\.twitter\.com`,
  String.raw`quantserve\.com|scorecardresearch\.com|imrworldwide\.com|tynt\.com`,
].join('|');
const PIXEL_HOST = new RegExp(`^https?://(?:[^/]*\\.)?(?:${PIXEL_HOSTS})/`, 'i');
const PIXEL_PATH =
  /^https?:\/\/(?:medium\.com\/_\/stat|www\.facebook\.com\/tr\?|img\.zemanta\.com\/pixy\.gif|[^?#]*\/(?:matomo|piwik)\.php\?)/i;
const FEEDBURNER = /^https?:\/\/(?:feeds\d?\.feedburner\.com|feedproxy\.google\.com)\/~|\/~(?:4|ff)\//i;

const STYLED_SIDE = /(?:^|[;\s])(?:width|height)\s*:\s*(\d+)(?:px)?\s*(?=!|;|$)/gi;
const HIDDEN = /display\s*:\s*none/i;

/** A URL without the parameters that only say where its reader came from, in its query and in its fragment. */
export function withoutTracking(url: string): string {
  if (!HAS_TRACKING.test(url)) return url;
  const [address, fragment] = split(url, '#');
  const [path, query] = split(address, '?');
  return path + prefixed('?', withoutParameters(query)) + prefixed('#', withoutParameters(fragment));
}

/** Whether an image is there to count its readers, by its size or where it comes from. */
export function isTrackingPixel(image: Record<string, string | undefined>): boolean {
  const { src = '', style = '' } = image;
  const styled = [...style.matchAll(STYLED_SIDE)].map(([, side]) => side);
  if (isPoint([image['width'], image['height']]) || isPoint(styled) || HIDDEN.test(style)) return true;
  return PIXEL_HOST.test(src) || PIXEL_PATH.test(src) || FEEDBURNER.test(src);
}

function isPoint(sides: (string | undefined)[]): boolean {
  const given = sides.filter((side) => side !== undefined);
  return given.length > 0 && given.every((side) => Number.parseInt(side, 10) <= 1);
}

/** What is not tracking of some parameters; all where none is, so that other fragments stay as they are. */
function withoutParameters(parameters: string): string {
  if (!HAS_TRACKING.test(`?${parameters}`)) return parameters;
  return parameters
    .split('&')
    .filter((parameter) => !TRACKING.test(parameter))
    .join('&');
}

function prefixed(separator: string, text: string): string {
  return text === '' ? '' : separator + text;
}

function split(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
