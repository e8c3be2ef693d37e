/** What access depends on beside what Stripe holds. */
export interface AccessRules {
  /** whether there is a paid plan here at all: where there is none, whoever signs in has what members have */
  isPaid: boolean;
  /** for how many days a renewal may be unpaid */
  graceDays: number;
}

const USUAL_GRACE_DAYS = 7;

/** The rules of this service: `NEWSREEL_PAID` and `NEWSREEL_GRACE_DAYS`. @throws where the days are no number */
export function accessRules(): AccessRules {
  const graceDays = Number(process.env['NEWSREEL_GRACE_DAYS'] || USUAL_GRACE_DAYS);
  if (!Number.isInteger(graceDays) || graceDays < 0)
    throw new Error('NEWSREEL_GRACE_DAYS must be a whole number');
  return { isPaid: process.env['NEWSREEL_PAID'] === 'true', graceDays };
}
