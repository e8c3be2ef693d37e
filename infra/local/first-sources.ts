import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseOpml } from 'feedsmith';
import { InvalidSourceError, parseSource, type SourceSettings } from '../../functions/sources/settings';
import { UsageError } from './options';
import { codeOf, messageOf } from './problem';

/** A source as the file has it, and where: a line or a place in a list. */
interface Written {
  where: string;
  value: unknown;
}

interface Outline {
  text?: string;
  title?: string;
  xmlUrl?: string;
  outlines?: Outline[];
}

/**
 * The first sources from a file: OPML, a JSON array of sources, or text with a URL a line (blank lines and
 * those that begin with `#` aside). Only their form is checked. What is named twice without an id of its
 * own, as readers' exports do, is taken once.
 * @param file absolute path
 * @throws UsageError with one line that says what is wrong, and where
 */
export function readFirstSources(file: string): SourceSettings[] {
  const name = path.basename(file);
  const text = readText(file, name);
  const written = parseFile(name, text);
  // Written on purpose, unlike a file that lost its lines: a service that begins with nothing.
  const isEmptyList = text.trimStart().startsWith('[');
  const sources = written.map(({ where, value }) => check(`${name}, ${where}`, value));
  if (sources.length === 0 && !isEmptyList) throw new UsageError(`${name} holds no source.`);
  const ids = sources.flatMap(({ id }) => id ?? []);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new UsageError(`${name} has two sources with the id ${twice}.`);
  const isFirst = ({ id, url }: SourceSettings, index: number) =>
    id !== undefined || sources.findIndex((other) => other.url === url) === index;
  return sources.filter(isFirst);
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw new UsageError(`There is no file of sources ${file}.`);
    if (code === 'EISDIR') throw new UsageError(`${file} is a folder, not a file of sources.`);
    throw new UsageError(`${name} cannot be read: ${messageOf(error)}.`);
  }
}

function parseFile(name: string, text: string): Written[] {
  const [first] = text.trimStart();
  if (first === '<') return parseOutlines(name, text);
  if (first === '[' || first === '{') return parseList(name, text);
  const lines = text
    .split(/\r\n?|\n/)
    .map((line, index) => ({ line: line.trim(), where: `line ${index + 1}` }));
  return lines
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, where }) => ({ where, value: { url: line } }));
}

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

/** Outlines without a feed's address are folders or links. */
function parseOutlines(name: string, text: string): Written[] {
  let outlines: Outline[];
  try {
    outlines = parseOpml(text).body?.outlines ?? [];
  } catch {
    throw new UsageError(`${name} is not valid OPML.`);
  }
  return flatten(outlines).flatMap(({ text: label, title: named, xmlUrl }) => {
    if (xmlUrl === undefined) return [];
    const title = named ?? label;
    return {
      where: `outline "${oneLine(title ?? xmlUrl)}"`,
      value: title ? { url: xmlUrl, title } : { url: xmlUrl },
    };
  });
}

const flatten = (outlines: Outline[]): Outline[] =>
  outlines.flatMap((outline) => [outline, ...flatten(outline.outlines ?? [])]);

function check(where: string, value: unknown): SourceSettings {
  try {
    return parseSource(value);
  } catch (error) {
    if (error instanceof InvalidSourceError) throw new UsageError(`${where}: ${oneLine(error.message)}.`);
    throw error;
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
