import type { Deployed } from './deployed';
import { lambda } from './lambda';
import {
  ARTICLES_A_PART,
  CPU,
  EXPORTED_BYTES,
  EXPORTED_READS,
  FEED_BYTES,
  FEED_READS,
  FIRST_VISIT_BYTES,
  FIRST_VISIT_REQUESTS,
  PAGE_BYTES,
  PAGE_READS,
  SEARCH_READS,
  UNCHANGED_BYTES,
  UNCHANGED_READS,
} from './units';
import { gigabytes, type Use, use } from './use';
import { articlesKept, HOURS, type Workload } from './workload';

/** An open list asks every so many minutes what is new. */
const LOOK_MINUTES = 2;

/** What counts as one request. */
const METERED_BYTES = 512 * 1024;

/** What readers cost: pages, searches, lists that stay open, feeds, files. */
export function reading(workload: Workload, deployed: Deployed): Use[] {
  const { readers } = workload;
  return [
    ...pages(deployed, readers * workload.pages),
    ...searches(deployed, readers * workload.searches),
    ...openLists(deployed, (readers * workload.minutes) / LOOK_MINUTES),
    ...firstVisits(deployed, readers),
    ...feeds(deployed, workload.feeds * HOURS),
    ...exports(deployed, workload.exports, articlesKept(workload)),
  ];
}

const pages = (deployed: Deployed, count: number): Use[] => [
  use('pages', 'tableReads', count * PAGE_READS),
  use('pages', 'apiRequests', count),
  use('pages', 'transferOut', gigabytes(count * PAGE_BYTES)),
  ...lambda(deployed, 'pages', {
    folder: 'reading-pages',
    invocations: count,
    cpuMs: count * CPU.page,
    calls: count * 3,
  }),
];

const searches = (deployed: Deployed, count: number): Use[] => [
  use('searches', 'tableReads', count * SEARCH_READS),
  use('searches', 'apiRequests', count),
  use('searches', 'transferOut', gigabytes(count * PAGE_BYTES)),
  ...lambda(deployed, 'searches', {
    folder: 'reading-pages',
    invocations: count,
    cpuMs: count * CPU.search,
    calls: count * 6,
  }),
];

const openLists = (deployed: Deployed, count: number): Use[] => [
  use('lists that stay open', 'tableReads', count * UNCHANGED_READS),
  use('lists that stay open', 'apiRequests', count),
  use('lists that stay open', 'transferOut', gigabytes(count * UNCHANGED_BYTES)),
  ...lambda(deployed, 'lists that stay open', {
    folder: 'list',
    invocations: count,
    cpuMs: count * CPU.unchanged,
    calls: count,
  }),
];

const firstVisits = (deployed: Deployed, readers: number): Use[] => [
  use('pages', 'apiRequests', readers * FIRST_VISIT_REQUESTS),
  use('pages', 'transferOut', gigabytes(readers * FIRST_VISIT_BYTES)),
  ...lambda(deployed, 'pages', {
    folder: 'reading-pages',
    invocations: readers * FIRST_VISIT_REQUESTS,
    cpuMs: readers * FIRST_VISIT_REQUESTS * CPU.small,
    calls: 0,
  }),
];

/** As if something had come since each was last asked for. */
const feeds = (deployed: Deployed, count: number): Use[] => [
  use('feeds', 'tableReads', count * FEED_READS),
  use('feeds', 'apiRequests', count),
  use('feeds', 'transferOut', gigabytes(count * FEED_BYTES)),
  ...lambda(deployed, 'feeds', {
    folder: 'feed-out',
    invocations: count,
    cpuMs: count * CPU.feed,
    calls: count * 5,
  }),
];

function exports(deployed: Deployed, files: number, articles: number): Use[] {
  const parts = files * Math.max(1, articles / ARTICLES_A_PART);
  const bytes = files * articles * EXPORTED_BYTES;
  return [
    use('files', 'tableReads', files * articles * EXPORTED_READS),
    use('files', 'apiRequests', parts + bytes / METERED_BYTES),
    use('files', 'transferOut', gigabytes(bytes)),
    ...lambda(deployed, 'files', {
      folder: 'export',
      invocations: parts,
      cpuMs: parts * CPU.part,
      // A Query reads 1 MB: some 1,700 articles.
      calls: parts * 10,
    }),
  ];
}
