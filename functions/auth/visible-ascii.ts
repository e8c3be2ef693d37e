import * as z from 'zod/mini';
import { FetchError } from '../network/failure';

/** Visible ASCII with blanks inside: what a header can hold (RFC 9110, 5.5). */
const HEADER_VALUE = /^[\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?$/;

/** A header's value as it stands in settings. */
export const headerValue = z
  .string()
  .check(
    z.maxLength(2_000, 'must be at most 2000 characters'),
    z.regex(HEADER_VALUE, 'must be visible ASCII characters, with blanks inside at most'),
  );

/** The name of a client or of a key. */
export const identifier = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters'));

/** A secret's value, if it can stand in a header. @throws FetchError with the secret's name */
export function sendable(value: string, name: string): string {
  if (HEADER_VALUE.test(value)) return value;
  throw new FetchError(`Its secret "${name}" cannot be sent: it holds more than visible ASCII characters`);
}
