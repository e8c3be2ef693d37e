import { METRICS } from '../../../functions/metrics/names';
import { billOf } from '../../../infra/costs/bill';
import { readDeployed } from '../../../infra/costs/deployed';
import { deployedFor } from '../../../infra/costs/deployment';
import { DEFAULTS } from '../../../infra/costs/workload';
import { functionsOf, type Resource, resourcesOf, synthesize } from '../synthesized';
import { synthesize as synthesizeForCosts } from './synthesized';

const template = synthesize();
const deployed = readDeployed(template.toJSON(), { paid: true, mail: true });

const count = (type: string) => resourcesOf(template, type).size;

it('knows the memory of each function', () => {
  for (const [folder, { Properties }] of functionsOf(template)) {
    if (Properties.Code.ZipFile === undefined) expect(deployed.memory(folder)).toBe(Properties.MemorySize);
  }
  expect(() => deployed.memory('nowhere')).toThrow('no function functions/nowhere');
});

it('counts what waits, watches and is shown', () => {
  const metricsOf = ({ Properties }: Resource): number =>
    Properties.Metrics?.filter((metric: { MetricStat?: unknown }) => metric.MetricStat).length ?? 1;
  const alarms = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()];
  expect(alarms.length).toBeGreaterThan(0);
  expect(deployed).toMatchObject({
    queues: count('AWS::Lambda::EventSourceMapping'),
    alarmMetrics: alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    compositeAlarms: count('AWS::CloudWatch::CompositeAlarm'),
    dashboards: count('AWS::CloudWatch::Dashboard'),
    // With the two that SES brings.
    ownMetrics: Object.keys(METRICS).length + 2 + 1, // with SES's two, and one that the access log is counted for
  });
});

it('counts how often the clock calls', () => {
  expect(deployed.scheduled.get('schedule')).toBe(1_460);
  expect(deployed.scheduled.get('schedule-digests')).toBe(2_920);
  expect(deployed.scheduled.get('reconcile')).toBeCloseTo(30.4, 1);
});

it('keeps a small service below a dollar a month', () => {
  const { aws } = billOf(DEFAULTS, deployedFor(DEFAULTS, synthesizeForCosts));
  expect(DEFAULTS).toMatchObject({ sources: 20, readers: 1 });
  expect(aws.withAllowances).toBeLessThan(1);
});
