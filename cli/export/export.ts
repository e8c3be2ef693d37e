import { count } from '../../infra/local/progress';
import type { Client } from '../client';
import { type Filters, filterQuery } from '../filters';
import { openOutput } from '../output';
import { plain } from '../plain';
import type { Terminal } from '../terminal';
import { csvJoin } from './csv-join';
import type { ExportFormat } from './formats';
import type { Join } from './join';
import { jsonJoin } from './json-join';
import { ndjsonJoin } from './ndjson-join';
import { copyParts } from './parts';
import { exportDisplay, NO_DISPLAY } from './progress';

const JOINS: Record<ExportFormat, Join> = { json: jsonJoin, csv: csvJoin, ndjson: ndjsonJoin };

export interface ExportOptions extends Filters {
  format: ExportFormat;
  /** a file; stdout where left out or `-` */
  output?: string | undefined;
}

/** `news export`: all articles that match, as one file, whole or not at all. */
export async function exportArticles(
  client: Client,
  terminal: Terminal,
  options: ExportOptions,
): Promise<void> {
  const query = filterQuery(options);
  query.set('format', options.format);
  const output = await openOutput(options.output, terminal);
  // Results and progress would mix where both go to the same screen.
  const isQuiet = !terminal.showsProgress || (output.name === null && terminal.showsResults);
  const display = isQuiet ? NO_DISPLAY : exportDisplay(terminal);
  let articles: number;
  try {
    articles = await copyParts(
      client,
      client.url('export', query),
      JOINS[options.format],
      output,
      display.show,
    );
    await output.commit();
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    display.end();
  }
  const exported = count(articles, 'article');
  if (output.name !== null) await terminal.print(`${exported} -> ${plain(output.name)}`);
  else if (!isQuiet) terminal.note(exported);
}
