import { Duration } from 'aws-cdk-lib';
import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { NewsAlarm } from './alarms/news-alarm';
import { StalledAlarm } from './alarms/stalled-alarm';
import type { Api } from './api';
import type { Mail } from './mail';
import { ownMetric } from './metric';
import { NewsFunction } from './news-function';
import type { MembershipSettings } from './settings/membership';
import type { NewsTable } from './table';

/** What only reads and writes the table. */
const TIMEOUT = Duration.seconds(10);

/** What asks Stripe, which may take 8 s a call, or sends a mail: as long as API Gateway waits. */
const WORLD_TIMEOUT = Duration.seconds(29);

/** An event of Stripe's takes seconds; where one fails it comes again after some minutes, then after hours. */
const LONGEST_LAG = Duration.hours(1);

export interface MembershipProps {
  readonly table: NewsTable;
  readonly api: Api;
  readonly mail: Mail;
  readonly settings: MembershipSettings;
}

/** Who reads: sign-in by mail, what each may, and what Stripe sells and says of them. */
export class Membership extends Construct {
  /** Events of Stripe's that were answered with 5xx; null where there is no paid plan. */
  readonly webhookFailures: Metric | null;

  constructor(scope: Construct, id: string, props: MembershipProps) {
    super(scope, id);
    this.signIn(props);
    this.account(props);
    this.plans(props);
    this.buying(props);
    const reconcile = this.following(props);
    this.webhookFailures = props.settings.paid
      ? props.api.countFailures('POST /stripe/webhook', 'WebhookFailures')
      : null;
    if (this.webhookFailures !== null) this.alarms(this.webhookFailures, reconcile);
  }

