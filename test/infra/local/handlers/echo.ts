import type { Context } from 'aws-lambda';

/** Answers with what it was called with; `delayMs` and `fail` in the event do what they say. */
export async function handler(
  event: { delayMs?: number; fail?: string },
  context: Context,
): Promise<unknown> {
  if (event.fail !== undefined) throw new Error(event.fail);
  await new Promise((resolve) => setTimeout(resolve, event.delayMs ?? 0));
  return { event, context: { id: context.awsRequestId, leftMs: context.getRemainingTimeInMillis() } };
}
