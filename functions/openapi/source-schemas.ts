import * as z from 'zod/mini';
import type { Imported } from '../opml/import';
import { SOURCE_ID } from '../sources/id';
import type { ListedSource } from '../sources/source';
import { answerOf } from './answer-schema';
import { component, described } from './components';
import { count, timeOrNull } from './values';

const EXAMPLE_SOURCE = {
  id: 'hackernews',
  title: 'Hacker News',
  url: 'https://news.ycombinator.com/rss',
  homepage: 'https://news.ycombinator.com/',
  status: 'ok',
  lastFetchedAt: '2026-11-23T02:29:11.000Z',
  nextFetchAt: '2026-11-23T03:29:11.000Z',
  lastError: null,
  entries: 30,
} satisfies ListedSource;

export const source = component(
  'Source',
  answerOf<ListedSource>()(
    z.object({
      id: described(z.string(), 'Names it in `source`; articles are kept under it', {
        pattern: SOURCE_ID.source,
      }),
      title: described(z.string(), 'As its keeper calls it, else as it calls itself, else its host'),
      url: described(z.string(), 'Of its feed or API'),
      homepage: described(z.nullable(z.string()), 'The page that it is the feed of'),
      status: described(
        z.enum(['ok', 'failing', 'gone', 'never']),
        'Its last reading came (`ok`) or failed (`failing`); its server said that it is over for good (`gone`); it was not asked yet (`never`)',
      ),
      lastFetchedAt: timeOrNull('When it was last asked; null where it never was'),
      nextFetchAt: timeOrNull('Before this it is not asked by the schedule; null where it is due, or gone'),
      lastError: described(
        z.nullable(z.string()),
        'Why its last reading failed, in words; of an address that sources may not have: `not allowed`',
      ),
      entries: count('How many entries its last reading held'),
    }),
  ),
  { description: 'A source and how it is doing', examples: [EXAMPLE_SOURCE] },
);

export const sourceList = component(
  'SourceList',
  z.object({ sources: described(z.array(source), 'All of them') }),
  { description: 'All sources', examples: [{ sources: [EXAMPLE_SOURCE] }] },
);

export const removedSource = component(
  'RemovedSource',
  z.object({ removed: described(z.string(), 'The id that it had', { pattern: SOURCE_ID.source }) }),
  { description: 'A source that is being removed', examples: [{ removed: 'hackernews' }] },
);

export const importResult = component(
  'ImportResult',
  answerOf<Imported>()(
    z.object({
      added: count('Sources that are new'),
      skipped: count('Outlines whose feed was there already'),
      failed: count('Outlines without a usable URL'),
    }),
  ),
  { description: 'What became of the outlines of a file', examples: [{ added: 12, skipped: 3, failed: 0 }] },
);
