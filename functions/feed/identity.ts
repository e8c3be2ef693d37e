import { hash } from 'node:crypto';
import { parseUrl } from '../text/parse-url';
import type { RawEntry } from './channel';
import { singleAmpersands } from './links';
import { withoutTracking } from './tracking';

/** An entry with what tells it from all others of its feed, and a digest of what can change of it. */
export interface Identified {
  raw: RawEntry;
  identity: string;
  fingerprint: string;
  /** The names of the other levels, best first, but for those that stand for other entries now */
  formerly(): string[];
}

interface Candidate {
  raw: RawEntry;
  identity: string;
  fingerprint: string;
  /** How many of the ways to name it are used up: id, link, text */
  level: number;
}

const LAST_LEVEL = 2;

const NOT_ASCII = /[^\0-\x7f]/;
const HTTP = /^https?:\/\//i;

/**
 * Gives each entry its identity, in the feed's order: its id, else its link, else a digest of its text. Where one
 * id stands for entries of different links or titles, it tells nothing, and these go by their links; where one link
 * does, by their text. An entry that stands there twice is one, the first.
 */
export function identify(entries: RawEntry[]): Identified[] {
  let candidates = entries.map(candidateFor);
  for (let round = 0; round <= LAST_LEVEL; round++) {
    candidates = withoutCopies(candidates);
    const shared = sharedIdentities(candidates);
    if (shared.size === 0) break;
    for (const candidate of candidates) {
      // In the last round all go by their text, which no id or link can equal.
      if (shared.has(candidate.identity))
        rename(candidate, round === LAST_LEVEL ? LAST_LEVEL : candidate.level + 1);
    }
  }
  const named = new Map(candidates.toReversed().map((each) => [each.identity, each]));
  const formerly = (raw: RawEntry) => namesOf(raw).filter((name) => !named.has(name));
  return [...named.values()]
    .reverse()
    .map(({ fingerprint, identity, raw }) => ({ raw, identity, fingerprint, formerly: () => formerly(raw) }));
}

/** All that an entry can be named by: its id, its link, a digest of its text. */
function namesOf(raw: RawEntry): string[] {
  const names = [canonical(raw.id), canonical(raw.links[0]), textName(raw)];
  return [...new Set(names.filter((name) => name !== ''))];
}

function candidateFor(raw: RawEntry): Candidate {
  const candidate: Candidate = { raw, identity: '', fingerprint: fingerprintOf(raw), level: 0 };
  rename(candidate, 0);
  return candidate;
}

/** Names an entry by what it has at a level or after it. */
function rename(candidate: Candidate, level: number): void {
  const { id, links } = candidate.raw;
  const name = [canonical(id), canonical(links[0])][level];
  if (name === '') {
    rename(candidate, level + 1);
    return;
  }
  candidate.level = level;
  candidate.identity = name ?? textName(candidate.raw);
}

/** Without entries that say the same as one before, or whose id, link and title are those of one before. */
function withoutCopies(candidates: Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ identity, fingerprint, level, raw }) => {
    const keys = [`${fingerprint} ${identity}`];
    if (level === 0 && raw.title) keys.push([identity, canonical(raw.links[0]), raw.title.value].join('\0'));
    const isCopy = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return !isCopy;
  });
}

function sharedIdentities(candidates: Candidate[]): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { identity } of candidates) (seen.has(identity) ? shared : seen).add(identity);
  return shared;
}

/** A name in the one form that all of its spellings have. */
function canonical(name: string | undefined): string {
  const trimmed = singleAmpersands(name?.trim() ?? '');
  if (!HTTP.test(trimmed)) return trimmed;
  const url = withoutTracking(trimmed).replace(HTTP, 'https://');
  return NOT_ASCII.test(url) ? (parseUrl(url)?.href ?? url) : url;
}

function textName({ content, links, summary, title }: RawEntry): string {
  return `text:${digest([title?.value, links[0], summary?.value, content?.value])}`;
}

/** A digest of all that an article shows of an entry, but for its date, which is frozen at the first reading. */
function fingerprintOf({ authors, categories, content, images, links, summary, title }: RawEntry): string {
  return digest([
    ...[title, summary, content].map((text) => text && `${text.type} ${text.value}`),
    ...[links.map(withoutTracking), authors, categories, images].map((values) => values.join('\n')),
  ]);
}

function digest(parts: (string | undefined)[]): string {
  return hash('sha1', parts.join('\0'));
}
