import path from 'node:path';
import { parseUrl } from '../functions/text/parse-url';
import { isAlive, type Run, readRun } from '../infra/local/run-file';
import { Failure, UsageError } from './errors';
import type { Sessions } from './sessions';
import { isTokenText } from './token';

/** A Newsreel to talk to. */
export interface Service {
  /** http or https, ends with a slash */
  base: URL;
  /** null: only what is open to anyone */
  token: string | null;
  /** whether that is the token of a sign-in that is kept here */
  isKept: boolean;
  /** whether it is the one that runs on this machine, by its run.json */
  isLocalRun: boolean;
}

/** What the command line says of it. */
export interface ServiceOptions {
  url?: string | undefined;
  token?: string | undefined;
}

/**
 * As who it is asked: as whoever we can be, the local run's admin before a reader; as a reader, which the admin is
 * none; as nobody.
 */
export type Role = 'any' | 'reader' | 'nobody';

/** Where it is looked for. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  sessions: Sessions;
  /** absolute paths: the working directory, and the project's root */
  cwd: string;
  root: string;
}

/**
 * The service to talk to: by option, by variable, else the local run. The token as well, else the local run's own,
 * else that of a sign-in; these go to their own origin alone.
 * @throws UsageError where a URL or token can't be one
 * @throws Failure where none is named and none runs here
 */
export function findService(
  options: ServiceOptions,
  surroundings: Surroundings,
  role: Role = 'any',
): Service {
  const { env, sessions } = surroundings;
  const run = findRun(surroundings);
  const named = namedUrl(options.url, env['NEWS_URL']);
  const given = givenToken(options.token, env['NEWS_TOKEN']);
  if (named === null && run === null) {
    throw new Failure('No Newsreel runs here: start it with `npm start`, or name one by --url or NEWS_URL.');
  }
  const base = named ?? baseUrl('run.json', run?.url ?? '');
  const own = run !== null && new URL(run.url).origin === base.origin ? run : null;
  const isLocalRun = own !== null;
  if (role === 'nobody') return { base, token: null, isKept: false, isLocalRun };
  const token = given ?? (role === 'reader' ? null : (own?.adminToken ?? null));
  if (token !== null) return { base, token, isKept: false, isLocalRun };
  const kept = sessions.of(base.origin);
  return { base, token: kept, isKept: kept !== null, isLocalRun };
}

/** The run of NEWSREEL_DATA, else of the working directory, else of the project. One that was killed is none. */
function findRun({ env, cwd, root }: Surroundings): Run | null {
  const data = env['NEWSREEL_DATA'];
  const folders = data ? [path.resolve(cwd, data)] : [cwd, root].map((at) => path.join(at, '.newsreel'));
  for (const folder of folders) {
    const run = readRun(folder);
    if (run !== null && isAlive(run.pid) && parseUrl(run.url) !== null) return run;
  }
  return null;
}

function namedUrl(option: string | undefined, variable: string | undefined): URL | null {
  if (option !== undefined) return baseUrl('--url', option);
  return variable ? baseUrl('NEWS_URL', variable) : null;
}

function baseUrl(name: string, text: string): URL {
  const url = parseUrl(text);
  // It may hold a secret: it is not repeated in the message.
  if (url !== null && (url.username !== '' || url.password !== '')) {
    throw new UsageError(`${name} must not hold a user name or password: a token goes into NEWS_TOKEN.`);
  }
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${name} must be an http or https URL, such as https://news.example.com.`);
  }
  url.pathname = url.pathname.replace(/\/*$/, '/');
  url.search = '';
  url.hash = '';
  return url;
}

function givenToken(option: string | undefined, variable: string | undefined): string | null {
  const [name, token] = option === undefined ? ['NEWS_TOKEN', variable ?? ''] : ['--token', option];
  const trimmed = token.trim();
  if (trimmed === '' && option === undefined) return null;
  if (isTokenText(trimmed)) return trimmed;
  throw new UsageError(`${name} is not a token: it is empty, or holds white space or signs that none has.`);
}
