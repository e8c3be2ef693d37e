import { isIPv6 } from 'node:net';

/**
 * What the messages of errors can hold that is no business of a log: those of Stripe, SES, the SDK and the system name
 * addresses, keys and URLs, and those of JSON quote a body.
 */

const QUOTED_BODY = /(?:Unexpected token [\s\S]{1,300}?|"[\s\S]{0,300}?") is not valid JSON/g;

/** But for where code lies. */
const URL_LIKE =
  /\b(?!file:)([a-z][a-z0-9+.-]{1,20}:\/\/)(?:[^\s/?#"'<>]{0,2000}@)?([^\s/?#"'<>()@]*)[^\s"'<>()]*/gi;

const QUERY = /\?[\w.~%[\]-]{1,100}=[^\s"'<>()]*/g;

/** As a rule of RFC 5322, in any script, or as a URL writes it. */
const MAIL_ADDRESS =
  /(?:"[^"\n]{1,64}"|[^\s<>()[\]"'`,;:=/\\@]{1,64})(?:@|%40)[^\s<>()[\]"'`,;:=/\\@]{1,255}/gi;

const IPV4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)/g;
const IPV6_LIKE = /(?<![\w.])[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*(?:%\w{1,16})?/gi;
const PORT = /:\d{1,5}$/;

const NAMED_SECRET =
  /\b(password|secret|signature|authorization|api[-_ ]?key|[\w-]{0,20}token)(["']?\s{0,3}[=:]\s{0,3})["']?[^\s"',;&]+/gi;
const AUTHORIZATION = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const STRIPE_KEY = /\b(?:sk|rk|pk|ek|whsec)_[\w*]+|\b\w+_secret_\w+/g;
const JSON_WEB_TOKEN = /\beyJ[\w-]*\.[\w-]*\.?[\w-]*/g;

/** As long as our tokens, and what others sign with; longer than any id of ours. What AWS calls a thing by is none. */
const LONG_VALUE = /\barn:[\w-]+:[^\s"',]+|(?<![\w+=-])(?=[A-Za-z+=_-]*\d)(?=[\d+=_-]*[A-Za-z])[\w+=-]{32,}/g;

const MOST_CHARACTERS = 4_000;

/** A text of somebody else's as it may stand in the log. Its time grows with its length alone, which is bounded. */
export function redact(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .replace(QUOTED_BODY, 'Not valid JSON')
    .replace(AUTHORIZATION, '$1 (secret)')
    .replace(URL_LIKE, '$1$2/…')
    .replace(QUERY, '?(query)')
    .replace(NAMED_SECRET, '$1$2(secret)')
    .replace(STRIPE_KEY, '(secret)')
    .replace(JSON_WEB_TOKEN, '(secret)')
    .replace(MAIL_ADDRESS, '(address)')
    .replace(IPV6_LIKE, (found) => (isAddress(found) ? '(IP address)' : found))
    .replace(IPV4, '(IP address)')
    .replace(LONG_VALUE, (found) => (found.startsWith('arn:') ? found : '(secret)'));
}

/** With its port or without. */
const isAddress = (text: string): boolean => isIPv6(text) || isIPv6(text.replace(PORT, ''));
