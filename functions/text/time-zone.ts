/** What Intl might take for one: a name, and neither an offset (`+02:00`) nor anything longer than names are. */
const NAME = /^[a-z][\w+/-]{0,63}$/i;

/**
 * What ICU has besides IANA's: Node 20 takes `BST` for Dhaka. Whether Intl does is its release's matter, so they are
 * refused here.
 * @see https://github.com/unicode-org/icu/blob/main/icu4c/source/tools/tzcode/icuzones
 */
const NOT_OF_IANA = /^(?:[a-z]{3}|SystemV\/.*|US\/Pacific-New)$/i;
const SHORT_OF_IANA = new Set('CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' '));

/**
 * Reads a time zone of IANA's by its name, in any case. Of a zone that has several names it keeps the one that was
 * given: which of them Intl prefers depends on its release.
 * @returns null where Intl knows none of this name
 * @see https://www.iana.org/time-zones
 */
export function parseTimeZone(text: string): string | null {
  const isForeign = NOT_OF_IANA.test(text) && !SHORT_OF_IANA.has(text.toUpperCase());
  if (!NAME.test(text) || isForeign) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
