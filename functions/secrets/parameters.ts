import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { PARAMETER_PREFIX } from './names';

/** With back-off the SDK's attempts outlast a moment in which a whole cycle's secrets are read. */
const ATTEMPTS = 6;

/** After so long a connection has broken unseen, and the call is made again. The SDK's own limit is a quarter of an hour. */
const SILENCE_MS = 3_000;

let client: SSMClient | undefined;

function openSsm(): SSMClient {
  client ??= new SSMClient({
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: SILENCE_MS, socketTimeout: SILENCE_MS },
  });
  return client;
}

/**
 * A secret's value; null where there is none of this name. The line's end that editors and shells leave
 * behind it is no part of it.
 */
export async function readSecret(name: string): Promise<string | null> {
  try {
    const output = await openSsm().send(
      new GetParameterCommand({ Name: PARAMETER_PREFIX + name, WithDecryption: true }),
    );
    return output.Parameter?.Value?.replace(/\r?\n$/, '') || null;
  } catch (error) {
    if (error instanceof ParameterNotFound) return null;
    throw error;
  }
}

/** Stores a secret unless there is one of this name. @returns false where there is */
export async function createSecret(name: string, value: string): Promise<boolean> {
  try {
    await openSsm().send(
      new PutParameterCommand({
        Name: PARAMETER_PREFIX + name,
        Value: value,
        Type: 'SecureString',
        Overwrite: false,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ParameterAlreadyExists) return false;
    throw error;
  }
}
