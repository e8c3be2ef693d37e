import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import { ClientRequest } from 'node:http';
import path from 'node:path';
import { addressIn, readAwsRequest } from './aws-request';
import type { Call, Thing } from './call';

/** The function whose handler runs. One for a test file, however often it loads its modules anew. */
const RUNNING = Symbol.for('newsreel.running');
/** `ClientRequest`'s own `end`, kept at the one that stands in for it: a worker of Jest outlives its test files. */
const PLAIN = Symbol.for('newsreel.plain');

type End = ClientRequest['end'];
type Handler = (...args: unknown[]) => unknown;

/**
 * The module of a handler, whose calls to AWS are written down from now on: each once, a line of JSON, in a file of
 * this process's own in the folder that `NEWSREEL_CALLS` names.
 * @param name the folder of the handler
 */
export function recorded(name: string, module: { handler: Handler }): { handler: Handler } {
  const running = runningFunction();
  const handler: Handler = (...args) => running.run(name, () => module.handler(...args));
  return Object.create(module, { handler: { value: handler, enumerable: true } });
}

function runningFunction(): AsyncLocalStorage<string> {
  const kept = globalThis as { [RUNNING]?: AsyncLocalStorage<string> };
  kept[RUNNING] ??= listen(new AsyncLocalStorage());
  return kept[RUNNING];
}

/**
 * Hears every request of the process: that no code of ours knows of it is what makes this a proof. What a test itself
 * does while a handler waits for it, as in a middleware, is taken for the handler's: `AsyncResource.bind` tells them apart.
 */
function listen(running: AsyncLocalStorage<string>): AsyncLocalStorage<string> {
  const write = writer();
  const plain = plainEnd();
  const end = function (this: ClientRequest, ...args: Parameters<End>): ClientRequest {
    const name = running.getStore();
    if (name !== undefined) write(name, this, args[0]);
    return plain.apply(this, args);
  };
  ClientRequest.prototype.end = Object.assign(end as End, { [PLAIN]: plain });
  return running;
}

function plainEnd(): End {
  const { end }: { end: End & { [PLAIN]?: End } } = ClientRequest.prototype;
  return end[PLAIN] ?? end;
}

function writer(): (name: string, request: ClientRequest, body: unknown) => void {
  const file = path.join(String(process.env['NEWSREEL_CALLS']), `${process.pid}.ndjson`);
  const written = new Set<string>();
  return (name, request, body) => {
    const header = (field: string): string => String(request.getHeader(field) ?? '');
    const sent = readAwsRequest({ header, body: textOf(body) });
    const key = JSON.stringify([name, sent]);
    if (sent === null || written.has(key)) return;
    written.add(key);
    const { testPath = '', currentTestName = '' } = expect.getState();
    const test = `${path.relative(process.cwd(), testPath)} ${currentTestName}`.trim();
    const things = sent.things.map((thing) => ({ ...thing, variables: variablesOf(thing) }));
    for (const action of sent.actions) {
      const call: Call = { function: name, action, things, test };
      appendFileSync(file, `${JSON.stringify(call)}\n`);
    }
  };
}

const textOf = (body: unknown): string => {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString() : '';
};

function variablesOf({ kind, named }: Omit<Thing, 'variables'>): string[] {
  const read = kind === 'sender' ? addressIn : (value: string) => value;
  return Object.keys(process.env).filter((variable) => read(process.env[variable] ?? '') === named);
}
