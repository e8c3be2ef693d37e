import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { count } from '../infra/local/progress';
import type { Client } from './client';
import { Failure, UsageError } from './errors';
import { fileTrouble } from './file-error';
import { openOutput } from './output';
import { plain } from './plain';
import { columns } from './table';
import type { Terminal } from './terminal';

const sourceShape = z.looseObject({
  id: z.string(),
  title: z.string(),
  url: z.string(),
  status: z.string(),
  lastFetchedAt: z.nullable(z.string()),
  lastError: z.nullable(z.string()),
  entries: z.number(),
});
type ShownSource = z.infer<typeof sourceShape>;

const sourcesShape = z.object({ sources: z.array(sourceShape) });
const importedShape = z.object({ added: z.number(), skipped: z.number(), failed: z.number() });
const removedShape = z.object({ removed: z.string() });
const objectShape = z.record(z.string(), z.unknown());

const HEADINGS = ['ID', 'STATUS', 'ENTRIES', 'FETCHED (UTC)', 'TITLE'];
const ENTRIES_COLUMN = 2;

/** `news sources list`: how each source is doing, a line each, and below those that fail why. */
export async function listSources(
  client: Client,
  terminal: Terminal,
  { json }: { json?: boolean | undefined },
): Promise<void> {
  const { sources } = await client.get(sourcesShape, client.url('sources'));
  if (json) return terminal.print(JSON.stringify(sources, null, 2));
  if (sources.length === 0)
    return terminal.note('There are no sources yet: `news sources add URL` adds one.');
  const [headings = '', ...lines] = columns([HEADINGS, ...sources.map(cells)], [ENTRIES_COLUMN]);
  await terminal.print(terminal.colors.dim(headings));
  for (const [index, line] of lines.entries()) {
    await terminal.print(line);
    const { status = '', lastError = null } = sources[index] ?? {};
    if (status !== 'ok' && lastError !== null) {
      await terminal.print(terminal.colors.red(`  ${plain(lastError)}`));
    }
  }
}

function cells({ id, status, entries, lastFetchedAt, title }: ShownSource): string[] {
  const fetched = lastFetchedAt === null ? '-' : plain(lastFetchedAt).slice(0, 16).replace('T', ' ');
  return [plain(id), plain(status), String(entries), fetched, plain(title)];
}

export interface AddOptions {
  id?: string | undefined;
  title?: string | undefined;
  /** minutes */
  every?: number | undefined;
  /** a file with the source as JSON, `-` for stdin */
  file?: string | undefined;
}

/** `news sources add`: one source more, from what the options say, and a file for all that they can't. */
export async function addSource(
  client: Client,
  terminal: Terminal,
  url: string | undefined,
  { file, ...options }: AddOptions,
): Promise<void> {
  const written = file === undefined ? {} : parseSourceFile(file, await readInput(terminal, file));
  const given = Object.entries({ url, ...options }).filter(([, value]) => value !== undefined);
  const added = await client.send(sourceShape, client.url('sources'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...written, ...Object.fromEntries(given) }),
  });
  await terminal.print(`added ${plain(added.id)}: ${plain(added.title)} ${plain(added.url)}`);
}

/** `news sources remove` */
export async function removeSource(client: Client, terminal: Terminal, id: string): Promise<void> {
  const url = client.url(`sources/${encodeURIComponent(id)}`);
  const { removed } = await client.send(removedShape, url, { method: 'DELETE' });
  await terminal.print(`removed ${plain(removed)}`);
}

/** `news sources import`: those of an OPML file. */
export async function importSources(client: Client, terminal: Terminal, file: string): Promise<void> {
  const body = await readInput(terminal, file);
  const { added, skipped, failed } = await client
    .send(importedShape, client.url('sources.opml'), {
      method: 'POST',
      headers: { 'content-type': 'text/x-opml' },
      body,
    })
    .catch((error: unknown) => {
      // The command was right: it is the file that can't be read.
      throw error instanceof UsageError ? new Failure(`${plain(file)}: ${error.message}`) : error;
    });
  await terminal.print(`${added} added, ${skipped} skipped, ${failed} failed`);
}

/** `news sources export`: all as OPML. */
export async function exportSources(
  client: Client,
  terminal: Terminal,
  { output }: { output?: string | undefined },
): Promise<void> {
  const out = await openOutput(output, terminal);
  try {
    const { text, type } = await client.getText(client.url('sources.opml'));
    if (!text.includes('<opml')) throw client.stranger(plain(type) || 'something else');
    await out.write(Buffer.from(text));
    await out.commit();
    if (out.name !== null) await terminal.print(`${count(countFeeds(text), 'source')} -> ${out.name}`);
  } catch (error) {
    await out.discard();
    throw error;
  }
}

/** Quotes in values are escaped, so this stands where it means what it says alone. */
const countFeeds = (opml: string): number => opml.split(' xmlUrl="').length - 1;

async function readInput(terminal: Terminal, file: string): Promise<Buffer<ArrayBuffer>> {
  if (file === '-') return Buffer.from(await terminal.readInput());
  try {
    return await readFile(file);
  } catch (error) {
    throw fileTrouble(error, file, 'read');
  }
}

function parseSourceFile(file: string, content: Buffer): Record<string, unknown> {
  const name = file === '-' ? 'What came by stdin' : file;
  let value: unknown;
  try {
    value = JSON.parse(content.toString('utf8'));
  } catch {
    throw new UsageError(`${name} is not JSON.`);
  }
  const source = objectShape.safeParse(value);
  if (source.success && !Array.isArray(value)) return source.data;
  throw new UsageError(`${name} must hold one source: a JSON object such as {"url": "https://…"}.`);
}
