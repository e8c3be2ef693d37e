import { isIPv6 } from 'node:net';

/**
 * What the messages of errors can hold that is no business of a log: those of Stripe, SES, the SDK and the system name
 * addresses, keys and URLs, and those of JSON quote a body.
 */

const QUOTED_BODY = /(?:Unexpected token [\s\S]{1,300}?|"[\s\S]{0,300}?") is not valid JSON/g;

/** But for where code lies. */
const URL_LIKE = /\b(?!file:)([a-z][a-z0-9+.-]{1,20}:\/\/)([^\s"'<>()]*)/gi;

/** A host, perhaps after credentials, and no sign of any behind it: a password may hold a slash. */
const AUTHORITY = /^(?:[^/?#]*@)?((?:[\w.~-]{1,253}|\[[0-9a-f:.]+\])(?::\d{1,5})?)(?:[/?#][^@]*)?$/i;

const QUERY = /\?[\w.~%[\]-]{1,100}=[^\s"'<>()]*/g;

/** As a rule of RFC 5322, in any script, or as a URL writes it. */
const MAIL_ADDRESS =
  /(?:"[^"\n]{1,64}"|[^\s<>()[\]"'`,;:=/\\@]{1,64})(?:@|%40)[^\s<>()[\]"'`,;:=/\\@]{1,255}/gi;

const IPV4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)/g;
const IPV6_LIKE = /(?<![\w.])[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*(?:%\w{1,16})?/gi;
const PORT = /:\d{1,5}$/;

/** All of a line: which of its parts are secret only who set it knows. */
const COOKIE = /(cookie\\{0,3}["']?\s{0,3}[=:]\s{0,3}\\{0,3}["']?)[^\s"'\\][^\n"'\\]*/gi;

/** Whatever stands before it. */
const SECRET_WORD = String.raw`secret|token|passw|passphrase|signature|authorization|credential|\bpwd|\bpass(?=[=:])|[-_]session(?==)|(?:api|access|private|signing|session|encryption)[-_ ]?key`;
/** Not where it names an error. */
const REST_OF_NAME = String.raw`(?![\w-]{0,40}(?:Error|Exception|Match)\b)[\w-]{0,40}`;
const IS = String.raw`\\{0,3}["']?\s{0,3}(?:=>|[=:]|%3[ad])\s{0,3}`;
/** In quotes of JSON, of code, of JSON within JSON, or in none. */
const SECRET_VALUE = String.raw`"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?|\\+["'][^"'\\]*|[^\s"'&\\][^\s"&]*`;
const NAMED_SECRET = new RegExp(`((?:${SECRET_WORD})${REST_OF_NAME})(${IS})(?:${SECRET_VALUE})`, 'gi');
const AUTHORIZATION = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const STRIPE_KEY = /\b(?:sk|rk|pk|ek|whsec)_[\w*]+|\b\w+_secret_\w+/g;
const JSON_WEB_TOKEN = /(?<![\w-])eyJ[\w-]*\.[\w-]*\.?[\w-]*/g;

/** What AWS calls a thing by: no secret, however long. */
const ARN = String.raw`\barn:[\w-]+:[^\s"',]+`;
/** As long as our tokens, and what others sign with; longer than any id of ours. */
const TOKEN = String.raw`(?<![\w+=-])(?=[A-Za-z+=_-]*\d)(?=[\d+=_-]*[A-Za-z])[\w+=-]{32,}`;
/** Base64 with slashes in it, such as the 40 characters of AWS's secret keys. What goes on with a dot is a file. */
const BASE64 = String.raw`(?<![A-Za-z\d+/])(?=[a-z\d+/]*[A-Z])(?=[A-Z\d+/]*[a-z])(?=[A-Za-z+/]*\d)(?:\/[A-Za-z\d+/]{39}|[A-Za-z\d+][A-Za-z\d+/]{39,})={0,2}(?![A-Za-z\d+/]|\.\w)`;
const LONG_VALUE = new RegExp([ARN, TOKEN, BASE64].join('|'), 'g');

const MOST_CHARACTERS = 4_000;

/** What is looked at, and how much of its end may have lost what would tell it for a secret. */
const MOST_READ = 32_000;
const DOUBTFUL = 1_000;

/**
 * A text of somebody else's as it may stand in the log, at most 4,000 characters. Its time grows with its length
 * alone, which is bounded.
 */
export function redact(text: string): string {
  const redacted = redactWhole(text.slice(0, MOST_READ));
  const told = text.length > MOST_READ ? Math.max(0, redacted.length - DOUBTFUL) : redacted.length;
  return redacted.slice(0, Math.min(told, MOST_CHARACTERS));
}

function redactWhole(text: string): string {
  return text
    .replace(QUOTED_BODY, 'Not valid JSON')
    .replace(AUTHORIZATION, '$1 (secret)')
    .replace(COOKIE, '$1(secret)')
    .replace(URL_LIKE, (_, scheme: string, rest: string) => `${scheme}${hostOf(rest)}…`)
    .replace(QUERY, '?(query)')
    .replace(NAMED_SECRET, '$1$2(secret)')
    .replace(STRIPE_KEY, '(secret)')
    .replace(JSON_WEB_TOKEN, '(secret)')
    .replace(MAIL_ADDRESS, '(address)')
    .replace(IPV6_LIKE, (found) => (isAddress(found) ? '(IP address)' : found))
    .replace(IPV4, '(IP address)')
    .replace(LONG_VALUE, (found) => (found.startsWith('arn:') ? found : '(secret)'));
}

/** @param rest of a URL, behind its scheme @returns its host with a slash; nothing where that may be a secret */
const hostOf = (rest: string): string => AUTHORITY.exec(rest)?.[1]?.concat('/') ?? '';

/** With its port or without. */
const isAddress = (text: string): boolean => isIPv6(text) || isIPv6(text.replace(PORT, ''));
