import { readBody } from '../network/body';
import { FetchError } from '../network/failure';
import { joined, one, USER_AGENT } from '../network/headers';
import type { Network } from '../network/network';
import { request } from '../network/request';
import { parseRetryAfter } from '../network/retry-after';
import { TimeBudget } from '../network/time-budget';
import { parseTokenAnswer, type TokenAnswer } from './token-answer';

/** What a token is asked for with. Whoever asks with the same shares it. */
export interface Grant {
  tokenUrl: string;
  clientId: string;
  /** the secret itself */
  clientSecret: string;
  scope: string | null;
}

/** For all that is asked to get one token. */
const TOKEN_TIMEOUT_MS = 8_000;

const LARGEST_ANSWER = 64 * 1024;

/** A refusal stands for a while, so that the sources that share a login do not come with it one by one. */
const REFUSED_MS = 5 * 60_000;
/** What is wrong for a moment may be well again in the next. */
const FAILED_MS = 5_000;

/** A token, or why there is none and for how long not to ask again. */
export type TokenResult =
  | { kind: 'granted'; token: string; lifeMs: number }
  | { kind: 'refused'; reason: string; forMs: number };

interface Answered extends TokenAnswer {
  status: number;
  /** ms since 1970, null where nothing is said */
  retryAfter: number | null;
}

/**
 * Asks for a token by the client credentials grant (RFC 6749, 4.4). The client logs in by Basic, which every
 * server must take (2.3.1); where it is not let in so, once more in the body, as some servers want it.
 * Redirects are not followed: the secret is for this URL alone.
 */
export async function requestToken(
  network: Network,
  grant: Grant,
  timeoutMs = TOKEN_TIMEOUT_MS,
): Promise<TokenResult> {
  const budget = new TimeBudget(timeoutMs);
  try {
    const first = await post(network, budget, grant, { authorization: basicOf(grant) }, {});
    if (!isNotLetIn(first)) return resultOf(first);
    const { clientId, clientSecret } = grant;
    return resultOf(
      await post(network, budget, grant, {}, { client_id: clientId, client_secret: clientSecret }),
    );
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return refused(error.message, FAILED_MS);
  }
}

async function post(
  network: Network,
  budget: TimeBudget,
  { tokenUrl, scope }: Grant,
  login: Record<string, string>,
  more: Record<string, string>,
): Promise<Answered> {
  const url = new URL(tokenUrl);
  const form = { grant_type: 'client_credentials', ...(scope === null ? {} : { scope }), ...more };
  return budget.spend(network, url, async (signal) => {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: network.dispatcher,
      signal,
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': USER_AGENT,
        ...login,
      },
      body: new URLSearchParams(form).toString(),
    });
    const read = readBody(body, joined(headers['content-encoding']), LARGEST_ANSWER);
    // A refusal is one, whatever page comes with it.
    const text = await (statusCode < 300 ? read : read.catch(() => ''));
    return {
      ...parseTokenAnswer(text.toString()),
      status: statusCode,
      retryAfter: parseRetryAfter(one(headers['retry-after']), Date.now()),
    };
  });
}

/** Name and secret are each form-encoded first, whatever they hold (RFC 6749, 2.3.1). */
function basicOf({ clientId, clientSecret }: Grant): string {
  const encode = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64')}`;
}

/** Servers that do not know Basic say so in several ways. */
const isNotLetIn = ({ status, error }: Answered): boolean =>
  status === 401 || (status < 500 && (error === 'invalid_client' || error === 'invalid_request'));

function resultOf({ status, token, lifeMs, error, isBearer, retryAfter }: Answered): TokenResult {
  if (status >= 300 && status <= 399) return refused('it redirects, where a secret does not go', REFUSED_MS);
  if (status === 429 || status >= 500) {
    const wait = retryAfter === null ? FAILED_MS : retryAfter - Date.now();
    return refused(`it answers with HTTP ${status}`, Math.min(Math.max(wait, FAILED_MS), REFUSED_MS));
  }
  if (status < 200 || status > 299 || error !== null) {
    return refused(`it does not let us in (HTTP ${status}${error === null ? '' : `, ${error}`})`, REFUSED_MS);
  }
  if (token === null) return refused('it answers without a token that can be used', REFUSED_MS);
  if (!isBearer) return refused('its tokens are not Bearer tokens', REFUSED_MS);
  return { kind: 'granted', token, lifeMs };
}

const refused = (what: string, forMs: number): TokenResult => ({
  kind: 'refused',
  reason: `The server of its login gives no token: ${what}`,
  forMs,
});
