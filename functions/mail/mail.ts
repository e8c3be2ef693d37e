import type { Address } from '../readers/address';

/** A mail to one person, ready to be sent. */
export interface Mail {
  /** which template it is of, such as `sign-in` */
  kind: string;
  to: Address;
  subject: string;
  html: string;
  /** says what `html` says */
  text: string;
  /** besides those that every mail has */
  headers?: Record<string, string>;
}
