/** Why a source could not be read, in words that its keeper understands. */
export class FetchError extends Error {
  override name = 'FetchError';

  /**
   * @param status what the server answered with, null where it was not that
   * @param retryAfter ms since 1970 before which it does not want to be asked again
   */
  constructor(
    message: string,
    readonly status: number | null = null,
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

/** Of a name in DNS; what a redirect says may be longer. */
const LONGEST_HOST = 253;

/** An address where no source may live. */
export class NotAllowedError extends Error {
  override name = 'NotAllowedError';
  constructor(host: string) {
    super(`The address of ${host.slice(0, LONGEST_HOST)} is not allowed: it is not on the public internet`);
  }
}

const NO_ANSWER = 'Its server did not answer in time';
const UNREACHABLE = 'Its server cannot be reached';
const BROKEN_OFF = 'Its server broke off the connection';
const HALF = 'Its server stopped in the middle of the answer';
const UNKNOWN_SIGNER = 'The certificate of its server is not signed by anybody we know';

const REASONS: Record<string, string> = {
  ENOTFOUND: 'Its host name cannot be found',
  EAI_AGAIN: 'Its host name cannot be looked up just now',
  ECONNREFUSED: 'Its server refuses the connection',
  ECONNRESET: BROKEN_OFF,
  EPIPE: BROKEN_OFF,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  ETIMEDOUT: NO_ANSWER,
  UND_ERR_CONNECT_TIMEOUT: NO_ANSWER,
  UND_ERR_HEADERS_TIMEOUT: NO_ANSWER,
  UND_ERR_BODY_TIMEOUT: HALF,
  UND_ERR_SOCKET: BROKEN_OFF,
  UND_ERR_HEADERS_OVERFLOW: 'Its server answers with too many headers',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: HALF,
  // A chunked body that ends before its last chunk.
  HPE_INVALID_EOF_STATE: HALF,
  EPROTO: 'Its server does not speak TLS properly',
  CERT_HAS_EXPIRED: 'The certificate of its server has expired',
  CERT_NOT_YET_VALID: 'The certificate of its server is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of its server is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_SIGNER,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_SIGNER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_SIGNER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_SIGNER,
};

/** What to say of an error of the network. @param timeoutMs how long the server had */
export function explain(error: unknown, timeoutMs: number): FetchError {
  if (error instanceof FetchError) return error;
  const causes = [...causesOf(error)];
  for (const cause of causes) {
    const reason = reasonOf(cause, timeoutMs);
    if (reason !== null) return new FetchError(reason);
  }
  const code = causes.map(codeOf).find(Boolean);
  return new FetchError(`It could not be fetched${code === undefined ? '' : ` (${code})`}`);
}

/** An error, what caused it, and so on. */
function* causesOf(error: unknown): Generator<Thrown> {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as Thrown).cause) {
    yield cause;
  }
}

function reasonOf(cause: Thrown, timeoutMs: number): string | null {
  if (cause instanceof NotAllowedError) return cause.message;
  if (cause.name === 'TimeoutError') return `Its server did not answer within ${timeoutMs / 1000} seconds`;
  const code = codeOf(cause);
  const reason = REASONS[code];
  if (reason !== undefined) return reason;
  if (cause.name === 'HTTPParserError') return 'Its server does not speak HTTP properly';
  // What zlib says, and its Brotli.
  if (/^(Z_|ERR__)/.test(code)) return 'Its answer is packed in a broken way';
  if (code.startsWith('ERR_SSL_')) return 'Its server does not speak TLS properly';
  return null;
}

const codeOf = ({ code }: Thrown): string => (typeof code === 'string' ? code : '');

/** What errors of Node and of undici have in common. */
interface Thrown {
  name?: unknown;
  code?: unknown;
  cause?: unknown;
}
