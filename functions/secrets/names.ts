/** Secrets are SecureString parameters under this prefix, known by name only. */
export const PARAMETER_PREFIX = '/newsreel/';

/** The admin token's name; made the first time that somebody asks for it. */
export const ADMIN_TOKEN = 'admin-token';

/** What is the service's own: no source may send it anywhere. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([ADMIN_TOKEN]);
