import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Options } from './options';
import type { Stack } from './stack';

/** Two functions want different values for one variable, and all share this process's environment. */
export class EnvironmentConflictError extends Error {
  override name = 'EnvironmentConflictError';
}

/** Where the services are that stand in for AWS. */
export interface Endpoints {
  /** of the queues and secrets */
  endpoint: string;
  /** of the embedded table; null where AWS_ENDPOINT_URL_DYNAMODB names another */
  dynamodb: string | null;
}

/**
 * The variables that lead the AWS SDK to the local services: to be set before a client is made. With a table
 * or SES of somebody else's the user's own credentials and region count, where there are some.
 * @returns undefined for a variable that is to be taken away
 */
export function awsVariables(
  { endpoint, dynamodb }: Endpoints,
  env: NodeJS.ProcessEnv,
): Record<string, string | undefined> {
  const asksOthers = dynamodb === null || Boolean(env['AWS_ENDPOINT_URL_SES']);
  const ownRegion = asksOthers ? env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] : undefined;
  return {
    ...(dynamodb !== null && { AWS_ENDPOINT_URL_DYNAMODB: dynamodb }),
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_SSM: endpoint,
    AWS_REGION: ownRegion || 'eu-west-1',
    ...(asksOthers && hasCredentials(env) ? {} : FAKE_CREDENTIALS),
    // Any of these would turn the SDK away from the endpoints above.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
    AWS_USE_FIPS_ENDPOINT: undefined,
    AWS_USE_DUALSTACK_ENDPOINT: undefined,
    // The SDK asks for a newer Node than this project; its releases from 2027 on will need one.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** The SDK signs with something; nobody here looks at it. */
const FAKE_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
};

function hasCredentials(env: NodeJS.ProcessEnv): boolean {
  const variables = [
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ];
  const file = env['AWS_SHARED_CREDENTIALS_FILE'] ?? path.join(homedir(), '.aws', 'credentials');
  return variables.some((name) => env[name]) || existsSync(file);
}

/** The variables that the options set for the functions. */
export function optionVariables(
  { every, retention, allowNetwork }: Options,
  more: string[],
): Record<string, string> {
  return {
    NEWSREEL_EVERY: String(every),
    NEWSREEL_RETENTION_DAYS: String(retention),
    NEWSREEL_ALLOW_NETWORK: [...allowNetwork, ...more].join(','),
  };
}

/** Mails a second, where a stand-in for SES does not say how many it takes: no laptop need wait for an account's pace. */
const MAILS_A_SECOND = '100';

/**
 * The variables of mail: where it goes, whom it is from, and how fast.
 * @param ses the mailbox's endpoint; null where AWS_ENDPOINT_URL_SES names another
 */
export function mailVariables(ses: string | null, env: NodeJS.ProcessEnv): Record<string, string> {
  return {
    ...(ses !== null && { AWS_ENDPOINT_URL_SES: ses }),
    NEWSREEL_MAIL_FROM: env['NEWSREEL_MAIL_FROM'] || 'Newsreel <news@newsreel.example>',
    NEWSREEL_MAILS_A_SECOND: env['NEWSREEL_MAILS_A_SECOND'] || MAILS_A_SECOND,
  };
}

/**
 * The variables that the template gives its functions. What it sets to a plain text is a default here, so
 * that whoever starts the run may set it otherwise.
 * @param references what the template refers to: the table's name, a queue's URL, the API's
 * @param env what is set already
 * @throws EnvironmentConflictError
 */
export function functionVariables(
  { functions }: Stack,
  references: ReadonlyMap<string, string>,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const { id, environment } of functions) {
    for (const [name, value] of Object.entries(environment)) {
      const resolved = typeof value === 'string' ? env[name] || value : references.get(value.ref);
      if (resolved === undefined) {
        throw new EnvironmentConflictError(`${id}'s ${name} refers to what is not run locally`);
      }
      const other = variables[name] ?? resolved;
      if (other !== resolved) {
        throw new EnvironmentConflictError(
          `${name} is "${other}" for one function and "${resolved}" for ${id}`,
        );
      }
      variables[name] = resolved;
    }
  }
  return variables;
}

/** Sets variables, and takes away those that are undefined. */
export function setVariables(env: NodeJS.ProcessEnv, variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
}
