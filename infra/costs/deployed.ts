import * as z from 'zod/mini';
import { METRICS, type MetricName } from '../../functions/metrics/names';
import { nextTime } from '../local/schedule-expression';
import type { FunctionResource, Stack } from '../local/stack';
import { readTemplate } from '../local/template';
import { HOURS } from './workload';

/** What a deployment has that costs money, counted in its template. */
export interface Deployed {
  /** of a function, by the folder of its handler; in MB @throws where there is no such function */
  memory(folder: string): number;
  /** how often the clock calls each function in a month, by folder */
  readonly scheduled: ReadonlyMap<string, number>;
  /** that Lambda waits at */
  readonly queues: number;
  /** functions that ask sources at once */
  readonly fetchConcurrency: number;
  /** that alarms look at: each is paid for */
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
  /** that are ours, not AWS's own */
  readonly ownMetrics: number;
}

const resources = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });
const alarm = z.object({
  Properties: z.object({
    Metrics: z.optional(z.array(z.object({ MetricStat: z.optional(z.unknown()) }))),
  }),
});

const eventSource = z.object({ Properties: z.object({ Enabled: z._default(z.boolean(), true) }) });

/** These are there where Stripe, and mail, are set up; SES brings two of its own, which cost the same. */
const OF_STRIPE: readonly MetricName[] = ['WebhookLag', 'EntitlementDifferences', 'CustomersFailed'];
const OF_MAIL: readonly MetricName[] = ['MailsSent', 'MailsUncertain'];
const OF_SES = 2;

/** @param template the parsed JSON @param setUp what it has @throws UnsupportedTemplateError */
export function readDeployed(template: unknown, setUp: { paid: boolean; mail: boolean }): Deployed {
  const stack = readTemplate(template);
  const all = Object.values(z.parse(resources, template).Resources);
  const ofType = (type: string) => all.filter((resource) => resource.Type === type);
  const memories = new Map(stack.functions.map((each) => [folderOf(each), each.memoryMb]));
  return {
    memory: (folder) => memories.get(folder) ?? refuse(folder),
    scheduled: scheduledTimes(stack),
    queues: ofType('AWS::Lambda::EventSourceMapping').filter(isAwake).length,
    fetchConcurrency: fetchConcurrencyOf(stack),
    alarmMetrics: ofType('AWS::CloudWatch::Alarm').reduce((count, each) => count + metricsOf(each), 0),
    compositeAlarms: ofType('AWS::CloudWatch::CompositeAlarm').length,
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    ownMetrics:
      Object.keys(METRICS).length -
      (setUp.paid ? 0 : OF_STRIPE.length) +
      (setUp.mail ? OF_SES : -OF_MAIL.length) +
      // What is counted in the access log.
      ofType('AWS::Logs::MetricFilter').length,
  };
}

/** What rests is not asked. */
const isAwake = (resource: unknown): boolean => z.parse(eventSource, resource).Properties.Enabled;

const folderOf = ({ entry }: FunctionResource): string => entry.split('/')[1] ?? entry;

/** One, or those that a formula is made of. */
function metricsOf(resource: unknown): number {
  const { Metrics } = z.parse(alarm, resource).Properties;
  return Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
}

function scheduledTimes({ rules, functions }: Stack): Map<string, number> {
  const folders = new Map(functions.map((each) => [each.id, folderOf(each)]));
  return new Map(
    rules.flatMap(({ expression, functionIds }) => {
      const times = timesAMonth(expression);
      return functionIds.map((id) => [folders.get(id) ?? id, times] as const);
    }),
  );
}

/** As often as it comes in four weeks, by which nothing of ours is uneven. */
function timesAMonth(expression: string): number {
  const hours = 4 * 7 * 24;
  const end = Date.UTC(2026, 0, 29);
  let at: Date | null = new Date(Date.UTC(2026, 0, 1) - 1);
  let times = -1;
  for (; at !== null && at.getTime() < end; times++) at = nextTime(expression, at);
  return (times * HOURS) / hours;
}

function fetchConcurrencyOf({ functions, eventSources }: Stack): number {
  const fetch = functions.find((each) => folderOf(each) === 'fetch');
  return eventSources.find(({ functionId }) => functionId === fetch?.id)?.concurrency ?? refuse('fetch');
}

function refuse(folder: string): never {
  throw new RangeError(`The stack has no function functions/${folder}`);
}
