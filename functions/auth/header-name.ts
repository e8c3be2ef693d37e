import * as z from 'zod/mini';

/** RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** What belongs to the connection, to the way we ask, or to whom we say that we are. */
const OURS = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expect',
  'forwarded',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
]);

/** The name of a header that a source's settings may add. */
export const headerName = z.string().check(
  z.regex(TOKEN, 'must be the name of an HTTP header'),
  z.refine((name) => !OURS.has(name.toLowerCase()), 'must not be a header that we set ourselves'),
);
