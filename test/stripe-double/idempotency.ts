import { Refusal } from './refusal';

interface Kept {
  request: string;
  /** null while it is under way */
  answer: { status: number; body: string } | null;
}

/**
 * What was answered under a key, as Stripe keeps it: also a failure, once the work had begun.
 * @see https://docs.stripe.com/api/idempotent_requests
 */
export class IdempotencyKeys {
  private readonly kept = new Map<string, Kept>();

  /** @returns what was answered before; null where the work is to be done now. @throws Refusal */
  begin(key: string, request: string): Kept['answer'] {
    const kept = this.kept.get(key);
    if (kept === undefined) {
      this.kept.set(key, { request, answer: null });
      return null;
    }
    if (kept.request !== request) {
      const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
      throw new Refusal(400, '', message, undefined, 'idempotency_error');
    }
    if (kept.answer === null) {
      const message = `There is currently another in-progress request using this Idempotent Key: ${key}`;
      throw new Refusal(409, 'idempotency_key_in_use', message);
    }
    return kept.answer;
  }

  finish(key: string, answer: { status: number; body: string }): void {
    const kept = this.kept.get(key);
    if (kept !== undefined) kept.answer = answer;
  }

  /** Nothing was begun: refused, or failed before. */
  forget(key: string): void {
    this.kept.delete(key);
  }

  /** As 24 hours do. */
  clear(): void {
    this.kept.clear();
  }
}
