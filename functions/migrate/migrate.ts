import type { Table } from '../table/client';
import { type DataVersion, readDataVersion, writeDataVersion } from './data-version';

/**
 * A change of what lies in the table, from one version of its data to the next. While it runs, functions of the
 * version before may still be at work, and readers are served: so code reads what the version before wrote as well,
 * and a migration changes nothing that the version before could not read.
 */
export interface Migration {
  /** what it changes, in a line */
  readonly what: string;
  /**
   * Changes the next piece, some seconds of work. It may come twice, as a crash can follow it.
   * @param from where the piece before ended; null at the beginning
   * @returns where to go on; null when all is done
   */
  step(table: Table, from: string | null): Promise<string | null>;
}

/** The table's data is of a later version than this code, which could take it for something else. */
export class NewerDataError extends Error {
  override name = 'NewerDataError';
  constructor(data: number, code: number) {
    super(
      `The table's data is of version ${data}, this code knows it up to ${code}: deploy the later version again.`,
    );
  }
}

export interface Migrated {
  /** of the table's data now */
  version: number;
  /** whether that is the code's */
  done: boolean;
}

/**
 * Takes the table's data to the version of the code, piece by piece; what is done is written down after each, so
 * that whoever comes next goes on from there. Two at once do some pieces twice and nothing wrong.
 * @param migrations all that there ever were, in their order: as many as the code's version
 * @param isTimeUp asked before each piece
 * @throws NewerDataError
 */
export async function migrate(
  table: Table,
  migrations: readonly Migration[],
  isTimeUp: () => boolean,
): Promise<Migrated> {
  let data = await knownVersion(table);
  if (data.version > migrations.length) throw new NewerDataError(data.version, migrations.length);
  for (;;) {
    const migration = migrations[data.version];
    if (migration === undefined) return { version: data.version, done: true };
    if (isTimeUp()) return { version: data.version, done: false };
    const from = await migration.step(table, data.from);
    const now = from === null ? { version: data.version + 1, from } : { version: data.version, from };
    data = (await writeDataVersion(table, data, now)) ? now : await knownVersion(table);
  }
}

/** Data that nobody has written a version of is as the first release made it, or not there yet. */
async function knownVersion(table: Table): Promise<DataVersion> {
  const first = { version: 0, from: null };
  for (;;) {
    const known = await readDataVersion(table);
    if (known !== null) return known;
    if (await writeDataVersion(table, null, first)) return first;
  }
}
