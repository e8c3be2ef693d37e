import { setTimeout as pause } from 'node:timers/promises';
import type { KeptMail } from './mailbox';
import { describe } from './problem';
import { type SesEvent, sesEventsOf } from './ses-events';
import type { EventRuleResource } from './stack';

/** Events at once: ten thousand mails may be sent within minutes, and readers need their turn. */
const AT_ONCE = 4;

/** How long an event waits whose function failed, by how often it did. On AWS it is a minute, then two. */
const TRY_AGAIN_AFTER_MS = [1_000, 10_000];

/** Tells the functions that wait for SES's events what became of the mails that the mailbox took. */
export class MailEvents {
  private readonly functionIds: string[];
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly telling = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  /**
   * @param rules of which those count that wait for SES
   * @param invoke calls a function
   * @param report told of what failed
   * @param tryAgainAfterMs how long an event waits whose function failed, by how often it did
   */
  constructor(
    rules: EventRuleResource[],
    private readonly invoke: (functionId: string, event: SesEvent) => Promise<unknown>,
    private readonly report: (problem: string) => void,
    private readonly tryAgainAfterMs = TRY_AGAIN_AFTER_MS,
  ) {
    this.functionIds = rules
      .filter(({ sources }) => sources.includes('aws.ses'))
      .flatMap(({ functionIds }) => functionIds);
  }

  /** Tells what became of a mail, one thing after the other. @returns when that is told, or given up */
  tell(mail: KeptMail): Promise<void> {
    const told = this.tellAll(sesEventsOf(mail, new Date())).finally(() => this.telling.delete(told));
    this.telling.add(told);
    return told;
  }

  /** Waits for no other try from now on. @returns when all is told, or given up */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.telling);
  }

  private async tellAll(events: SesEvent[]): Promise<void> {
    for (const event of events) {
      await Promise.all(this.functionIds.map((id) => this.deliver(id, event)));
    }
  }

  private async deliver(id: string, event: SesEvent): Promise<void> {
    for (let failures = 0; !(await this.hasTaken(id, event)); failures++) {
      const delayMs = this.tryAgainAfterMs[failures];
      if (delayMs === undefined || !(await this.waits(delayMs))) return;
    }
  }

  /** Calls a function with an event, in turn. @returns false where it failed, which is reported */
  private async hasTaken(id: string, event: SesEvent): Promise<boolean> {
    await this.turn();
    try {
      await this.invoke(id, event);
      return true;
    } catch (error) {
      this.report(`${event['detail-type']}: ${describe(error)}`);
      return false;
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.running >= AT_ONCE) await new Promise<void>((begin) => this.waiting.push(begin));
    this.running++;
  }

  /** @returns false as soon as nothing is to wait any more */
  private waits(delayMs: number): Promise<boolean> {
    return pause(delayMs, true, { signal: this.stopping.signal }).catch(() => false);
  }
}
