import { Parser } from 'htmlparser2';
import { SOURCE_ID } from '../sources/id';
import { webUrl } from '../sources/same-feed';
import { InvalidSourceError, parseSource, type SourceSettings } from '../sources/settings';
import { parseCategories } from './categories';

/** A feed that an OPML file names. */
export interface OpmlFeed {
  /** its title, or whatever else it can be told by */
  name: string;
  /** what its outline says of it; null where it has no URL that a source can have */
  settings: SourceSettings | null;
}

/** Not OPML, or more of it than anybody has feeds. The message says which. */
export class InvalidOpmlError extends Error {
  override name = 'InvalidOpmlError';
}

/** As many as the table takes within the time of a request. */
const MOST_FEEDS = 5_000;

/** Folders in folders, and whatever else is open: deeper is no list of feeds but an attack on parsers. */
const DEEPEST = 200;
const CHUNK = 65_536;

const FEED_TYPE =
  /^(?:rss|atom|rdf|feed|json|jsonfeed|(?:application|text)\/(?:rss|atom|rdf|feed)\+(?:xml|json))$/i;

/** Wrong in an outline, these are as good as left out. */
const NICE_TO_HAVE = new Set(['id', 'title', 'every', 'categories']);

type Attributes = Record<string, string>;

/**
 * The feeds of an OPML file, whatever its version and however its attributes are spelled. Folders and the
 * `category` attribute become categories; our own attributes (`id`, `every`, `kind`, `map`) are read back.
 * @throws InvalidOpmlError
 * @see http://opml.org/spec2.opml
 */
export function readOpml(text: string): OpmlFeed[] {
  const feeds: OpmlFeed[] = [];
  /** of the open outlines, null where one is no folder */
  const folders: (string | null)[] = [];
  let depth = 0;
  let root: string | null = null;
  let isWhole = false;

  // HTML's rules for entities and self-closing are the ones that take what is found in the wild.
  const parser = new Parser(
    {
      onopentagname(name) {
        root ??= name;
        if (root !== 'opml')
          throw new InvalidOpmlError(`This is not OPML: its root is <${root.slice(0, 40)}>`);
        if (++depth > DEEPEST)
          throw new InvalidOpmlError(`This is no list of feeds: it is nested more than ${DEEPEST} deep`);
      },
      onopentag(name, attributes) {
        if (name !== 'outline') return;
        const feed = readOutline(attributes, folders);
        if (feed !== null) feeds.push(feed);
        if (feeds.length > MOST_FEEDS)
          throw new InvalidOpmlError(`It names more than ${MOST_FEEDS} feeds: import it in parts`);
        folders.push(feed === null ? attributes['text'] || attributes['title'] || null : null);
      },
      onclosetag(name, isImplied) {
        depth--;
        if (name === 'outline') folders.pop();
        if (name === 'opml' && !isImplied) isWhole = true;
      },
    },
    { recognizeSelfClosing: true, recognizeCDATA: true },
  );
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.end();
  if (root === null) throw new InvalidOpmlError('This is not OPML: there is no XML in it');
  if (!isWhole) throw new InvalidOpmlError('This OPML is broken: it ends in the middle');
  return feeds;
}

/** The feed that an outline is; null for a folder, a link and whatever else outlines are used for. */
function readOutline(attributes: Attributes, folders: (string | null)[]): OpmlFeed | null {
  const { type = '', xmlurl, url, text = '', title = '' } = attributes;
  const isFeed = FEED_TYPE.test(type.trim());
  const address = xmlurl ?? (isFeed ? url : undefined);
  if (address === undefined && !isFeed) return null;
  const name = title.trim() || text.trim();
  const settings = readSettings({
    url: webUrl(address ?? ''),
    ...(name === '' ? {} : { title: name }),
    ...ownAttributes(attributes),
    ...categoriesOf(folders, attributes['category']),
  });
  return { name: name || address || 'without a name', settings };
}

function ownAttributes({ id = '', every = '', kind, map = '' }: Attributes): Record<string, unknown> {
  return {
    ...(SOURCE_ID.test(id) ? { id } : {}),
    ...(/^\d{1,6}$/.test(every) ? { every: Number(every) } : {}),
    ...(kind === 'json' ? { kind, map: parseMap(map) } : {}),
  };
}

function parseMap(map: string): unknown {
  try {
    return JSON.parse(map);
  } catch {
    return null;
  }
}

function categoriesOf(folders: (string | null)[], category: string | undefined): { categories?: string[] } {
  const all = [...folders.filter((folder) => folder !== null), ...parseCategories(category ?? '')]
    .map((each) => each.trim())
    .filter(Boolean);
  return all.length === 0 ? {} : { categories: all };
}

function readSettings(written: Record<string, unknown>): SourceSettings | null {
  try {
    return parseSource(written);
  } catch (error) {
    if (!(error instanceof InvalidSourceError)) throw error;
    const wrong = new Set(error.faults.map(({ name }) => name.split('.', 1)[0] ?? ''));
    if (![...wrong].every((name) => NICE_TO_HAVE.has(name))) return null;
    return readSettings(Object.fromEntries(Object.entries(written).filter(([name]) => !wrong.has(name))));
  }
}
