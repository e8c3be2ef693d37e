import path from 'node:path';
import { STRIPE_SECRET_KEY } from '../../functions/secrets/names';
import { openTable, type Table } from '../../functions/table/client';
import { startAwsEndpoint } from './aws-endpoint';
import { awsVariables, functionVariables, mailVariables, optionVariables, setVariables } from './environment';
import { Functions } from './functions';
import type { LocalPage } from './gateway';
import { type KeptMail, type Mailbox, startMailbox } from './mailbox';
import { mailboxPages } from './mailbox-pages';
import type { Options } from './options';
import { Queue } from './queues';
import { Secrets } from './secrets';
import { queueUrl, sqsActions } from './sqs';
import { ssmActions } from './ssm';
import type { Stack } from './stack';
import { synthesize } from './synthesize';
import { createTable, type EmbeddedTable, startTable, TABLE_NAME } from './table';
import { readTemplate } from './template';
import { Workload } from './workload';

/** The stack, its functions in this process, and what stands in for AWS around them. */
export interface Backend {
  stack: Stack;
  functions: Functions;
  table: Table;
  /** by their resources' ids */
  queues: ReadonlyMap<string, Queue>;
  workload: Workload;
  secrets: Secrets;
  /** that show the mails it sends, by path */
  mailPages: ReadonlyMap<string, LocalPage>;
  /** calls a listener with each mail that is sent from now on; with none where mails go to somebody else's SES */
  onMail(listener: (mail: KeptMail) => void): void;
  /** resolves when it can't go on: the table's or the mailbox's process ended by itself */
  failed: Promise<void>;
  /** to be called when nothing is at work any more */
  stop(): Promise<void>;
}

/**
 * Brings up what the stack needs on a data folder, leads this process's AWS SDK there, and loads the functions.
 * @param root absolute path of the project
 * @param url where the run answers, without a slash at the end
 * @param networks what sources may live on besides the options' own
 * @throws SynthesisError, UnsupportedTemplateError, TableError, MailboxError, InvalidSecretsError, EnvironmentConflictError
 */
export async function startBackend(
  options: Options,
  root: string,
  url: string,
  networks: string[],
): Promise<Backend> {
  const secrets = new Secrets(path.join(options.data, 'secrets.json'), process.env);
  const external = process.env['AWS_ENDPOINT_URL_DYNAMODB'] || null;
  const mails = path.join(options.data, 'mailbox');
  const isMailElsewhere = Boolean(process.env['AWS_ENDPOINT_URL_SES']);
  const [template, embedded, mailbox] = await Promise.all([
    synthesize(root),
    external === null ? startTable(path.join(options.data, 'table')) : null,
    isMailElsewhere ? null : startMailbox(mails),
  ]);
  const stack = readTemplate(template);
  const workload = new Workload();
  // Not before the table is open: that keeps a second process away from this folder.
  const queues = openQueues(stack, path.join(options.data, 'queues'), workload);
  const endpoint = await startAwsEndpoint({ ...sqsActions(queues), ...ssmActions(secrets) });
  setEnvironment(
    stack,
    options,
    networks,
    referencesOf(stack, url, endpoint.url),
    endpoint.url,
    embedded,
    mailbox,
    secrets.get(STRIPE_SECRET_KEY) !== null,
  );
  const functions = new Functions(root, stack.functions);
  const table = openTable();
  await createTable(table.client, stack.table);
  return {
    stack,
    functions,
    table,
    queues,
    workload,
    secrets,
    mailPages: mailboxPages(mails, isMailElsewhere),
    onMail: (listener) => mailbox?.onKept(listener),
    failed: Promise.race(
      [embedded, mailbox].map((child) => child?.ended ?? new Promise<void>(() => undefined)),
    ),
    stop: async () => {
      for (const queue of queues.values()) queue.close();
      await endpoint.close();
      await Promise.all([embedded?.close(), mailbox?.close()]);
    },
  };
}

function openQueues(stack: Stack, folder: string, workload: Workload): Map<string, Queue> {
  const queues = new Map(
    stack.queues.map(({ id }) => [id, new Queue(id, path.join(folder, id), workload.changed)]),
  );
  for (const { queueId } of stack.eventSources) {
    const queue = queues.get(queueId);
    if (queue !== undefined) workload.watch(queue);
  }
  return queues;
}

/** What the template's references are here. */
function referencesOf({ table, queues, apiId }: Stack, url: string, endpoint: string): Map<string, string> {
  return new Map([
    [table.id, TABLE_NAME],
    [`${apiId}.ApiEndpoint`, url],
    ...queues.map(({ id }): [string, string] => [id, queueUrl(endpoint, id)]),
  ]);
}

function setEnvironment(
  stack: Stack,
  options: Options,
  networks: string[],
  references: ReadonlyMap<string, string>,
  endpoint: string,
  embedded: EmbeddedTable | null,
  mailbox: Mailbox | null,
  isPaid: boolean,
): void {
  const { env } = process;
  setVariables(env, awsVariables({ endpoint, dynamodb: embedded?.endpoint ?? null }, env));
  setVariables(env, mailVariables(mailbox?.endpoint ?? null, env));
  setVariables(env, { NEWSREEL_PAID: isPaid ? 'true' : undefined });
  setVariables(env, optionVariables(options, networks));
  setVariables(env, functionVariables(stack, references, env));
}
