import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import {
  awsVariables,
  EnvironmentConflictError,
  functionVariables,
  mailVariables,
  optionVariables,
  setVariables,
} from '../../../infra/local/environment';
import { parseOptions } from '../../../infra/local/options';
import type { Stack } from '../../../infra/local/stack';
import { readTemplate } from '../../../infra/local/template';
import { TEMPLATE } from './stack';

const stack = readTemplate(TEMPLATE);
const REFERENCES = new Map([
  ['TableCD117FA1', 'newsreel'],
  ['WorkQueue', 'http://127.0.0.1:1/queue'],
  ['Api.ApiEndpoint', 'http://127.0.0.1:3000'],
]);

describe('the variables of the AWS SDK', () => {
  const own = {
    AWS_ACCESS_KEY_ID: 'mine',
    AWS_SECRET_ACCESS_KEY: 'mine',
    AWS_SESSION_TOKEN: 't',
    AWS_REGION: 'us-west-2',
  };

  test('lead to the local services, and never carry the credentials of somebody', () => {
    const env: NodeJS.ProcessEnv = { ...own, AWS_PROFILE: 'work', AWS_USE_FIPS_ENDPOINT: 'true' };
    setVariables(env, awsVariables({ endpoint: 'http://ours', dynamodb: 'http://table' }, env));
    expect(env).toEqual({
      AWS_ENDPOINT_URL_DYNAMODB: 'http://table',
      AWS_ENDPOINT_URL_SQS: 'http://ours',
      AWS_ENDPOINT_URL_SSM: 'http://ours',
      AWS_REGION: expect.any(String),
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
  });

  test('keep the user’s own for a table of the user’s', () => {
    const env: NodeJS.ProcessEnv = { ...own, AWS_ENDPOINT_URL_DYNAMODB: 'http://elsewhere' };
    setVariables(env, awsVariables({ endpoint: 'http://ours', dynamodb: null }, env));
    expect(env).toMatchObject({
      ...own,
      AWS_ENDPOINT_URL_DYNAMODB: 'http://elsewhere',
      AWS_ENDPOINT_URL_SQS: 'http://ours',
    });
  });

  test('are made up for a table of the user’s where the user has none', () => {
    if (existsSync(path.join(homedir(), '.aws', 'credentials'))) return;
    const env: NodeJS.ProcessEnv = { AWS_ENDPOINT_URL_DYNAMODB: 'http://elsewhere' };
    setVariables(env, awsVariables({ endpoint: 'http://ours', dynamodb: null }, env));
    expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: 'local', AWS_REGION: expect.any(String) });
  });
});

describe('the variables of mail', () => {
  test('lead to the mailbox, from a sender of nobody’s', () => {
    expect(mailVariables('http://mailbox', {})).toEqual({
      AWS_ENDPOINT_URL_SES: 'http://mailbox',
      NEWSREEL_MAIL_FROM: 'Newsreel <news@newsreel.example>',
      NEWSREEL_MAILS_A_SECOND: '100',
    });
  });

  test('may be the user’s, whose credentials and region then count', () => {
    const env: NodeJS.ProcessEnv = {
      AWS_ACCESS_KEY_ID: 'mine',
      AWS_REGION: 'us-west-2',
      AWS_ENDPOINT_URL_SES: 'http://elsewhere',
      NEWSREEL_MAIL_FROM: 'me@example.org',
      NEWSREEL_MAILS_A_SECOND: '5',
    };
    const before = { ...env };
    setVariables(env, awsVariables({ endpoint: 'http://ours', dynamodb: 'http://table' }, env));
    setVariables(env, mailVariables(null, env));
    expect(env).toMatchObject(before);
  });
});

describe('the variables of the functions', () => {
  test('come from the template, with references resolved', () => {
    expect(functionVariables(stack, REFERENCES, {})).toEqual({
      TABLE_NAME: 'newsreel',
      WORK_QUEUE_URL: 'http://127.0.0.1:1/queue',
      NEWSREEL_RETENTION_DAYS: '365',
      NEWSREEL_URL: 'http://127.0.0.1:3000',
    });
  });

  test('that are plain may be set otherwise, those that refer to something may not', () => {
    const env = { NEWSREEL_RETENTION_DAYS: '7', TABLE_NAME: 'other' };
    expect(functionVariables(stack, REFERENCES, env)).toMatchObject({
      TABLE_NAME: 'newsreel',
      NEWSREEL_RETENTION_DAYS: '7',
    });
  });

  const withWorker = (environment: Stack['functions'][number]['environment']): Stack => ({
    ...stack,
    functions: stack.functions.map((one) => (one.id === 'Worker' ? { ...one, environment } : one)),
  });

  test('must not differ between two functions', () => {
    expect(() =>
      functionVariables(withWorker({ NEWSREEL_RETENTION_DAYS: '365' }), REFERENCES, {}),
    ).not.toThrow();
    const differs = withWorker({ NEWSREEL_RETENTION_DAYS: '30' });
    expect(() => functionVariables(differs, REFERENCES, {})).toThrow(EnvironmentConflictError);
    expect(() => functionVariables(differs, REFERENCES, {})).toThrow(/NEWSREEL_RETENTION_DAYS.*Worker/);
  });

  test('must not refer to what is not there', () => {
    expect(() => functionVariables(withWorker({ TOPIC: { ref: 'Topic' } }), REFERENCES, {})).toThrow(
      "Worker's TOPIC",
    );
  });
});

test('options reach the functions, with the address of the samples', () => {
  const options = parseOptions(['--retention', '9', '--allow-network', '10.0.0.0/8'], {});
  expect(optionVariables(options, ['127.0.0.1/32:4567'])).toEqual({
    NEWSREEL_EVERY: '30',
    NEWSREEL_RETENTION_DAYS: '9',
    NEWSREEL_ALLOW_NETWORK: '10.0.0.0/8,127.0.0.1/32:4567',
  });
});
