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

/** What is asked for in a month, and what one request of it takes. */
interface Asked {
  /** the folder of the function that answers */
  folder: string;
  count: number;
  /** units of the table */
  reads: number;
  /** to the internet, packed */
  bytes: number;
  cpuMs: number;
  /** of the table, one after the other */
  calls: number;
}

const asked = (
  deployed: Deployed,
  what: string,
  { folder, count, reads, bytes, cpuMs, calls }: Asked,
): Use[] => [
  use(what, 'tableReads', count * reads),
  use(what, 'apiRequests', count),
  use(what, 'transferOut', gigabytes(count * bytes)),
  ...lambda(deployed, what, { folder, invocations: count, cpuMs: count * cpuMs, calls: count * calls }),
];

const pages = (deployed: Deployed, count: number): Use[] =>
  asked(deployed, 'pages', {
    folder: 'reading-pages',
    count,
    reads: PAGE_READS,
    bytes: PAGE_BYTES,
    cpuMs: CPU.page,
    calls: 3,
  });

const searches = (deployed: Deployed, count: number): Use[] =>
  asked(deployed, 'searches', {
    folder: 'reading-pages',
    count,
    reads: SEARCH_READS,
    bytes: PAGE_BYTES,
    cpuMs: CPU.search,
    calls: 6,
  });

const openLists = (deployed: Deployed, count: number): Use[] =>
  asked(deployed, 'lists that stay open', {
    folder: 'list',
    count,
    reads: UNCHANGED_READS,
    bytes: UNCHANGED_BYTES,
    cpuMs: CPU.unchanged,
    calls: 1,
  });

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
const feeds = (deployed: Deployed, count: number): Use[] =>
  asked(deployed, 'feeds', {
    folder: 'feed-out',
    count,
    reads: FEED_READS,
    bytes: FEED_BYTES,
    cpuMs: CPU.feed,
    calls: 5,
  });

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
