import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { ScheduledEvent } from 'aws-lambda';
import { CATALOGUE } from '../../functions/sources/catalogue';
import { addFirstSources } from '../../functions/sources/first';
import type { SourceSettings } from '../../functions/sources/settings';
import { type Backend, startBackend } from './backend';
import { StartError } from './data-folder';
import { EventSource } from './event-sources';
import { removeSamplesWhenReal, runFirstCycle } from './first-cycle';
import { type Api, Gateway } from './gateway';
import type { Log } from './log';
import { MailEvents } from './mail-events';
import { membershipNotes } from './membership-notes';
import { migrateData } from './migration';
import type { Options } from './options';
import { codeOf, messageOf } from './problem';
import type { Screen } from './progress';
import { RUN_PAGE, removeRunFile, writeRunFile } from './run-file';
import { addSamples, moveSamples } from './sample-sources';
import { type Samples, serveSamples } from './samples';
import { rulesOf, Schedule } from './schedule';

const ROOT = path.resolve(__dirname, '../..');

/** What an HTTP API gives a function, at most. */
const API_TIMEOUT_MS = 30_000;

/** How long what is in flight may take to come to its end. */
const STOP_MS = 25_000;

/** A Newsreel that serves. */
export interface LocalRun {
  url: string;
  /** Begins to look for news by the clock, and shows how the first look goes. */
  begin(): Promise<void>;
  /** Lets what is in flight come to its end, and ends its children. */
  stop(): Promise<void>;
  /** resolves when it can't go on */
  failed: Promise<void>;
}

/**
 * Starts the whole stack on this machine, on a data folder that is ours.
 * @param firstSources for an empty table; null is the catalogue
 * @throws errors whose message is for a person
 */
export async function startLocalRun(
  options: Options,
  firstSources: SourceSettings[] | null,
  screen: Screen,
  { report }: Log,
): Promise<LocalRun> {
  const gateway = new Gateway();
  const url = `http://127.0.0.1:${await takePort(gateway, options.port)}`;
  const samples = await serveSamples(path.join(ROOT, 'test', 'feeds'), new Date());
  const backend = await startBackend(options, ROOT, url, [samples.network]);
  for (const note of membershipNotes(backend.secrets)) screen.progress(note);
  await migrateData(backend.stack, (id, event) => backend.functions.invoke(id, event), screen);
  await prepareSources(backend, firstSources, options.samples, samples);

  const eventSources = connectQueues(backend, report);
  const rules = rulesOf(backend.stack, options.every);
  const schedules = rules.all.map(
    (rule) => new Schedule(rule, (id, event) => invokeByRule(backend, id, event), report),
  );
  const mailEvents = new MailEvents(
    backend.stack.eventRules,
    (id, event) => backend.functions.invoke(id, event),
    report,
  );
  backend.onMail((mail) => void backend.workload.during(() => mailEvents.tell(mail)));
  const news = schedules.find(({ rule }) => rule === rules.news);

  gateway.serve(apiOf(backend, report));
  writeRunFile(options.data, { url, adminToken: adminToken(backend), pid: process.pid });

  const stopping = new AbortController();
  return {
    url,
    failed: backend.failed,
    begin: async () => {
      for (const worker of [...eventSources, ...schedules]) worker.start();
      if (!options.samples) removeSamplesWhenReal(backend.table, backend.workload, report);
      if (news === undefined) return;
      const startCycle = async () => (await news.fire(new Date()))[0];
      await runFirstCycle({ ...backend, screen, samples, startCycle, stop: stopping.signal });
    },
    stop: async () => {
      stopping.abort();
      const atWork = [gateway, ...eventSources, ...schedules].map((worker) => worker.stop());
      // What is in flight may send mail.
      const done = Promise.all(atWork).then(() => mailEvents.stop());
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, STOP_MS))]);
      samples.close();
      await backend.stop();
      removeRunFile(options.data);
    },
  };
}

async function takePort(gateway: Gateway, port: number): Promise<number> {
  try {
    return await gateway.listen(port);
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') {
      throw new StartError(
        `Port ${port} is in use; choose another with --port N, or a free one with --port 0.`,
      );
    }
    throw new StartError(`Port ${port} cannot be listened on: ${messageOf(error)}`);
  }
}

async function prepareSources(
  { table }: Backend,
  firstSources: SourceSettings[] | null,
  withSamples: boolean,
  samples: Samples,
): Promise<void> {
  await moveSamples(table, samples);
  // With samples alone the catalogue would only be noise.
  await addFirstSources(table, firstSources ?? (withSamples ? samples.sources : CATALOGUE));
  if (withSamples) await addSamples(table, samples);
}

function connectQueues(
  { stack, queues, functions, workload }: Backend,
  report: Log['report'],
): EventSource[] {
  const queueOf = (id: string) => {
    const queue = queues.get(id);
    if (queue !== undefined) return queue;
    throw new StartError(`The stack has an event source on ${id}, which is no queue of it.`);
  };
  return stack.eventSources.map((resource) => {
    const redrive = stack.queues.find(({ id }) => id === resource.queueId)?.redrive ?? null;
    return new EventSource(resource, {
      queue: queueOf(resource.queueId),
      deadLetters: redrive && { queue: queueOf(redrive.queueId), maxReceiveCount: redrive.maxReceiveCount },
      invoke: (event) => functions.invoke(resource.functionId, event),
      workload,
      report,
    });
  });
}

const invokeByRule = (
  { functions, workload }: Backend,
  id: string,
  event: ScheduledEvent,
): Promise<unknown> => workload.during(() => functions.invoke(id, event));

function apiOf({ stack, functions, workload, mailPages }: Backend, report: Log['report']): Api {
  return {
    routes: stack.routes,
    cors: stack.cors,
    invoke: (id, event, mayChange) => {
      const invoke = () => functions.invoke(id, event, API_TIMEOUT_MS);
      return mayChange ? workload.during(invoke) : invoke();
    },
    localPages: new Map([[RUN_PAGE, async () => runPage()], ...mailPages]),
    report,
  };
}

const runPage = () => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ pid: process.pid })),
});

/**
 * The admin token, made at the first start. It stays what run.json says until the end, even where somebody
 * writes a secrets.json without it meanwhile.
 */
function adminToken({ secrets }: Backend): string {
  const kept = secrets.get('admin-token');
  const token = kept ?? randomBytes(32).toString('base64url');
  if (kept === null) secrets.set('admin-token', token);
  secrets.hold('admin-token', token);
  return token;
}
