/** Why a source could not be read, in words that its keeper understands. */
export class FetchError extends Error {
  override name = 'FetchError';

  /**
   * @param answered whether a server answered at all
   * @param retryAfter ms since 1970 before which it does not want to be asked again
   */
  constructor(
    message: string,
    readonly answered: boolean,
    readonly status: number | null = null,
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

/** An address where no source may live. */
export class NotAllowedError extends Error {
  override name = 'NotAllowedError';
  constructor(host: string) {
    super(`The address of ${host} is not allowed: it is not on the public internet`);
  }
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'Its host name cannot be found',
  EAI_AGAIN: 'Its host name cannot be looked up just now',
  ECONNREFUSED: 'Its server refuses the connection',
  ECONNRESET: 'Its server broke off the connection',
  EPIPE: 'Its server broke off the connection',
  EHOSTUNREACH: 'Its server cannot be reached',
  ENETUNREACH: 'Its server cannot be reached',
  ETIMEDOUT: 'Its server did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'Its server did not answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'Its server did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'Its server stopped in the middle of the answer',
  UND_ERR_SOCKET: 'Its server broke off the connection',
  UND_ERR_HEADERS_OVERFLOW: 'Its server answers with too many headers',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'Its server stopped in the middle of the answer',
  CERT_HAS_EXPIRED: 'The certificate of its server has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of its server is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of its server is not signed by anybody we know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate of its server is not signed by anybody we know',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of its server is not signed by anybody we know',
};

/** What to say of an error of the network. @param timeoutMs how long the server had */
export function explain(error: unknown, timeoutMs: number): FetchError {
  if (error instanceof FetchError) return error;
  for (
    let cause = error as Thrown | undefined;
    cause !== undefined;
    cause = cause.cause as Thrown | undefined
  ) {
    if (cause instanceof NotAllowedError) return new FetchError(cause.message, false);
    if (cause.name === 'TimeoutError') {
      return new FetchError(`Its server did not answer within ${timeoutMs / 1000} seconds`, false);
    }
    const code = typeof cause.code === 'string' ? cause.code : '';
    const reason = REASONS[code];
    if (reason !== undefined) return new FetchError(reason, false);
    if (code.startsWith('HPE_')) return new FetchError('Its server does not speak HTTP properly', true);
  }
  return new FetchError('It could not be fetched', false);
}

/** What errors of Node and of undici have in common. */
interface Thrown {
  name?: unknown;
  code?: unknown;
  cause?: unknown;
}