  /** In by a mailed link that works once, and out. */
  private signIn({ table, api, mail }: MembershipProps): void {
    const signIn = new NewsFunction(this, 'SignIn', {
      entry: 'functions/sign-in/handler.ts',
      description: 'Mails a link that signs in once',
      memorySize: 512, // Waits for the mail.
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
      .sendsMail(mail);
    const page = new NewsFunction(this, 'SignInPage', {
      entry: 'functions/sign-in-page/handler.ts',
      description: 'Shows the button behind a mailed link, and changes nothing',
      memorySize: 256, // One small read.
      timeout: TIMEOUT,
    }).usesTable(table, 'GetItem');
    const confirm = new NewsFunction(this, 'ConfirmSignIn', {
      entry: 'functions/confirm-sign-in/handler.ts',
      description: 'Spends a mailed link and begins a session',
      memorySize: 512,
      timeout: TIMEOUT,
    })
      .usesTable(table, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
      .usesSessionKey();
    const signOut = new NewsFunction(this, 'SignOut', {
      entry: 'functions/sign-out/handler.ts',
      description: 'Ends a session',
      memorySize: 512,
      timeout: TIMEOUT,
    })
      .usesTable(table, 'DeleteItem')
      .usesTokens(table);
    api.post('/sign-in', signIn);
    api.get('/sign-in', page);
    api.post('/sign-in/confirm', confirm);
    api.post('/sign-out', signOut);
  }

  /** What a reader sees and says of themselves. */
  private account({ table, api, mail, settings }: MembershipProps): void {
    const me = new NewsFunction(this, 'Me', {
      entry: 'functions/me/handler.ts',
      description: 'Says what a reader has, until when and why',
      memorySize: 512,
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'GetItem', 'Query', 'UpdateItem', 'DeleteItem')
      .usesTokens(table)
      .usesStripe(settings);
    const forget = new NewsFunction(this, 'ForgetMe', {
      entry: 'functions/forget-me/handler.ts',
      description: 'Forgets a reader',
      memorySize: 512,
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'Query', 'UpdateItem', 'DeleteItem', 'BatchWriteItem')
      .usesTokens(table)
      .usesStripe(settings);
    const page = new NewsFunction(this, 'AccountPage', {
      entry: 'functions/account-page/handler.ts',
      description: 'Shows what a reader has, and the forms for what they can do',
      memorySize: 1024, // Loading the Stripe library is CPU, and somebody waits for it.
      timeout: WORLD_TIMEOUT,
      showsScripts: true,
    })
      .usesTable(table, 'GetItem', 'Query', 'UpdateItem', 'DeleteItem')
      .knowsMail(mail)
      .usesTokens(table)
      .usesStripe(settings);
    api.get('/me', me);
    api.delete('/me', forget);
    api.get('/account', page);
    api.get('/account/export', page);
    api.get('/account/delete', page);
    // Forms know no DELETE.
    api.post('/account/delete', forget);
  }

  /** What there is to have. */
  private plans({ table, api, settings }: MembershipProps): void {
    const page = new NewsFunction(this, 'PlansPage', {
      entry: 'functions/plans-page/handler.ts',
      description: 'Shows what there is for everybody and for members, and what it costs',
      memorySize: 1024, // As the account's page.
      timeout: TIMEOUT,
    })
      .usesTable(table, 'Query')
      .usesTokens(table)
      .usesStripe(settings);
    api.get('/plans', page);
  }

  /** The ways to a plan. */
  private buying({ table, api, settings }: MembershipProps): void {
    const checkout = new NewsFunction(this, 'Checkout', {
      entry: 'functions/checkout/handler.ts',
      description: 'Opens a Stripe Checkout of the subscription or a pass',
      memorySize: 1024, // Loading the Stripe library is CPU, and somebody waits for it.
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
      .usesTokens(table)
      .usesStripe(settings);
    const back = new NewsFunction(this, 'CheckoutReturn', {
      entry: 'functions/checkout-return/handler.ts',
      description: 'Where Stripe Checkout leads back: reads there what was paid',
      memorySize: 1024,
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'UpdateItem', 'DeleteItem')
      .usesTokens(table)
      .usesStripe(settings);
    const passes = new NewsFunction(this, 'Passes', {
      entry: 'functions/passes/handler.ts',
      description: 'Begins a pass as a bare PaymentIntent',
      memorySize: 1024,
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
      .usesTokens(table)
      .usesStripe(settings);
    const portal = new NewsFunction(this, 'Portal', {
      entry: 'functions/portal/handler.ts',
      description: "Opens Stripe's customer portal",
      memorySize: 1024,
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
      .usesTokens(table)
      .usesStripe(settings);
    api.post('/checkout', checkout);
    api.get('/checkout/return', back);
    api.post('/passes', passes);
    api.post('/portal', portal);
  }

  /** How access follows what is so at Stripe: at once by events, and once a day whatever was missed. */
  private following({ table, api, mail, settings }: MembershipProps): NewsFunction {
    const webhook = new NewsFunction(this, 'StripeWebhook', {
      entry: 'functions/stripe-webhook/handler.ts',
      description: 'Hears from Stripe that something changed, and reads there what is so',
      memorySize: 1024,
      timeout: WORLD_TIMEOUT,
    })
      .usesTable(table, 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
      .knowsOwnUrl(api)
      .sendsMail(mail)
      .usesStripe(settings)
      .usesWebhookSecret();
    const reconcile = new NewsFunction(this, 'Reconcile', {
      entry: 'functions/reconcile/handler.ts',
      description: 'Reads once a day at Stripe what events may have missed',
      memorySize: 512, // Waits for Stripe.
      timeout: Duration.minutes(15),
    })
      .usesTable(table, 'Query', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
      .knowsOwnUrl(api)
      .sendsMail(mail)
      .usesStripe(settings);
    api.post('/stripe/webhook', webhook);
    new Rule(this, 'ReconcileRule', {
      description: 'Reads once a day at Stripe what events may have missed',
      schedule: Schedule.cron({ minute: '17', hour: '3' }),
      targets: [new LambdaFunction(reconcile)],
    });
    return reconcile;
  }

  /** Who pays is hurt most, and tells others. */
  private alarms(webhookFailures: Metric, reconcile: NewsFunction): void {
    new StalledAlarm(this, 'ReconcileAlarm', {
      name: 'no-reconcile',
      worker: reconcile,
      period: Duration.days(1),
      periods: 1,
      description:
        'Readers whose events from Stripe were lost may have paid and see no access, or have access that they no longer pay for: for a day no reconciliation went well. Read the errors in the log group of the reconcile function: usually the key to Stripe was rolled or may read too little. If there are none, see that the EventBridge rule is enabled. Mend that and invoke it by hand, or wait for tomorrow.',
    });
    new NewsAlarm(this, 'WebhookFailuresAlarm', {
      name: 'webhook-failures',
      description:
        'Readers who just paid or cancelled see it late: events of Stripe were answered with 5xx. Read the errors in the log group of the stripe-webhook function: usually a secret is missing, or the key to Stripe may read too little. Stripe sends the events again for three days, and the daily reconciliation heals what is lost.',
      metric: webhookFailures,
      threshold: 1,
    });
    new NewsAlarm(this, 'WebhookLagAlarm', {
      name: 'webhook-lag',
      description:
        'Readers who paid or cancelled saw it more than an hour late: that is how old an event of Stripe was when it was worked off. See at the endpoint in Stripe’s dashboard whether it was failing or switched off, and whether Stripe itself is late (status.stripe.com); if it is over nothing is left to do.',
      metric: ownMetric('WebhookLag', { statistic: Stats.MAXIMUM, period: Duration.hours(1) }),
      threshold: LONGEST_LAG.toSeconds(),
    });
    new NewsAlarm(this, 'DifferencesAlarm', {
      name: 'entitlement-differences',
      description:
        'Readers had another access than what they pay for, until the daily reconciliation put it right: events of Stripe do not arrive. See at the endpoint in Stripe’s dashboard that it is there, switched on, of the right mode, and sends all events that docs/deploying.md lists.',
      metric: ownMetric('EntitlementDifferences', { statistic: Stats.MAXIMUM, period: Duration.days(1) }),
      threshold: 1,
    });
  }
}
