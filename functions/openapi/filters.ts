import type { filters } from '../list/parameters';
import type { Documentation } from './components';

/** As list/time.ts reads it; a plus sign that nobody encoded arrives as a blank. */
const TIME = '^\\d{4}-\\d\\d-\\d\\d([Tt]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?([Zz]|[ +-]\\d\\d:?\\d\\d)?)?$';

const TIME_EXAMPLES = ['2026-11-22', '2026-11-22T08:30:00Z', '2026-11-22T08:30:00+01:00'];

/** The filters that all routes of articles have. */
export const FILTERS: { [Name in keyof typeof filters]: Documentation } = {
  source: {
    description: 'Articles of any of these sources. May be repeated.',
    examples: [['hackernews', 'lobsters']],
  },
  category: {
    description: 'Articles of any of these categories, compared without accents and case. May be repeated.',
    examples: [['Science']],
  },
  search: {
    description:
      'All words must stand in title, summary or author, in any order; `"quoted words"` stand together. Accents and case do not matter.',
    examples: ['rust compiler', '"fog bell" harbour'],
  },
  since: {
    description: 'Published at this time or later: a date, or a date-time. Without a zone it is UTC.',
    pattern: TIME,
    examples: TIME_EXAMPLES,
  },
  until: {
    description: 'Published before this time: a date, or a date-time. Without a zone it is UTC.',
    pattern: TIME,
    examples: TIME_EXAMPLES,
  },
};

export const CURSOR_PATTERN = '^[0-7][0-9A-HJKMNP-TV-Z]{25}\\.?$';

/** A bound among articles, as search/cursor.ts has it. */
export const CURSOR: Documentation = {
  description: 'Where to go on: as an earlier answer to the same filters gave it',
  pattern: CURSOR_PATTERN,
  examples: ['01M831FGFG5DEVP04599744RPE'],
};
