import { collapse } from '../text/collapse';
import { cut } from '../text/cut';
import { bodyOf } from './body';
import { type RawEntry, textOf } from './channel';
import { decode } from './decode';
import type { JsonMap } from './json-map';
import { isObject, lastStop, namesOf, valuesAt } from './json-path';
import { NotAFeedError } from './not-a-feed-error';
import { SOUND } from './parse';
import { type Reading, toReading } from './read';

/** More items than this are cut off, as with feeds. */
const MAX_ITEMS = 10_000;

/** Small values weigh far more when parsed than as text: some millions of them take 500 MB and more. */
const MOST_PARTS = 1_500_000;

/** More values of one field than this are none that a person wrote. */
const MOST_VALUES = 100;

const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

/** How much of an answer's keys an error may show. */
const KEYS_SHOWN = 5;
const LONGEST_KEY = 40;

/**
 * Reads the answer of a JSON API by a map of its paths.
 *
 * @param bytes the body as it came, decompressed
 * @param contentType the header that came with it
 * @param url where it came from, absolute
 * @throws NotAFeedError saying what is wrong with what: names of the answer and the map, never values
 */
export function readJsonApi(
  bytes: Uint8Array,
  contentType: string | undefined,
  url: string,
  map: JsonMap,
): Reading {
  const items = itemsOf(parseJson(decode(bytes, contentType)), map.items ?? '');
  const entries = items.slice(0, MAX_ITEMS).map(readerOf(map));
  if (items.length > 0 && !entries.some(saysSomething)) throw new NotAFeedError(saysNothing(items, map));
  return toReading({ title: undefined, homepage: undefined, base: undefined, entries }, SOUND, url);
}

/** Never shows what stands in the text: errors of sources are public, their answers need not be. */
function parseJson(text: string): unknown {
  const start = text.trimStart();
  if (start === '') throw new NotAFeedError('The answer was empty');
  if (hasTooManyParts(start)) {
    throw new NotAFeedError(`The answer has too many parts: more than ${MOST_PARTS} values`);
  }
  try {
    return JSON.parse(start);
  } catch {
    if (start.startsWith('<')) throw new NotAFeedError('The answer is not JSON: it is a web page or XML');
    throw new NotAFeedError(
      /^[[{]/.test(start) ? 'The answer is broken: its JSON has errors' : 'The answer is not JSON',
    );
  }
}

/** By its commas and brackets, wherever they stand: in text they are too rare to matter. */
function hasTooManyParts(text: string): boolean {
  // Even all of them would be too few.
  if (text.length <= MOST_PARTS) return false;
  let parts = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === OPEN_BRACKET || code === OPEN_BRACE) parts++;
  }
  return parts > MOST_PARTS;
}

/** The members of the list at a path, or of all lists where it leads to several. Null, as some write it, has none. */
function itemsOf(answer: unknown, path: string): unknown[] {
  const names = namesOf(path);
  const found = valuesAt(answer, names);
  const isEmpty = names.length > 0 && found.length > 0 && found.every((value) => value === null);
  if (!isEmpty && !found.some(Array.isArray)) throw new NotAFeedError(hasNoList(answer, path));
  return found.filter(Array.isArray).flat();
}

/** What reads an item: a function, so that the paths are taken apart once for all of them. */
function readerOf(map: JsonMap): (item: unknown) => RawEntry {
  const at = (path: string | undefined): ((item: unknown) => string[]) => {
    if (path === undefined) return () => [];
    const names = namesOf(path);
    return (item) => textsOf(valuesAt(item, names));
  };
  const [id, title, url, summary] = [at(map.id), at(map.title), at(map.url), at(map.summary)];
  const [content, dates, authors] = [at(map.content), at(map.publishedAt), at(map.author)];
  const [categories, images] = [at(map.categories), at(map.image)];
  return (item) => ({
    id: id(item)[0],
    links: url(item),
    title: textOf(title(item)[0], 'either'),
    summary: bodyOf(summary(item)[0]),
    content: bodyOf(content(item)[0]),
    dates: dates(item),
    authors: authors(item),
    categories: categories(item),
    images: images(item),
    base: undefined,
    contentBase: undefined,
  });
}

/** What of some values is text, or can be written as one; of lists, what they hold. */
function textsOf(values: unknown[]): string[] {
  const texts: string[] = [];
  for (const value of values.flat()) {
    const text = scalarText(value);
    if (text !== '') texts.push(text);
    if (texts.length === MOST_VALUES) break;
  }
  return texts;
}

function scalarText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  // What is too large for a number is none: 1e999 parses as Infinity.
  return Number.isFinite(value) || typeof value === 'boolean' ? String(value) : '';
}

const saysSomething = ({ content, summary, title }: RawEntry): boolean =>
  (title ?? summary ?? content) !== undefined;

function hasNoList(answer: unknown, path: string): string {
  if (path === '')
    return `The answer is no list: it ${described(answer)}. "items" must say where in it the list is`;
  const stop = lastStop(answer, namesOf(path));
  const where = stop.names.length === 0 ? 'the answer' : shown(stop.names.join('.'));
  return `There is no list at ${shown(path)}: ${where} ${described(stop.value)}`;
}

function saysNothing(items: unknown[], { content, items: path = '', summary, title }: JsonMap): string {
  const list = path === '' ? 'the list' : `the list at ${shown(path)}`;
  const sought = Object.entries({ title, summary, content }).flatMap(([field, at]) =>
    at === undefined ? [] : `a ${field} at ${shown(at)}`,
  );
  return `None of the ${items.length} items of ${list} has ${sought.join(' or ')}: the first ${described(items[0])}`;
}

/** What a value is, for a person, without what it says. */
function described(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? 'is an empty list' : `is a list, of which the first ${kindOf(value[0])}`;
  }
  return kindOf(value);
}

function kindOf(value: unknown): string {
  if (!isObject(value))
    return value === null ? 'is null' : `is a ${Array.isArray(value) ? 'list' : typeof value}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'is an empty object';
  const more = keys.length > KEYS_SHOWN ? `, … (${keys.length} keys)` : '';
  return `has ${keys.slice(0, KEYS_SHOWN).map(shown).join(', ')}${more}`;
}

const shown = (name: string): string => `"${cut(collapse(name.slice(0, 1_000)), LONGEST_KEY)}"`;
