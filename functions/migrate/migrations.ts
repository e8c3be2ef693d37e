import type { Migration } from './migrate';

/**
 * All changes of the table's data there ever were, in their order: their number is the version of the code. One that
 * was released stays as it is. docs/operating.md, “A new version”, says how one is written.
 */
export const MIGRATIONS: readonly Migration[] = [];
