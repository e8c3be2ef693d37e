import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { AlarmSettings } from './settings/alarms';

/** Shares of the month's budget, in percent, at which somebody is told. */
const TOLD_AT = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;

/**
 * Tells an address what the month costs before the bill does: free, some hours late, and by mail without a
 * subscription to confirm. Where there is no address there is nobody to tell, and no budget.
 *
 * It is of the whole account: costs can be told apart by tags only once somebody has activated these in the billing
 * console, and a budget of a tag that is not active sees nothing and never speaks.
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { email, monthlyBudget }: AlarmSettings) {
    super(scope, id);
    if (email === null) return;
    // Without a name of ours: who is told cannot be changed, so another address is another budget beside the old one.
    new CfnBudget(this, 'Month', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyBudget, unit: 'USD' },
      },
      notificationsWithSubscribers: TOLD_AT.map(({ notificationType, threshold }) => ({
        notification: {
          notificationType,
          comparisonOperator: 'GREATER_THAN',
          threshold,
          thresholdType: 'PERCENTAGE',
        },
        subscribers: [{ subscriptionType: 'EMAIL', address: email }],
      })),
    });
  }
}
