/**
 * The `category` attribute: categories with commas between, where a slash in front begins a path. What in a
 * category of ours would be read as one of these is percent-encoded.
 * @see http://opml.org/spec2.opml#1629043127000
 */

/** All categories in one attribute. */
export const formatCategories = (categories: readonly string[]): string =>
  categories.map((category) => category.replace(/[%,]/g, encodeURIComponent).replace(/^\//, '%2F')).join(',');

/** The categories of an attribute; a path's parts are one each. */
export const parseCategories = (attribute: string): string[] =>
  attribute
    .split(',')
    .map((category) => category.trim())
    .flatMap((category) => (category.startsWith('/') ? category.split('/') : category))
    .map((category) => category.replace(/%2C|%2F|%25/gi, (code) => decodeURIComponent(code)).trim())
    .filter(Boolean);
