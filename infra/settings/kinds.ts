import { parseAddress } from '../../functions/readers/address';

/** What a setting may be. */
export interface Kind<T> {
  /** For the message of what is not: `must be …`. */
  readonly wants: string;
  /** Whether '' means that nothing is said: `-c mailDomain=` takes back what the file says. */
  readonly mayBeEmpty: boolean;
  /** @param given from the file in its own type, from the command line as text @returns null where it is none */
  read(given: unknown): T | null;
}

/** @param unit what is counted @param note what else there is to know */
export function wholeNumber(unit: string, least: number, most: number, note = ''): Kind<number> {
  return {
    wants: `must be a whole number of ${unit}, ${least} to ${most}${note}`,
    mayBeEmpty: false,
    read(given) {
      const number = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given;
      const isOne =
        typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most;
      return isOne ? number : null;
    },
  };
}

export const yesOrNo: Kind<boolean> = {
  wants: 'must be true or false',
  mayBeEmpty: false,
  read: (given) =>
    given === true || given === 'true' ? true : given === false || given === 'false' ? false : null,
};

export const address: Kind<string> = {
  wants: 'must be one address, such as you@example.org',
  mayBeEmpty: true,
  read: (given) => (typeof given === 'string' && given === given.trim() ? parseAddress(given) : null),
};

/** Text that looks so. @param wants as in `Kind` */
export const text = (pattern: RegExp, wants: string): Kind<string> => ({
  wants,
  mayBeEmpty: true,
  read: (given) => (typeof given === 'string' && pattern.test(given) ? given : null),
});

/**
 * A name that DNS can be asked for (RFC 1123, section 2.1): its last label is no number. In lower case, as
 * CloudFormation compares what changed by its letters.
 */
const DOMAIN = /^(?=.{4,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/;

export const domain = text(DOMAIN, 'must be a domain in lower case, such as example.org');
