import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Context } from 'aws-lambda';
import type { FunctionResource } from './stack';

/** A function had no answer when its time was up. */
export class FunctionTimeoutError extends Error {
  override name = 'FunctionTimeoutError';
}

type Handler = (event: unknown, context: Context) => unknown;

/** The stack's functions, loaded into this process. */
export class Functions {
  private readonly loaded = new Map<string, { resource: FunctionResource; handler: Handler }>();

  /**
   * Loads each function's module.
   * @param root absolute path that the entries start at
   * @throws where a module does not load, or exports no `handler`
   */
  constructor(root: string, resources: FunctionResource[]) {
    for (const resource of resources) {
      const module: { handler?: Handler } = require(path.join(root, resource.entry));
      if (typeof module.handler !== 'function') throw new Error(`${resource.entry} exports no handler`);
      this.loaded.set(resource.id, { resource, handler: module.handler });
    }
  }

  /**
   * Calls a function as Lambda does.
   * @param timeoutMs how long it may take, where that is less than its own timeout
   * @throws FunctionTimeoutError, or what the function threw
   */
  async invoke(id: string, event: unknown, timeoutMs = Number.POSITIVE_INFINITY): Promise<unknown> {
    const { resource, handler } = this.get(id);
    const limitMs = Math.min(resource.timeoutMs, timeoutMs);
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      const seconds = limitMs / 1000;
      timer = setTimeout(
        () => reject(new FunctionTimeoutError(`${resource.entry} timed out after ${seconds} s`)),
        limitMs,
      );
    });
    try {
      // Lambda would freeze a function that is late. Here it goes on, with nobody waiting for it.
      return await Promise.race([run(handler, event, contextOf(resource)), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  private get(id: string) {
    const loaded = this.loaded.get(id);
    if (loaded === undefined) throw new Error(`There is no function ${id}`);
    return loaded;
  }
}

/** A handler that throws before its first `await` rejects, too. */
const run = async (handler: Handler, event: unknown, context: Context): Promise<unknown> =>
  handler(event, context);

function contextOf({ id, timeoutMs, memoryMb }: FunctionResource): Context {
  const deadline = Date.now() + timeoutMs;
  const notUsed = () => {
    throw new Error('Handlers are asynchronous functions');
  };
  return {
    functionName: id,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env['AWS_REGION']}:000000000000:function:${id}`,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${id}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: notUsed,
    fail: notUsed,
    succeed: notUsed,
  };
}
