import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import { describe } from './problem';
import { nextTime } from './schedule-expression';
import type { RuleResource, Stack } from './stack';

/** The function that looks for news, whose rule follows `--every`. */
const NEWS_ENTRY = 'functions/schedule/handler.ts';

/** The longest that one timer of Node's can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A timer may come a little early. One that comes this early was set before the clock was set back. */
const EARLY_MS = 60_000;

/** Calls a rule's functions at its times, as EventBridge does. */
export class Schedule {
  private timer: NodeJS.Timeout | undefined;
  private readonly running = new Set<Promise<unknown>>();
  private stopped = false;

  /**
   * @param rule with the expression that counts here
   * @param invoke calls a function
   * @param report told of what failed by the clock
   */
  constructor(
    readonly rule: RuleResource,
    private readonly invoke: (functionId: string, event: ScheduledEvent) => Promise<unknown>,
    private readonly report: (problem: string) => void,
  ) {}

  /** Waits for the rule's times from now on. @throws ScheduleExpressionError */
  start(): void {
    this.waitFor(nextTime(this.rule.expression, new Date()));
  }

  /** Calls the rule's functions now. @returns what each answered */
  fire(at: Date): Promise<unknown[]> {
    const event = scheduledEvent(this.rule.id, at);
    const answers = Promise.all(this.rule.functionIds.map((id) => this.invoke(id, event)));
    const done = answers.catch(() => undefined).finally(() => this.running.delete(done));
    this.running.add(done);
    return answers;
  }

  /** @returns when the functions that are running are done */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all(this.running);
  }

  private waitFor(time: Date | null): void {
    if (time === null || this.stopped) return;
    const leftMs = time.getTime() - Date.now();
    if (leftMs > LONGEST_TIMER_MS) {
      this.timer = setTimeout(() => this.waitFor(time), LONGEST_TIMER_MS);
      return;
    }
    this.timer = setTimeout(() => {
      const now = new Date();
      const isSetBack = time.getTime() - now.getTime() > EARLY_MS;
      // After a long sleep of the machine, what was missed is missed.
      this.waitFor(nextTime(this.rule.expression, now > time || isSetBack ? now : time));
      this.fire(isSetBack ? now : time).catch((error: unknown) => this.report(describe(error)));
    }, leftMs);
  }
}

/** The stack's rules, as they are to be kept here. */
export interface Rules {
  all: RuleResource[];
  /** the one that looks for news; null where that happens only when asked */
  news: RuleResource | null;
}

/**
 * The rules of a stack, with the one that looks for news at another period.
 * @param every minutes; 0 leaves that rule out
 */
export function rulesOf({ rules, functions }: Stack, every: number): Rules {
  const newsIds = functions.filter(({ entry }) => entry === NEWS_ENTRY).map(({ id }) => id);
  const isNews = ({ functionIds }: RuleResource) => functionIds.some((id) => newsIds.includes(id));
  const others = rules.filter((rule) => !isNews(rule));
  const found = rules.find(isNews);
  if (found === undefined || every === 0) return { all: others, news: null };
  const news = { ...found, expression: `rate(${every} minutes)` };
  return { all: [...others, news], news };
}

function scheduledEvent(ruleId: string, at: Date): ScheduledEvent {
  const region = process.env['AWS_REGION'] ?? '';
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: `${at.toISOString().slice(0, 19)}Z`,
    region,
    resources: [`arn:aws:events:${region}:000000000000:rule/${ruleId}`],
    detail: {},
  };
}
