/** Secrets are SecureString parameters under this prefix, known by name only. */
export const PARAMETER_PREFIX = '/newsreel/';

/** Who has it may do anything; made the first time that somebody asks for it. */
export const ADMIN_TOKEN = 'admin-token';

/** Signs the tokens of readers; made the first time that somebody asks for it. Another one signs everybody out. */
export const SESSION_KEY = 'session-key';

/** What Stripe gives out: its key (`sk_…`, `rk_…`), and what it signs events with (`whsec_…`). */
export const STRIPE_SECRET_KEY = 'stripe-secret-key';
export const STRIPE_WEBHOOK_SECRET = 'stripe-webhook-secret';

/** What is the service's own: no source may send it anywhere. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ADMIN_TOKEN,
  SESSION_KEY,
  STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRET,
]);
