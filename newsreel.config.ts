import type { Config } from './infra/settings/config';

/**
 * What you want of your own Newsreel on AWS: uncomment a line, say what you want, `npx cdk deploy`. All may stay as
 * it is. `-c name=value` wins over what stands here. Secrets have no place here; docs/deploying.md says where.
 */
export const config: Config = {
  // How long an article is kept, in days from when it was first fetched; 0 keeps it for ever.
  // retentionDays: 365,
  // How many functions may ask sources at once, 2 to 1000. A new account has ten in all.
  // fetchConcurrency: 2,
  // Where alarms are mailed to.
  // alarmEmail: 'you@example.org',
  // US dollars a month: you are told when they are spent, and when it looks as if they will be.
  // monthlyBudget: 20,
  // The domain that mails come from. SES is set up for it, and the deployment prints its DNS records.
  // mailDomain: 'example.org',
  // Whom mails are from: news@ the domain if left out. Without a domain, what SES has verified for you already.
  // mailFrom: 'Newsreel <news@example.org>',
  // Your price at Stripe, or several with commas between, of which the first is sold.
  // stripePriceId: 'price_1AbCdEfGh',
  // Whether there is a paid plan: where there is a price, if left out. Without a price passes alone are sold.
  // paid: true,
  // What a pass costs, in the currency's smallest unit.
  // passAmount: 2000,
  // The currency of passes, in three lower-case letters.
  // passCurrency: 'eur',
  // How many days a pass lasts.
  // passDays: 30,
  // How many days a renewal that failed leaves access.
  // graceDays: 7,
  // A name of your own for the service.
  // domainName: 'news.example.org',
  // The zone at Route 53 that its records go into. If left out you set them, while the deployment waits.
  // hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  // A certificate of that name, in the same region. If left out the deployment makes one.
  // certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef',
};
