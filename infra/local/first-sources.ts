import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from '../../functions/feed/decode';
import { InvalidOpmlError, readOpml } from '../../functions/opml/read';
import { feedKey } from '../../functions/sources/same-feed';
import { InvalidSourceError, parseSource, type SourceSettings } from '../../functions/sources/settings';
import { UsageError } from './options';
import { codeOf, messageOf } from './problem';

/** A source as the file has it, and where: a line or a place in a list. */
interface Written {
  where: string;
  value: unknown;
}

/**
 * The first sources from a file: OPML, a JSON array of sources, or text with a URL a line (blank lines and
 * those that begin with `#` aside). Only their form is checked; an outline that is none is left out, as by the
 * import of the API. A feed that is named twice without an id of its own, as readers' exports do, is taken once.
 * @param file absolute path
 * @throws UsageError with one line that says what is wrong, and where
 */
export function readFirstSources(file: string): SourceSettings[] {
  const name = path.basename(file);
  const text = readText(file, name);
  const [first] = text.trimStart();
  const sources = first === '<' ? parseOutlines(name, text) : parseWritten(name, text);
  // Written on purpose, unlike a file that lost its lines: a service that begins with nothing.
  if (sources.length === 0 && first !== '[') throw new UsageError(`${name} holds no source.`);
  const seen = new Set<string>();
  return sources.filter(({ id, url }) => {
    const isRepeated = seen.has(feedKey(url));
    seen.add(feedKey(url));
    return id !== undefined || !isRepeated;
  });
}

function readText(file: string, name: string): string {
  try {
    return decode(readFileSync(file), undefined);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw new UsageError(`There is no file of sources ${file}.`);
    if (code === 'EISDIR') throw new UsageError(`${file} is a folder, not a file of sources.`);
    throw new UsageError(`${name} cannot be read: ${messageOf(error)}.`);
  }
}

/** Where an id of one's own is given twice, one of the two would be lost. */
function parseWritten(name: string, text: string): SourceSettings[] {
  const written = /^\s*[[{]/.test(text) ? parseList(name, text) : parseLines(text);
  const sources = written.map(({ where, value }) => check(`${name}, ${where}`, value));
  const ids = sources.flatMap(({ id }) => id ?? []);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new UsageError(`${name} has two sources with the id ${twice}.`);
  return sources;
}

const parseLines = (text: string): Written[] =>
  text
    .split(/\r\n?|\n/)
    .map((line, index) => ({ line: line.trim(), where: `line ${index + 1}` }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, where }) => ({ where, value: { url: line } }));

function parseList(name: string, text: string): Written[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name} is not valid JSON: ${oneLine(messageOf(error))}.`);
  }
  if (!Array.isArray(list)) throw new UsageError(`${name} must be a JSON array of sources.`);
  return list.map((value: unknown, index) => ({ where: `source ${index + 1}`, value }));
}

/** Of an id that two outlines have, the first keeps it. */
function parseOutlines(name: string, text: string): SourceSettings[] {
  try {
    const sources = readOpml(text).flatMap(({ settings }) => settings ?? []);
    return sources.map(({ id, ...source }, index) => {
      const isTaken = sources.findIndex((other) => other.id === id) < index;
      return id === undefined || isTaken ? source : { id, ...source };
    });
  } catch (error) {
    if (error instanceof InvalidOpmlError) throw new UsageError(`${name}: ${oneLine(error.message)}.`);
    throw error;
  }
}

function check(where: string, value: unknown): SourceSettings {
  try {
    return parseSource(value);
  } catch (error) {
    if (error instanceof InvalidSourceError) throw new UsageError(`${where}: ${oneLine(error.message)}.`);
    throw error;
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
