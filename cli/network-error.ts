import { codeOf, messageOf } from '../infra/local/problem';
import { plain } from './plain';

/** What went wrong between us and a server, in words. */
export interface NetworkTrouble {
  /** goes on after the server's name: `could not be reached: …` */
  message: string;
  /** whether it may be over in a moment */
  mayPass: boolean;
}

const trouble = (message: string, mayPass = false): NetworkTrouble => ({ message, mayPass });

const BROKEN_OFF = trouble('broke the connection off', true);
const TOO_SLOW = trouble('did not answer in time', true);
const NO_WAY = trouble('cannot be reached from here: no network leads there', true);
const NO_HTTP = trouble('does not speak this protocol: is it http, not https, or the other way round?');
const UNKNOWN_SIGNER = trouble(
  'has a TLS certificate that nobody known here has signed: is it the right host? NODE_EXTRA_CA_CERTS names signers of your own',
);

/** By the codes of Node and OpenSSL. */
const TROUBLES = new Map<string, NetworkTrouble>([
  ['ECONNREFUSED', trouble('does not answer (connection refused): is it running there?')],
  ['ENOTFOUND', trouble('has a host name that does not exist: is it spelt right?')],
  ['EAI_AGAIN', trouble('has a host name that cannot be looked up just now: is there a network?', true)],
  ['ECONNRESET', BROKEN_OFF],
  ['EPIPE', BROKEN_OFF],
  ['ETIMEDOUT', TOO_SLOW],
  ['EHOSTUNREACH', NO_WAY],
  ['ENETUNREACH', NO_WAY],
  ['EADDRNOTAVAIL', NO_WAY],
  ['CERT_HAS_EXPIRED', trouble('has a TLS certificate that has expired')],
  ['CERT_NOT_YET_VALID', trouble('has a TLS certificate that is not valid yet: is this clock right?')],
  ['ERR_TLS_CERT_ALTNAME_INVALID', trouble('has a TLS certificate of another host: is the URL right?')],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNKNOWN_SIGNER],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN_SIGNER],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNKNOWN_SIGNER],
  ['UNABLE_TO_GET_ISSUER_CERT', UNKNOWN_SIGNER],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN_SIGNER],
  ['EPROTO', NO_HTTP],
]);

/** What an error of a request, or of reading its answer, means. */
export function networkTrouble(error: unknown): NetworkTrouble {
  const code = codeOf(error);
  const known = TROUBLES.get(code);
  if (known !== undefined) return known;
  if (/^ERR_SSL_|^HPE_/.test(code)) return NO_HTTP;
  // What gunzip says of an answer that ends too early.
  if (/^Z_/.test(code)) return BROKEN_OFF;
  return trouble(`cannot be asked: ${plain(messageOf(error))}`);
}
