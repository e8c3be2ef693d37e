import type { Deployed } from '../../../infra/costs/deployed';

/** A deployment for tests of the calculation alone. */
export const DEPLOYED: Deployed = {
  memory: () => 1_024,
  scheduled: new Map([
    ['schedule', 1_460],
    ['sweep-mails', 730],
  ]),
  queues: 3,
  fetchConcurrency: 2,
  alarmMetrics: 10,
  compositeAlarms: 0,
  dashboards: 1,
  ownMetrics: 4,
};
