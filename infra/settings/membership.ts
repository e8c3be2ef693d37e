/** What the keeper says of the paid side; the secrets come by Parameter Store. */
export interface MembershipSettings {
  /** whether there is a paid plan: where there is none, whoever signs in has what members have */
  readonly paid: boolean;
  /** Stripe's price of the subscription, the first of several being the one that is sold; '' where passes alone are */
  readonly stripePriceId: string;
  /** of a pass, in the currency's smallest unit */
  readonly passAmount: number;
  /** ISO 4217, in lower case */
  readonly passCurrency: string;
  readonly passDays: number;
  /** how long somebody keeps access whose payment has failed */
  readonly graceDays: number;
}

/** The settings of the paid side, by what was said. */
export const membershipSettings = ({
  stripePriceId = '',
  paid = stripePriceId !== '',
  passAmount = 2000,
  passCurrency = 'eur',
  passDays = 30,
  graceDays = 7,
}: Partial<MembershipSettings>): MembershipSettings => ({
  paid,
  stripePriceId,
  passAmount,
  passCurrency,
  passDays,
  graceDays,
});
