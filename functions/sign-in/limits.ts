import type { Limit } from '../limits/window';

const HOUR_SECONDS = 60 * 60;

/** Mails to one address: nobody needs more, and nobody is to be pestered with them. */
export const MAILS_TO_AN_ADDRESS: Limit = { name: 'sign-in-mail', times: 5, seconds: HOUR_SECONDS };

/** Asked for by one caller: an office behind one address has its people, whoever goes through lists has more. */
export const LINKS_FOR_A_CALLER: Limit = { name: 'sign-in-caller', times: 100, seconds: HOUR_SECONDS };
