import { hash } from 'node:crypto';
import { domainToASCII } from 'node:url';

/** An address that mail can be sent to, in one spelling: lower case, an international domain in its ASCII form. */
export type Address = string & { readonly brand: 'Address' };

/** RFC 5321, section 4.5.3.1: of the part before the @, and of the whole with its angle brackets taken off. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;

/** RFC 5322's dot-atom, which is what mail providers give out. SES takes no letters of other scripts (RFC 6532). */
const LOCAL_PART = /^[a-z\d!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z\d!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Of a domain as it is typed; `domainToASCII` would cut off a path, drop line ends and decode percents. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/;

/**
 * Reads an address that somebody typed. Quoted local parts, comments, address literals and names without a dot
 * are none: nobody's mailbox looks like that, and forged headers do.
 * @returns null where it is no address
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2
 */
export function parseAddress(text: string): Address | null {
  const typed = text.trim().normalize('NFC').toLowerCase();
  const at = typed.lastIndexOf('@');
  const localPart = typed.slice(0, at);
  const typedDomain = typed.slice(at + 1);
  const domain = TYPED_DOMAIN.test(typedDomain) ? domainToASCII(typedDomain) : '';
  const address = `${localPart}@${domain}`;
  const isWellFormed =
    at > 0 &&
    LOCAL_PART.test(localPart) &&
    DOMAIN.test(domain) &&
    Buffer.byteLength(localPart) <= LONGEST_LOCAL_PART &&
    Buffer.byteLength(address) <= LONGEST_ADDRESS;
  return isWellFormed ? (address as Address) : null;
}

/** Who a person is to the table: a digest of their address, so that no key shows it. */
export const readerOf = (address: Address): string => hash('sha256', address, 'base64url').slice(0, 27);
