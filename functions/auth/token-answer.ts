/** The life of a token whose server does not say how long it is. */
const UNKNOWN_LIFE_MS = 5 * 60_000;
/** A server that says more means for ever. */
const LONGEST_LIFE_MS = 7 * 24 * 3_600_000;

/** What can stand in a header; more than 8 KB no server takes. */
const TOKEN = /^[\x21-\x7e]{1,8192}$/;

/** What errors there are (RFC 6749, 5.2); nothing else of an answer is quoted, a secret could stand in it. */
const ERRORS = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'access_denied',
  'server_error',
  'temporarily_unavailable',
]);

/** What a token endpoint says in its body; null for what it does not say, or not in a form that we know. */
export interface TokenAnswer {
  token: string | null;
  /** in ms */
  lifeMs: number;
  /** one of the standard's errors, `error` for any other */
  error: string | null;
  /** whether the token is sent as a Bearer token; so it is where nothing is said */
  isBearer: boolean;
}

const NOTHING: TokenAnswer = { token: null, lifeMs: 0, error: null, isBearer: true };

/** Reads the JSON of a token endpoint, as servers really write it. @see RFC 6749, 5.1 */
export function parseTokenAnswer(body: string): TokenAnswer {
  const fields = parseObject(body);
  if (fields === null) return NOTHING;
  const { access_token: token, token_type: type, expires_in: expiresIn, error } = fields;
  return {
    token: typeof token === 'string' && TOKEN.test(token) ? token : null,
    lifeMs: lifeOf(expiresIn),
    error: error == null ? null : typeof error === 'string' && ERRORS.has(error) ? error : 'error',
    isBearer: type == null || (typeof type === 'string' && type.toLowerCase() === 'bearer'),
  };
}

function parseObject(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Seconds, as a number or in a string. */
function lifeOf(expiresIn: unknown): number {
  const ms = typeof expiresIn === 'number' || typeof expiresIn === 'string' ? Number(expiresIn) * 1000 : 0;
  return ms > 0 ? Math.min(ms, LONGEST_LIFE_MS) : UNKNOWN_LIFE_MS;
}
