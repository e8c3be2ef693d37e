import type { Settings } from './settings/settings';

/**
 * What whoever has just deployed may want to do, in words: to look, and to set up what is not.
 * @param url without a slash at the end
 */
export function nextSteps(url: string, { alarms, mail, membership, domain }: Settings): string {
  const lacking = [
    alarms.email === null && 'alarms by mail (alarmEmail)',
    mail.sender === null && 'sign-in and digests by mail (mailDomain)',
    !membership.paid && 'a paid plan (stripePriceId)',
    domain === null && 'a name of your own (domainName)',
  ].filter((part) => part !== false);
  const look = `Open ${url}: the first news comes at the next full or half hour. Keep your sources at ${url}/admin with the token that AdminTokenCommand prints.`;
  const more = `Each by a line of newsreel.config.ts, when you want it: ${lacking.join(', ')}; docs/deploying.md says how.`;
  return lacking.length === 0 ? look : `${look} ${more}`;
}
