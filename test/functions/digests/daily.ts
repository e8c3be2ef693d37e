import type { DigestSettings } from '../../../functions/digests/settings';

/** A digest of everything, every day at eight. */
export const DAILY: DigestSettings = {
  every: 'day',
  hour: 8,
  timeZone: 'UTC',
  search: null,
  sources: [],
  categories: [],
};
