import { decode } from '../feed/decode';
import { findRoot } from '../feed/document';
import type { NotAFeedError } from '../feed/not-a-feed-error';
import type { Download } from '../network/download';
import { FetchError } from '../network/failure';
import { readSecret } from '../secrets/parameters';
import type { SourceSettings } from '../sources/settings';
import { feedCandidates } from './candidates';
import { type Page, readPage } from './page';
import { isTheirs, type ProbeTime, type Proof, Session, type World } from './session';

/** It can't be a source; the message says what is wrong with what. */
export class NotASourceError extends Error {
  override name = 'NotASourceError';
}

/** The API gives up after 30 s, and the last answer still has to be read, which may take 5. */
const TIME: ProbeTime = { all: 18_000, first: 15_000, guess: 5_000 };

/** What a page says of feeds, it says before this. */
const READ_BYTES = 4 * 1024 * 1024;

/**
 * Asks what is to be a source, once. Where it is a web page, its feed is looked for.
 * @param mayDiscover whether a feed somewhere else will do
 * @returns null where it can't be asked, as a secret of it is not set up yet
 * @throws NotASourceError
 */
export async function probe(
  world: World,
  settings: SourceSettings,
  mayDiscover: boolean,
  time = TIME,
): Promise<Proof | null> {
  if (await lacksSecret(settings)) return null;
  const session = new Session(world, settings, time);
  const isSearched = mayDiscover && settings.kind !== 'json';
  const { url } = settings;
  let answer: Download | null = null;
  try {
    answer = await session.ask(url, time.first);
    return session.read(answer, settings);
  } catch (error) {
    if (!isTheirs(error)) throw error;
    const page = answer !== null && isSearched ? pageOf(answer) : null;
    const found = isSearched ? await session.tryAll(candidatesAfter(error, answer?.url ?? url, page)) : null;
    if (found !== null) return found;
    if (page !== null) throw new NotASourceError(noFeedOf(url, page, session));
    throw new NotASourceError(`${url} can't be a source. ${error.message}`);
  }
}

/** Some platforms keep robots out of their pages, but not out of their feeds; who says nothing has neither. */
function candidatesAfter(error: FetchError | NotAFeedError, url: string, page: Page | null): string[] {
  const isKeptOut = error instanceof FetchError && error.status !== null;
  return page !== null || isKeptOut ? feedCandidates(url, page) : [];
}

function noFeedOf(url: string, { named }: Page, { failures }: Session): string {
  const isPage = `${url} is a web page, and no feed of it was found`;
  const tried = named.find((feed) => failures.has(feed));
  if (tried === undefined) return `${isPage}: it names none, and there is none at the usual addresses`;
  return `${isPage}. It names ${tried}, but: ${failures.get(tried)}`;
}

/** The page that an answer is; null where it is something else. */
function pageOf({ body, contentType, url, link }: Download): Page | null {
  const text = decode(body.subarray(0, READ_BYTES), contentType);
  const kind = findRoot(text)?.kind;
  // Servers call feeds HTML, too; one that is broken is no page for that.
  const isPage = kind === 'html' || (kind === 'other' && /html/i.test(contentType ?? ''));
  const mayNameOne = isPage || (link !== undefined && (kind === 'other' || kind === undefined));
  return mayNameOne ? readPage(text, url, link) : null;
}

async function lacksSecret({ auth, headers }: SourceSettings): Promise<boolean> {
  const names = [...Object.values(auth ?? {}), ...Object.values(headers ?? {})].flatMap(
    (value: string | { secret: string } | undefined) => (typeof value === 'object' ? value.secret : []),
  );
  // One that can't be read just now is reported by whoever needs it.
  const values = await Promise.all(names.map((name) => readSecret(name).catch(() => undefined)));
  return values.includes(null);
}
